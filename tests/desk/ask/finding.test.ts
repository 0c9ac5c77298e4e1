import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachWithErik } from '../../support/scene.ts';
import {
  ANNA,
  askForAnna,
  assertNothingHappened,
  change,
  ERIK,
  JOHANNA,
  mention,
  OLIVIA,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('finding the person', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachWithErik(scene => {
    ({ world, erik } = scene);
    chat = world.chat(erik);
  });

  /** The confirm card's text for what is written after "reset password for"; fails when it is another card. */
  async function confirmFor(whom: string): Promise<string> {
    return confirmText(await chat.says(`reset password for ${whom}`));
  }

  function confirmText(message: Parameters<typeof cardOf>[0]): string {
    const card = cardOf(message);
    // Whoever may give passes is offered one instead.
    const verbs = actions(card).flatMap(({ verb }) => (verb === 'instead' ? [] : [verb]));
    assert.deepEqual(verbs, ['confirm', 'cancel'], textOf(card));
    return textOf(card);
  }

  const found: readonly (readonly [what: string, written: string, name: RegExp])[] = [
    ['a sign-in name', 'anna.svensson@fjallvind.example', /Anna Svensson/],
    ['a sign-in name in capitals', 'ANNA.SVENSSON@FJALLVIND.EXAMPLE', /Anna Svensson/],
    ['a sign-in name without a mail address behind it', 'tomas.berg@fjallvind.example', /Tomas Berg/],
    ['an address from before the marriage', 'emma.karlsson@fjallvind.example', /Emma Nilsson/],
    ['an address elsewhere', 'will.turner@mail.example', /William Turner/],
    ['an employee number', '1005', /Anna Svensson/],
    ['an employee number, named as one', 'employee number 1046', /Tomas Berg/],
    ['a name', 'Anna Svensson', /Anna Svensson/],
    ['a name in the wrong case', 'anna svensson', /Anna Svensson/],
    ['Swedish letters', 'Åsa Öhman', /Åsa Öhman/],
    ['Swedish letters, decomposed', 'Åsa Öhman'.normalize('NFD'), /Åsa Öhman/],
    ['an apostrophe in the name', "Siobhan O'Brien", /Siobhan O'Brien/],
    ['an apostrophe in the sign-in name', "liam.d'arcy@fjallvind.example", /Liam D'Arcy/],
    ['a name of three words', 'Astrid Lindgren Holm', /Astrid Lindgren Holm/],
    ['a guest by type whose account is at home here', 'jonas.ek@fjallvind.example', /Jonas Ek/],
    ['an account that once was synced', 'ewa.kowalska@fjallvind.example', /Ewa Kowalska/],
  ];
  for (const [what, written, name] of found) {
    it(`by ${what}`, async () => assert.match(await confirmFor(written), name));
  }

  it('by a mail address that is nobody’s sign-in name', async () => {
    await change(world, OLIVIA, { mail: 'o.bennett@fjallvind.example' });
    assert.match(await confirmFor('o.bennett@fjallvind.example'), /Olivia Bennett/);
  });

  it('in the genitive, in English and in Swedish', async () => {
    assert.match(confirmText(await chat.says("reset Anna Svensson's password")), /Anna Svensson/);
    assert.match(confirmText(await chat.says('återställ Anna Svenssons lösenord')), /Anna Svensson/);
    assert.match(confirmText(await chat.says('återställ Astrids lösenord')), /Astrid Lindgren Holm/);
  });

  it('whose name ends in -s is not cut short', async () => {
    await change(world, ERIK, { assignRoles: [{ role: 'Authentication Administrator' }] });
    await change(world, 'lars.nystrom@fjallvind.example', { removeRoles: [{ role: 'Password Administrator' }] });
    assert.match(confirmText(await chat.says('återställ Lars lösenord')), /Lars Nyström/);
  });

  it('by a mention, through the roster', async () => {
    const anna = await world.person(ANNA);
    const group = world.chat(erik, 'groupChat');
    const bot = mention(`28:${world.sandbox.environment.BOT_ID}`, 'Nyckel');
    const her = mention(anna.channelUserId, 'Anna Svensson');
    const text = `${bot.text} reset password for ${her.text}`;
    const card = confirmText(await group.says(text, { entities: [bot.entity, her.entity] }));
    assert.match(card, /Anna Svensson/);
    assert.doesNotMatch(card, /Nyckel/);
  });

  it('by a mention whose name is somebody else’s: the id counts', async () => {
    const anna = await world.person(ANNA);
    const her = mention(anna.channelUserId, 'Olivia Bennett');
    const group = world.chat(erik, 'groupChat');
    const card = confirmText(await group.says(`reset password for ${her.text}`, { entities: [her.entity] }));
    assert.match(card, /Anna Svensson/);
    assert.doesNotMatch(card, /Olivia/);
  });

  it('refuses a mention of what is in no roster', async () => {
    const tag = mention('19:some-channel@thread.tacv2', 'General');
    const group = world.chat(erik, 'groupChat');
    const answer = textOf(cardOf(await group.says(`reset password for ${tag.text}`, { entities: [tag.entity] })));
    assert.match(answer, /That is not a person/);
    assert.doesNotMatch(answer, /went wrong/);
    await assertNothingHappened(world);
  });

  it('says that something is wrong when the roster can’t be read', async () => {
    world.connector.faults.push({ path: /members/, status: 403, times: 10 });
    const anna = mention((await world.person(ANNA)).channelUserId, 'Anna Svensson');
    const group = world.chat(erik, 'groupChat');
    const answer = textOf(cardOf(await group.says(`reset password for ${anna.text}`, { entities: [anna.entity] })));
    assert.match(answer, /Something went wrong/);
  });

  const nobody: readonly (readonly [what: string, written: string, searched: RegExp])[] = [
    ['a name', 'Zebulon Quist', /Searched: name, sign-in name, email/],
    ['an address', 'nobody@fjallvind.example', /Searched: sign-in name, email, email aliases, alternate email/],
    ['an employee number', '9999', /Searched: employee number/],
    ['a deleted account', 'doris.gran@fjallvind.example', /Searched: sign-in name/],
  ];
  for (const [what, written, searched] of nobody) {
    it(`nobody by ${what}: says what was searched`, async () => {
      const card = cardOf(await chat.says(`reset password for ${written}`));
      assert.match(textOf(card), /No account found/);
      assert.match(textOf(card), searched);
      assert.deepEqual(actions(card), []);
    });
  }

  it('a mentioned person without an account', async () => {
    const gone = mention('29:gone', 'Doris Gran');
    world.connector.members.set('29:gone', '00000000-0000-4000-8000-000000000000');
    const group = world.chat(erik, 'groupChat');
    const card = cardOf(await group.says(`reset password for ${gone.text}`, { entities: [gone.entity] }));
    assert.match(textOf(card), /No account found[\s\S]*Doris Gran[\s\S]*the mentioned person/);
  });

  it('shows who it is, and what will happen', async () => {
    await change(world, ANNA, { accountEnabled: false });
    const { asked } = await askForAnna(world, erik);
    const text = confirmText(asked);
    for (const part of [/Account manager/, /Sales/, /James Whitaker/, /Sign-in blocked/, /August 16, 2025/])
      assert.match(text, part);
    assert.match(text, /must change it at the next sign-in/);
    assert.match(JSON.stringify(cardOf(asked)), /data:image\/png;base64/);
  });

  it('shows the roles of a target that has some', async () => {
    const johanna = world.chat(await world.person(JOHANNA));
    const card = await johanna.says('reset password for gustav.norberg@fjallvind.example');
    assert.match(confirmText(card), /This is an administrator: [\s\S]*Reports Reader/);
  });

  const hostile: readonly (readonly [upn: string, never: RegExp])[] = [
    ['eva.link@fjallvind.example', /https:\/\/evil\.example/],
    ['everyone.at@fjallvind.example', /"type":"mention"/],
    ['max.tecken@fjallvind.example', /https:\/\/evil\.example/],
  ];
  for (const [upn, never] of hostile) {
    it(`shows the name of ${upn} as plain text`, async () => {
      const asked = await chat.says(`reset password for ${upn}`);
      confirmText(asked);
      assert.doesNotMatch(JSON.stringify(asked), never);
      const name = (await world.person(upn)).name.replaceAll(/[^\p{L}]/gu, '');
      assert.ok(
        runs(asked).some(run => run.replaceAll(/[^\p{L}]/gu, '') === name),
        runs(asked).join('|'),
      );
    });
  }
});

/** The texts of all TextRuns, which no client reads as Markdown. */
function runs(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(runs);
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && node.type === 'TextRun' && 'text' in node ? [String(node.text)] : [];
  return [...own, ...Object.values(node).flatMap(runs)];
}
