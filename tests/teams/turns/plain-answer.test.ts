import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { oneWorldWithErik } from '../../support/scene.ts';
import { audit } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

/** Messages that start nothing, by the kind of what people write, and what is said to each. */
const ROWS: readonly (readonly [kind: string, text: string, said: RegExp])[] = [
  ['report', 'Olivia Bennett reset her password', /Good to know/],
  ['report', 'password reset done for Olivia Bennett', /Good to know/],
  ['report', 'the password of Olivia Bennett has been reset', /Good to know/],
  ['report', 'Olivia Bennetts lösenord är återställt', /Bra att veta/],
  ['report, solved', 'Olivia Bennett forgot her password, it works again', /Good to know/],
  ['thanks', 'thanks for resetting the password of Olivia Bennett', /You are welcome/],
  ['thanks', 'thanks!', /You are welcome/],
  ['question', 'should I reset the password for Olivia Bennett?', /took that as a question and did nothing/],
  ['question', 'does Olivia Bennett need a new password?', /history for Anna Svensson/],
  ['negation', "don't reset the password for Olivia Bennett", /I start nothing/],
  ['unlock', 'unlock Olivia Bennett', /I do not unlock accounts[\s\S]*ends by itself or with a reset/],
  ['sign-in methods', 'reset the password and MFA of Olivia Bennett', /Authentication methods of the user/],
  ['sign-in methods', 'reset MFA for Olivia Bennett', /Authentication methods of the user/],
  ['pass', 'give Olivia Bennett a temporary access pass', /I do not make Temporary Access Passes/],
  ['rules', 'set the password to never expire for Olivia Bennett', /rules for passwords/],
  ['rules', 'reset the password policy for Marketing', /rules for passwords/],
  ['link', 'the password reset link for Olivia Bennett', /I send no links/],
  ['groups', 'assign a licence to Olivia Bennett', /I do not manage groups/],
  ['accounts', 'disable the account of Olivia Bennett', /I do not manage accounts/],
  ['devices', 'reset the laptop of Olivia Bennett', /I do not manage devices/],
  ['shared accounts', 'reset password for the shared mailbox', /Whose account is it\?/],
  ['other passwords', 'reset the guest wifi password', /another system's password/],
  ['several people', 'reset passwords: Olivia Bennett, Tomas Berg', /One person at a time/],
  ['several people', 'Reset password for Olivia Bennett. Also for Tomas Berg.', /One person at a time/],
  ['own password', 'my password does not work', /Your own password/],
  ['own password', 'mitt lösenord fungerar inte', /Ditt eget lösenord/],
  ['a wish that is not sure', 'Olivia Bennett ringde, hon har glömt lösenordet', /Förstod jag rätt\?/],
  ['nobody named', 'reset password', /Whose password\?/],
];

describe('What is said to messages that start nothing', () => {
  let world: World;
  let chat: Chat;
  oneWorldWithErik(scene => {
    ({ world } = scene);
    chat = world.chat(scene.erik);
  });

  for (const [kind, text, said] of ROWS) {
    it(`${kind}: "${text}"`, async () => {
      const answer = await chat.says(text);
      assert.match(textOf(answer), said);
      assert.doesNotMatch(textOf(answer), /did not understand|A password was written/);
      const verbs = actions(cardOf(answer)).flatMap(({ verb }) => verb ?? []);
      assert.deepEqual(verbs, kind === 'a wish that is not sure' ? ['look-up'] : []);
      assert.deepEqual(await world.graphCalls(), []);
      assert.deepEqual(await audit(world), []);
    });
  }

  it('a warning: what to do, and no reset', async () => {
    const answer = textOf(
      await chat.says('Suspicious: somebody pretending to be Olivia Bennett asks for a new password'),
    );
    assert.match(answer, /Then do not reset it[\s\S]*Call the person back on a number that you already had/);
    assert.deepEqual(await world.graphCalls(), []);
  });
});
