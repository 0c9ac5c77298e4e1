import assert from 'node:assert/strict';
import { actions, answeredCard, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { oneWorldWithErik } from '../../../support/scene.ts';
import { audit, change, OLIVIA } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const ANNAS_ID = 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048';
const ANNAS_PAGE = `https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${ANNAS_ID}`;

/** By row and kind in the list of what people write: the message, and whom the confirm card shows. */
const SHOWN: readonly [row: string, message: string, name: string][] = [
  ['46, K10: an object id', `reset password for ${ANNAS_ID}`, 'Anna Svensson'],
  ['46, K10: the page of a user in Entra', `reset password for ${ANNAS_PAGE}`, 'Anna Svensson'],
  ['47, K2: another order', 'reset password for Bennett Olivia', 'Olivia Bennett'],
  ['60, K10: an owner’s ending on a first name', 'återställ Peters lösenord', 'Peter Hedlund'],
  ['60, K10: an owner’s ending on a first name', 'återställ Williams lösenord', 'William Turner'],
  ['60, K10: an owner’s ending on a short surname', 'återställ Jonas Eks lösenord', 'Jonas Ek'],
  ['61, K10: a nickname in quotes', 'reset password for Robert "Bob" Fairfax', 'Robert Fairfax'],
  ['63, K10: accents left out', 'reset password for Asa Ohman', 'Åsa Öhman'],
  ['63, K10: accents left out', 'reset password for Par Angstrom', 'Pär Ångström'],
  ['63, K10: accents added', "reset password for Siobhán O'Brien", "Siobhan O'Brien"],
  ['64, K10: an apostrophe left out', 'reset password for Siobhan OBrien', "Siobhan O'Brien"],
  ['64, K10: an apostrophe left out', 'reset password for Liam Darcy', "Liam D'Arcy"],
  ['67, K10: an account of Windows Server AD', 'reset password for FJALLVIND\\goran.malm', 'Göran Malm'],
  ['68, K7: an employee number', 'reset password for emp 1044', 'Olivia Bennett'],
  ['68, K7: an employee number', 'reset password for emp. 1044', 'Olivia Bennett'],
  ['68, K7: an employee number', 'reset password for badge id 1044', 'Olivia Bennett'],
  ['68, K7: an employee number', 'reset password for staff #1044', 'Olivia Bennett'],
  ['68, K7: an employee number', 'återställ lösenordet för anst. 1044', 'Olivia Bennett'],
];

/** By row and kind: the message, what was written for the person, and who comes closest. */
const ASKED: readonly [row: string, message: string, written: string, closest: string][] = [
  ['51, K2: a beginning of the surname', 'reset password for Maria Lund', 'Maria Lund', 'Maria Lundin'],
  ['51, K2: a beginning of the first name', 'reset password for Tom Berg', 'Tom Berg', 'Tomas Berg'],
  ['51, K2: a beginning of the first name', 'reset password for Jon Ek', 'Jon Ek', 'Jonas Ek'],
  ['51, K2: beginnings of both', 'reset password for Johan Berg', 'Johan Berg', 'Johanna Bergström'],
  ['57, K5: another initial', 'reset password for I. Bennett', 'I Bennett', 'Olivia Bennett'],
  ['57, K5: an initial more', 'reset password for Olivia I. Bennett', 'Olivia I Bennett', 'Olivia Bennett'],
  ['59, K10: a middle name more', 'reset password for Anna Maria Svensson', 'Anna Maria Svensson', 'Anna Svensson'],
  ['61, K10: an English nickname', 'reset password for Bob Fairfax', 'Bob Fairfax', 'Robert Fairfax'],
  ['61, K10: an English nickname', 'reset password for Jim Whitaker', 'Jim Whitaker', 'James Whitaker'],
  ['61, K10: an English nickname', 'reset password for Bill Turner', 'Bill Turner', 'William Turner'],
  ['61, K10: an English nickname', 'reset password for Cathy Ashworth', 'Cathy Ashworth', 'Catherine Ashworth'],
  ['61, K10: a Swedish nickname', 'reset password for Lasse Nyström', 'Lasse Nyström', 'Lars Nyström'],
  ['62, K10: a letter left out', 'reset password for Anna Svenson', 'Anna Svenson', 'Anna Svensson'],
  ['62, K10: a letter left out', 'reset password for Ana Svensson', 'Ana Svensson', 'Anna Svensson'],
  ['62, K10: another letter', 'reset password for Oskar Vikström', 'Oskar Vikström', 'Oskar Wikström'],
  ['63, K10: a transcribed vowel', 'reset password for Goeran Malm', 'Goeran Malm', 'Göran Malm'],
];

describe('The person whom a message names', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  oneWorldWithErik(scene => {
    ({ world, erik } = scene);
    chat = world.chat(erik);
  });

  for (const [row, message, name] of SHOWN) {
    it(`row ${row}: ${message} shows ${name}`, async () => {
      const text = textOf(cardOf(await chat.says(message)));
      assert.doesNotMatch(text, /Did you mean|Who do you mean|Nobody/);
      assert.ok(text.includes(name), text);
    });
  }

  for (const [row, message, written, closest] of ASKED) {
    it(`row ${row}: ${message} asks, and ${closest} is offered first`, async () => {
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

  for (const beside of [' in Logistics', ' from Logistics', ' - Logistics', ', Logistics', ' (Logistics)']) {
    it(`row 66, K7: "${beside}" behind the name chooses among namesakes, and the other one is named`, async () => {
      const text = textOf(cardOf(await chat.says(`reset password for Johan Andersson${beside}`)));
      assert.match(text, /Reset password\?[\s\S]*johan\.andersson2\n[\s\S]*Logistics/);
      assert.match(text, /easily confused[\s\S]*johan\.andersson\n[\s\S]*Sales/);
    });
  }

  it('row 66, K7: a department that could be a surname is asked about', async () => {
    const text = textOf(cardOf(await chat.says('reset password for Johan Andersson Logistics')));
    assert.match(text, /Nobody is called Johan Andersson Logistics\. Did you mean:[\s\S]*johan\.andersson2\n/);
    assert.doesNotMatch(text, /Reset password\?/);
  });

  for (const name of ['svc_sql', 'annsve']) {
    it(`row 67, K10: the account name ${name} is looked for as such`, async () => {
      const before = textOf(cardOf(await chat.says(`reset password for ${name}`)));
      assert.ok(before.includes(`Nobody matches ${name}`), before);
      await change(world, OLIVIA, { onPremisesSamAccountName: name });
      const text = textOf(cardOf(await chat.says(`reset password for ${name}`)));
      assert.ok(text.includes('Olivia Bennett'), text);
    });
  }

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
