import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { oneWorldWithErik } from '../../support/scene.ts';
import { audit } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

const UNSURE = 'a wish that is not sure';

/** Messages that start nothing, by row and kind in the list of what people write, and what is said to each. */
const ROWS: readonly (readonly [row: string, text: string, said: RegExp])[] = [
  ['73, K1: thanks', 'thanks for resetting the password of Olivia Bennett', /You are welcome/],
  ['74, K11: thanks', 'thanks!', /You are welcome/],
  ['75, K1: report', "I have just reset Olivia Bennett's password", /Good to know/],
  ['75, K1: report', 'Olivia Bennett reset her password', /Good to know/],
  ['76, K1: report', 'password reset done for Olivia Bennett', /Good to know/],
  ['76, K1: report', 'the password of Olivia Bennett has been reset', /Good to know/],
  ['76, K1: report', 'Olivia Bennetts lösenord är återställt', /Bra att veta/],
  ['77, K1: report, solved', 'Olivia Bennett forgot her password, it works again', /Good to know/],
  ['77, K1: report, solved', 'Olivia Bennett har glömt sitt lösenord men kom på det', /Bra att veta/],
  [
    '78, K1: question',
    'should I reset the password for Olivia Bennett?',
    /took that as a question and did nothing[\s\S]*history for Anna Svensson/,
  ],
  ['78, K1: question', 'does Olivia Bennett need a new password?', /took that as a question/],
  ['78, K1: question', 'ska jag återställa lösenordet för Olivia Bennett?', /som en fråga/],
  ['negation', "don't reset the password for Olivia Bennett", /I start nothing/],
  ['K11: unlock', 'unlock Olivia Bennett', /I do not unlock accounts[\s\S]*ends by itself or with a reset/],
  ['80, K3: sign-in methods', 'reset the password and MFA of Olivia Bennett', /Authentication methods of the user/],
  ['K11: sign-in methods', 'reset MFA for Olivia Bennett', /Authentication methods of the user/],
  [
    'a pass that there is',
    'extend the TAP for Olivia Bennett',
    /I make Temporary Access Passes, and withdraw those[\s\S]*press Withdraw/,
  ],
  ['79, K3: rules', 'set the password to never expire for Olivia Bennett', /rules for passwords/],
  ['81, K3: rules', 'reset the password policy for Marketing', /rules for passwords/],
  ['81, K3: link', 'the password reset link for Olivia Bennett', /I send no links/],
  ['groups', 'assign a licence to Olivia Bennett', /I do not manage groups/],
  ['accounts', 'disable the account of Olivia Bennett', /I do not manage accounts/],
  ['devices', 'reset the laptop of Olivia Bennett', /I do not manage devices/],
  ['shared accounts', 'reset password for the shared mailbox', /Whose account is it\?/],
  ['82, K3: other passwords', 'reset the local admin password', /another system's password/],
  ['82, K3: other passwords', 'reset the guest wifi password', /another system's password/],
  ['84, K4: several people', 'reset passwords: Olivia Bennett, Tomas Berg', /One person at a time/],
  ['84, K4: several people', 'Reset password for Olivia Bennett. Also for Tomas Berg.', /One person at a time/],
  ['K11: a department', 'reset passwords for everyone in Marketing', /One person at a time/],
  ['85, K7: own password', 'my password does not work', /Your own password/],
  ['85, K7: own password', 'I can not reset my password', /Your own password/],
  ['85, K2: own password', 'need more help with my password', /Your own password/],
  ['85, K7: own password', 'mitt lösenord fungerar inte', /Ditt eget lösenord/],
  [`88, K7: ${UNSURE}`, 'Olivia Bennett ringde, hon har glömt lösenordet', /Förstod jag rätt\?/],
  ['91, K9: nobody named', 'reset password', /Whose password\?/],
];

describe('What is said to messages that start nothing', () => {
  let world: World;
  let chat: Chat;
  oneWorldWithErik(scene => {
    ({ world } = scene);
    chat = world.chat(scene.erik);
  });

  for (const [row, text, said] of ROWS) {
    it(`${/^\d/.test(row) ? `row ${row}` : row}: "${text}"`, async () => {
      const answer = await chat.says(text);
      assert.match(textOf(answer), said);
      assert.doesNotMatch(textOf(answer), /did not understand|A password was written/);
      const verbs = actions(cardOf(answer)).flatMap(({ verb }) => verb ?? []);
      assert.deepEqual(verbs, row.endsWith(UNSURE) ? ['look-up'] : []);
      assert.deepEqual(await world.graphCalls(), []);
      assert.deepEqual(await audit(world), []);
    });
  }

  it('row 74, K11: thanks in a channel', async () => {
    assert.match(textOf(await world.chat(chat.client, 'channel').says('thanks!')), /You are welcome/);
    assert.deepEqual(await world.graphCalls(), []);
  });

  for (const [text, said] of [
    ["who reset Olivia Bennett's password?", /History[\s\S]*There are no requests for Olivia Bennett/],
    ['vem återställde Olivia Bennetts lösenord?', /Historik[\s\S]*Olivia Bennett/],
  ] as const) {
    it(`row 96, K7: "${text}" is answered with the history`, async () => {
      assert.match(textOf(await chat.says(text)), said);
    });
  }

  it('a warning: what to do, and no reset', async () => {
    const answer = textOf(
      await chat.says('Suspicious: somebody pretending to be Olivia Bennett asks for a new password'),
    );
    assert.match(answer, /Then do nothing for them[\s\S]*Call the person back on a number that you already had/);
    assert.deepEqual(await world.graphCalls(), []);
  });
});
