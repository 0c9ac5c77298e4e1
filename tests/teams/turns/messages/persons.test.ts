import assert from 'node:assert/strict';
import { actions, answeredCard, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { oneWorldWithErik } from '../../../support/scene.ts';
import { audit } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

/** Kinds of what people write (K2, K5, K10): the message, and whom the confirm card shows. */
const SHOWN: readonly [kind: string, message: string, name: string][] = [
  ['another order', 'reset password for Bennett Olivia', 'Olivia Bennett'],
  ['accents left out', 'reset password for Asa Ohman', 'Åsa Öhman'],
  ['an apostrophe left out', 'reset password for Siobhan OBrien', "Siobhan O'Brien"],
  ['an owner’s ending on a first name', 'återställ Peters lösenord', 'Peter Hedlund'],
  ['an owner’s ending on a short surname', 'återställ Jonas Eks lösenord', 'Jonas Ek'],
  ['an account of Windows Server AD', 'reset password for FJALLVIND\\goran.malm', 'Göran Malm'],
  ['an employee number', 'reset password for emp 1044', 'Olivia Bennett'],
  ['an object id', 'reset password for dc288b5b-a6d9-46db-a8df-3c2c3c4be048', 'Anna Svensson'],
];

/** The message, what was written for the person, and who comes closest. */
const ASKED: readonly [kind: string, message: string, written: string, closest: string][] = [
  ['a beginning of the surname', 'reset password for Maria Lund', 'Maria Lund', 'Maria Lundin'],
  ['a beginning of the first name', 'reset password for Tom Berg', 'Tom Berg', 'Tomas Berg'],
  ['beginnings of both', 'reset password for Johan Berg', 'Johan Berg', 'Johanna Bergström'],
  ['another initial', 'reset password for I. Bennett', 'I Bennett', 'Olivia Bennett'],
  ['a middle name more', 'reset password for Anna Maria Svensson', 'Anna Maria Svensson', 'Anna Svensson'],
  ['an English nickname', 'reset password for Bob Fairfax', 'Bob Fairfax', 'Robert Fairfax'],
  ['a Swedish nickname', 'reset password for Lasse Nyström', 'Lasse Nyström', 'Lars Nyström'],
  ['a letter left out', 'reset password for Anna Svenson', 'Anna Svenson', 'Anna Svensson'],
  ['another letter', 'reset password for Oskar Vikström', 'Oskar Vikström', 'Oskar Wikström'],
  ['a transcribed vowel', 'reset password for Goeran Malm', 'Goeran Malm', 'Göran Malm'],
];

describe('The person whom a message names', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  oneWorldWithErik(scene => {
    ({ world, erik } = scene);
    chat = world.chat(erik);
  });

  for (const [kind, message, name] of SHOWN) {
    it(`${kind}: ${message} shows ${name}`, async () => {
      const text = textOf(cardOf(await chat.says(message)));
      assert.doesNotMatch(text, /Did you mean|Who do you mean|Nobody/);
      assert.ok(text.includes(name), text);
    });
  }

  for (const [kind, message, written, closest] of ASKED) {
    it(`${kind}: ${message} asks, and ${closest} is offered first`, async () => {
      const asked = await chat.says(message);
      const text = textOf(cardOf(asked));
      assert.ok(text.includes(`Nobody is called ${written}. Did you mean:`), text);
      assert.ok(!text.includes('Reset password?'));
      const chosen = await chat.press(asked, 'pick', { choice: 0 });
      assert.ok(textOf(answeredCard(chosen)).includes(closest));
      assert.ok(!(await world.graphCalls()).some(({ path }) => path.includes('resetPassword')));
    });
  }

  it('one alone who comes close is a choice like several, with a cancel', async () => {
    const asked = await chat.says('reset password for Maria Lund');
    const offered = actions(cardOf(asked)).map(({ verb }) => verb);
    assert.deepEqual(offered, ['pick', 'cancel']);
  });

  it('a department beside the name chooses among namesakes, and the other one is named', async () => {
    const text = textOf(cardOf(await chat.says('reset password for Johan Andersson in Logistics')));
    assert.match(text, /Reset password\?[\s\S]*johan\.andersson2\n[\s\S]*Logistics/);
    assert.match(text, /easily confused[\s\S]*johan\.andersson\n[\s\S]*Sales/);
  });

  it('a department in which nobody of that name works is asked about', async () => {
    const text = textOf(cardOf(await chat.says('reset password for Olivia Bennett in Legal')));
    assert.match(text, /nobody with exactly this name at that place: Olivia Bennett \(Legal\)/);
  });

  it('a near twin is named on the confirm card, with what tells them apart', async () => {
    await world.sandbox.control('PATCH', 'users/hanna.blom@fjallvind.example', { displayName: 'Anna Svenson' });
    const text = textOf(cardOf(await chat.says('reset password for Anna Svensson')));
    assert.match(text, /Reset password\?[\s\S]*easily confused[\s\S]*Anna Svenson[\s\S]*hanna\.blom@[\s\S]*Finance/);
    assert.match(text, /Reset password\?[\s\S]*\nanna\.svensson\n/);
  });

  it('in Swedish as well', async () => {
    const text = textOf(cardOf(await chat.says('återställ lösenordet för Maria Lund', { locale: 'sv-SE' })));
    assert.match(text, /Ingen heter Maria Lund\. Menar du:/);
  });

  it('the history of somebody who is not there names those who come close, and shows nothing', async () => {
    const text = textOf(cardOf(await chat.says('history for Maria Lund')));
    assert.match(text, /Nobody is called Maria Lund\. If one of these is meant[\s\S]*Maria Lundin/);
    const row = (await audit(world)).at(-1);
    assert.deepEqual([row?.event, row?.rule], ['not-allowed', 'target-not-found']);
  });

  it('nobody who comes close: what was searched', async () => {
    const text = textOf(cardOf(await chat.says('reset password for Nobody Atall')));
    assert.match(
      text,
      /Nobody matches Nobody Atall[\s\S]*Searched: name, sign-in name, email, email nickname, account name/,
    );
  });
});
