import assert from 'node:assert/strict';
import { placesOf } from '../../../src/teams/turns/pick-by-word.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachInChatWithErik } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import { answerTo, becomes, events, JOHANNA, MINUTE, nowReads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('One of several people, chosen in words', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let list: SentActivity;
  eachInChatWithErik(async scene => {
    ({ world, erik, chat } = scene);
    list = await chat.says('reset password for Johan Andersson, INC0012345');
    assert.match(textOf(list), /Who do you mean\?/);
  });

  const says = (text: string, where = chat) => answerTo(where, text);
  /** The sign-in name in this row of the card. */
  const inRow = (row: number) =>
    [...new Set([...nowReads(world, list).matchAll(/johan\.andersson2?(?![\d.])/g)].map(String))][row] ?? '';

  it('by the place on the card', async () => {
    const second = inRow(1);
    assert.match(second, /^johan/);
    const answer = await says('2');
    assert.match(answer, /Reset password\?[\s\S]*INC0012345/);
    assert.equal(/johan\.andersson2?/.exec(answer)?.[0], second);
    await becomes(world, list, /Answered/);
    assert.deepEqual(await events(world), ['request-choosing', 'request-picked']);
    assert.equal(await resetCalls(world), 0);
  });

  for (const text of ['Logistics', 'johan.andersson2@fjallvind.example', 'for johan.andersson2@fjallvind.example']) {
    it(`by "${text}"`, async () => {
      const answer = await says(text);
      assert.match(answer, /Reset password\?/);
      assert.match(answer, /johan\.andersson2/);
    });
  }

  it('what was chosen is confirmed on the new card', async () => {
    const answer = await chat.says('Logistics');
    await chat.press(answer, 'confirm');
    await chat.card('The temporary password is ready');
    assert.equal(await resetCalls(world), 1);
    assert.match(nowReads(world, list), /Answered/);
  });

  it('a name that two of them have chooses none', async () => {
    assert.match(await says('Johan Andersson'), /Which one\?/);
    assert.deepEqual(await events(world), ['request-choosing']);
  });

  it('a number beyond the card, or somebody who is not on it, chooses none', async () => {
    assert.match(await says('3'), /That one is not on the card[\s\S]*There are 2 people on it/);
    assert.match(await says('Olivia Bennett'), /What about this person\?/);
    assert.deepEqual(await events(world), ['request-choosing']);
  });

  it('counts for who asked, where, and while the card holds', async () => {
    const channel = world.chat(erik, 'channel');
    await channel.says('reset password for Johan Andersson');
    assert.match(await says('2', channel.as(await world.person(JOHANNA))), /There is no list to choose from/);
    assert.match(await says('2', world.chat(erik, 'groupChat')), /There is no list to choose from/);
    world.passTime(10 * MINUTE);
    assert.match(await says('2'), /There is no list to choose from/);
    assert.ok(!(await events(world)).includes('request-picked'));
  });

  it('waits for a sign-in where there is none', async () => {
    await stands(world, erik, { state: 'signed-out' });
    assert.match(JSON.stringify(await chat.says('2')), /oauth/);
    assert.deepEqual(await events(world), ['request-choosing']);
  });
});

describe('placesOf', () => {
  const person = (id: string, userPrincipalName: string, department?: string) => ({
    id,
    displayName: 'Bo Ek',
    userPrincipalName,
    department,
  });
  const people = [
    person('A1', 'bo@x.example', 'Sales'),
    person('b2', 'bo.ek@x.example'),
    person('c3', 'b@x.example', 'Sales'),
  ];

  it('goes by all of a sign-in name, a name, a department or an id, in whatever case', () => {
    assert.deepEqual(placesOf({ by: 'address', value: 'BO.EK@x.example' }, people), [1]);
    assert.deepEqual(placesOf({ by: 'object-id', value: 'a1' }, people), [0]);
    assert.deepEqual(placesOf({ by: 'name', value: 'sales' }, people), [0, 2]);
    assert.deepEqual(placesOf({ by: 'name', value: 'bo ek' }, people), [0, 1, 2]);
  });

  it('goes by no part of it, and by nothing that is not there', () => {
    assert.deepEqual(placesOf({ by: 'name', value: 'Bo' }, people), []);
    assert.deepEqual(placesOf({ by: 'name', value: '' }, people), []);
    assert.deepEqual(placesOf({ by: 'address', value: 'sales' }, people), []);
    assert.deepEqual(placesOf({ by: 'employee-number', value: '1' }, people), []);
  });
});
