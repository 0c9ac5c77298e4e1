import assert from 'node:assert/strict';
import { type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import {
  ANNA,
  assertNothingHappened,
  audit,
  becomes,
  events,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  OLIVIA,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const RESET_ROWS = ['request-opened', 'reset-started', 'reset-accepted', 'handover-delivered'];

describe('confirming', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, erik, chat, asked } = scene), 'groupChat');

  /** The request's id, as the card carries it. */
  function requestId(): string {
    const [action] = cardOf(asked).actions ?? [];
    return String(action?.data?.request);
  }

  it('tells everybody who reset whose password, when, why and how it went, without any secret', async () => {
    const text = reads(await chat.press(asked, 'confirm', { reason: 'locked-out', ticket: ' INC0012345 ' }));
    assert.match(text, /Erik Lindqvist reset the password of Anna Svensson/);
    assert.match(text, /waits for Erik Lindqvist in the private chat/);
    assert.match(text, /Locked out/);
    assert.match(text, /INC0012345$/m);
    assert.match(text, /Time\n.*20\d\d/);
    await becomes(world, asked, /Password reset$/m);
    await becomes(world, asked, /has confirmed the reset/);
    const row = (await audit(world)).find(one => one.event === 'reset-started');
    assert.deepEqual([row?.reason, row?.ticket, row?.targetName], ['locked-out', 'INC0012345', ANNA]);
  });

  it('keeps what was written after "because" and the ticket of the message', async () => {
    const other = await chat.says(`reset password for ${OLIVIA} because she is back from leave, INC0077`);
    assert.match(textOf(cardOf(other)), /she is back from leave/);
    const text = reads(await chat.press(other, 'confirm', { ticket: 'INC0077' }));
    assert.match(text, /she is back from leave/);
    assert.match(text, /INC0077/);
  });

  it('a password in the message is warned about, and is not used', async () => {
    const other = await chat.says(`reset password for ${OLIVIA} to Summer2026!`);
    assert.match(textOf(cardOf(other)), /A password was written in the message\. It is not used/);
    assert.doesNotMatch(JSON.stringify(other), /Summer2026/);
    await chat.press(other, 'confirm');
    assert.equal(await world.trySignIn(OLIVIA, 'Summer2026!'), 'wrong-password');
    assert.ok(!world.log.some(line => line.includes('Summer2026')));
  });

  for (const [what, inputs] of [
    ['a reason that is none', { reason: 'because', ticket: 'T' }],
    ['a reason of another type', { reason: 7 }],
    ['empty inputs', { reason: '', ticket: '   ' }],
  ] as const) {
    it(`goes on with ${what}, without it`, async () => {
      assert.match(reads(await chat.press(asked, 'confirm', inputs)), /reset the password of Anna Svensson/);
      const row = (await audit(world)).find(one => one.event === 'reset-started');
      assert.equal(row?.reason, undefined);
      assert.ok((row?.ticket ?? '').length < 2);
    });
  }

  for (const [what, ticket] of [
    ['of another type', { a: 1 }],
    ['without end', 'x'.repeat(10_000)],
  ] as const) {
    it(`a ticket ${what} is refused, nothing is done, and the card can be used`, async () => {
      assert.match(lineOf(await chat.press(asked, 'confirm', { ticket })), /can't be read.* at most 200 characters/);
      await assertNothingHappened(world);
      assert.match(reads(await chat.press(asked, 'confirm', { ticket: 'SUP-1' })), /reset the password of Anna/);
    });
  }

  it('cancel: nothing happens, and Confirm does nothing any more', async () => {
    assert.match(reads(await chat.press(asked, 'cancel')), /Erik Lindqvist cancelled/);
    await becomes(world, asked, /Cancelled[\s\S]*was not changed/);
    assert.match(reads(await chat.press(asked, 'confirm')), /Cancelled/);
    await assertNothingHappened(world);
    assert.deepEqual(await events(world), ['request-opened', 'request-cancelled']);
  });

  it('pressed twice, and on a second device: one reset', async () => {
    await chat.press(asked, 'confirm');
    assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
    assert.match(reads(await chat.press(asked, 'cancel')), /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 1);
  });

  it('pressed ten times at once: one reset, one handover, and the password works', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => chat.press(asked, 'confirm')));
    for (const answer of answers) assert.match(reads(answer), /Resetting the password|Password reset/);
    assert.equal(await resetCalls(world), 1);
    const rows = (await events(world)).filter(event => RESET_ROWS.includes(event));
    assert.deepEqual(rows, RESET_ROWS);
    const personal = world.chat(erik);
    assert.equal(world.connector.in(personal.id).length, 1);
    const password = await showPassword(personal, await personal.card('ready'));
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
  });

  it('confirm and cancel at once: one of them', async () => {
    await Promise.all([chat.press(asked, 'confirm'), chat.press(asked, 'cancel')]);
    const decided = (await events(world)).filter(event => ['reset-started', 'request-cancelled'].includes(event));
    assert.equal(decided.length, 1);
    assert.equal(await resetCalls(world), decided[0] === 'reset-started' ? 1 : 0);
  });

  it('pressed while Teams is still acknowledging the card', async () => {
    const other = world.chat(erik, 'groupChat');
    world.connector.faults.push({ path: /^POST .*activities$/, delayMilliseconds: 400, times: 1 });
    const posting = other.post({ type: 'message', text: `reset password for ${OLIVIA}` });
    const card = await other.card('Reset password?');
    await world.sandbox.control('POST', 'faults', { service: 'graph', pathPattern: 'batch', delayMs: 800 });
    assert.match(reads(await other.press(card, 'confirm')), /reset the password of Olivia Bennett/);
    await posting;
  });

  it('after 10 minutes the card says so, and a late press is refused', async () => {
    world.passTime(10 * MINUTE - 5_000);
    await world.bot.sweep();
    assert.match(nowReads(world, asked), /Reset password\?/);
    world.passTime(5_000);
    await world.bot.sweep();
    assert.match(nowReads(world, asked), /Expired[\s\S]*Anna Svensson[\s\S]*was not changed/);
    assert.match(reads(await chat.press(asked, 'confirm')), /Expired/);
    await assertNothingHappened(world);
    assert.deepEqual(await events(world), ['request-opened', 'request-expired']);
  });

  it('after 10 minutes a press is refused even before the minute timer has come', async () => {
    world.passTime(10 * MINUTE);
    assert.match(reads(await chat.press(asked, 'confirm')), /Expired/);
    assert.match(nowReads(world, asked), /Expired/);
    await assertNothingHappened(world);
  });

  for (const verb of ['confirm', 'cancel', 'pick', 'retry', 'show', 'handed-over', 'again']) {
    it(`somebody else presses ${verb}: a friendly answer, on record, and nothing happens`, async () => {
      const johanna = await world.person(JOHANNA);
      const answer = await chat.as(johanna).execute(verb, { request: requestId(), choice: 0 }, asked.id);
      assert.equal(lineOf(answer), 'Only Erik Lindqvist can use this card.');
      assert.match(nowReads(world, asked), /Reset password\?/);
      const row = (await audit(world)).at(-1);
      assert.deepEqual([row?.event, row?.actorId, row?.requestId], ['not-allowed', johanna.objectId, requestId()]);
      await assertNothingHappened(world);
    });
  }

  it('somebody without an Entra account presses: nothing happens', async () => {
    const guest = { ...erik, objectId: undefined as unknown as string, channelUserId: '29:unknown' };
    assert.match(lineOf(await chat.as(guest).press(asked, 'confirm')), /does not work/);
    await assertNothingHappened(world);
  });

  it('garbled clicks get a clean answer, and nothing happens', async () => {
    const request = requestId();
    const data: unknown[] = [undefined, null, 'x', 7, [], {}, { request: '' }, { request: null }, { request: 7 }];
    data.push({ request: [request] }, { request: 'unknown' }, { request: 'x'.repeat(5_000) }, { request: "' OR 1=1" });
    data.push({ request: `${request} ` }, { request: request.toLowerCase() }, { request: { $ne: null } });
    for (const one of data) {
      assert.match(lineOf(await chat.execute('confirm', one, asked.id)), /does not work any more/, JSON.stringify(one));
    }
    for (const verb of ['erase', 'Confirm', '__proto__', 'constructor', 'confirm ']) {
      assert.match(lineOf(await chat.execute(verb, { request }, asked.id)), /does not work any more/, verb);
    }
    await assertNothingHappened(world);
    assert.match(nowReads(world, asked), /Reset password\?/);
  });

  it('a click that is no action at all is no error of the server', async () => {
    for (const value of [
      undefined,
      null,
      'x',
      {},
      { action: null },
      { action: { verb: 7 } },
      { action: { verb: '' } },
    ]) {
      const { status } = await chat.invoke('adaptiveCard/action', value, { replyToId: asked.id });
      assert.ok(status !== 500 && status !== 502, `${status} for ${JSON.stringify(value)}`);
    }
    assert.match(reads(await chat.press(asked, 'confirm')), /reset the password/);
  });
});
