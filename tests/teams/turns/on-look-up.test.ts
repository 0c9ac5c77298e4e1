import assert from 'node:assert/strict';
import { actions, answeredCard, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachInChatWithErik } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import { audit, events, fault, JOHANNA, lineOf, MINUTE, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const ASKING = 'Olivia Bennett called, she forgot her password, INC0012345';

describe('The asked reading', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachInChatWithErik(async scene => {
    ({ world, erik, chat } = scene);
    asked = await chat.says(ASKING);
  });

  it('asks with one button, and nobody is looked up or put on record', async () => {
    assert.match(
      nowReads(world, asked),
      /Did I get that right\?[\s\S]*Do you want the password of Olivia Bennett reset\?/,
    );
    assert.match(nowReads(world, asked), /Requested by Erik Lindqvist\. Expires at \d/);
    assert.match(nowReads(world, asked), /INC0012345/);
    const [button, ...others] = actions(cardOf(asked));
    assert.equal(button?.verb, 'look-up');
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(button?.data ?? {}), ['request']);
    assert.doesNotMatch(JSON.stringify(button?.data), /Olivia|INC/);
    assert.deepEqual(await world.graphCalls(), []);
    assert.deepEqual(await audit(world), []);
  });

  it('goes on in its place as if it had been written plainly, to the end', async () => {
    const answer = await chat.press(asked, 'look-up');
    assert.match(reads(answer), /Reset password\?[\s\S]*Olivia Bennett[\s\S]*INC0012345/);
    assert.match(nowReads(world, asked), /Reset password\?/);
    const confirm = actions(answeredCard(answer)).find(({ verb }) => verb === 'confirm');
    assert.ok(confirm);
    await chat.pressAction(confirm, asked.id);
    await chat.card('The temporary password is ready');
    assert.equal(await resetCalls(world), 1);
    assert.equal((await audit(world)).find(({ event }) => event === 'request-opened')?.ticket, 'INC0012345');
  });

  it('carries the warning of a typed password, and nothing of the password', async () => {
    const typed = await chat.says('unlock Olivia Bennett and set her password to Zebra-4711!');
    assert.match(nowReads(world, typed), /A password was written in the message/);
    const answer = await chat.press(typed, 'look-up');
    assert.match(reads(answer), /A password was written in the message/);
    const everything = JSON.stringify([...world.connector.messages.values(), answer, await audit(world), world.log]);
    assert.doesNotMatch(everything, /Zebra-4711/);
  });

  it('carries the reason', async () => {
    const typed = await chat.says('unlock Olivia Bennett and reset her password because the cat sat on it');
    assert.match(nowReads(world, typed), /the cat sat on it/);
    assert.match(reads(await chat.press(typed, 'look-up')), /Reset password\?[\s\S]*the cat sat on it/);
  });

  it('is its writer’s alone, and that somebody else tried is on record', async () => {
    const channel = world.chat(erik, 'channel');
    const there = await channel.says(ASKING);
    const johanna = await world.person(JOHANNA);
    assert.equal(lineOf(await channel.as(johanna).press(there, 'look-up')), 'Only Erik Lindqvist can use this card.');
    assert.deepEqual(await world.graphCalls(), []);
    const [row, ...more] = await audit(world);
    assert.deepEqual(
      [row?.event, row?.rule, row?.actorName, more.length],
      ['not-allowed', 'not-yours', 'Johanna Bergström', 0],
    );
    assert.match(reads(await channel.press(there, 'look-up')), /Reset password\?/);
  });

  it('counts only where it was asked', async () => {
    const elsewhere = world.chat(erik, 'groupChat');
    assert.match(lineOf(await elsewhere.press(asked, 'look-up')), /does not work any more/);
    assert.deepEqual(
      (await audit(world)).map(({ rule }) => rule),
      ['elsewhere'],
    );
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('counts once: a second press at the same moment opens no second request', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => chat.press(asked, 'look-up')));
    assert.equal(answers.filter(({ type }) => type === 'application/vnd.microsoft.card.adaptive').length, 1);
    assert.deepEqual(await events(world), ['request-opened']);
    assert.match(lineOf(await chat.press(asked, 'look-up')), /has been answered, or its time is over/);
  });

  it('counts for ten minutes, and says so then', async () => {
    world.passTime(10 * MINUTE - 1_000);
    const other = await chat.says(ASKING);
    assert.match(reads(await chat.press(asked, 'look-up')), /Reset password\?/);
    world.passTime(10 * MINUTE);
    assert.match(lineOf(await chat.press(other, 'look-up')), /has been answered, or its time is over/);
    assert.deepEqual(await events(world), ['request-opened']);
  });

  it('is open again where the directory failed', async () => {
    await fault(world, { service: 'graph', status: 500, times: 100 });
    const failed = await chat.press(asked, 'look-up');
    assert.match(lineOf(failed), /number/);
    await world.sandbox.control('DELETE', 'faults');
    assert.match(reads(await chat.press(asked, 'look-up')), /Reset password\?/);
  });

  it('has whoever is signed out sign in first, by the press itself', async () => {
    await stands(world, erik, { state: 'signed-out' });
    const answer = await chat.press(asked, 'look-up');
    assert.equal(answer.type, 'application/vnd.microsoft.activity.loginRequest');
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('is no button of a request, and a request is none of its', async () => {
    const other = await chat.says('reset password for Olivia Bennett');
    const [confirm] = actions(cardOf(other));
    assert.match(lineOf(await chat.execute('look-up', confirm?.data, other.id)), /does not work any more/);
    const [lookUp] = actions(cardOf(asked));
    assert.match(lineOf(await chat.execute('confirm', lookUp?.data, asked.id)), /does not work any more/);
    assert.match(lineOf(await chat.execute('look-up', { request: 'made-up' }, asked.id)), /its time is over/);
    assert.equal(await resetCalls(world), 0);
    assert.ok(textOf(asked));
  });
});
