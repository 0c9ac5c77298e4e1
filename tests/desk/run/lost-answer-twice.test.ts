import assert from 'node:assert/strict';
import { requestOn, stored } from '../../support/approvals.ts';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import {
  ANNA,
  becomes,
  events,
  fault,
  LAST_CHANGE,
  MINUTE,
  nowReads,
  RESET,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { World } from '../../support/world.ts';

describe('when the answers to a reset and to its repetition are both lost', () => {
  let world: World;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, chat, asked } = scene));

  const lostCall = (applied: boolean) =>
    fault(world, { service: 'graph', pathPattern: RESET, status: 503, ...(applied && { applied }) });
  /** After each lost call the bot looks, and before each repetition. */
  const unreadable = (times: number) =>
    fault(world, { service: 'graph', pathPattern: LAST_CHANGE, status: 403, times });
  const retry = () => {
    const card = world.connector.messages.get(asked.id);
    assert.ok(card);
    return chat.press(card, 'retry');
  };

  /** Time for everybody. */
  async function pass(milliseconds: number): Promise<void> {
    world.passTime(milliseconds);
    await world.sandbox.control('POST', 'clock', { advanceMs: milliseconds });
  }

  /** The first call is lost, and two minutes later the second. */
  async function lostTwice(first: boolean, second: boolean): Promise<void> {
    await unreadable(3);
    await lostCall(first);
    await lostCall(second);
    await chat.press(asked, 'confirm');
    await pass(2 * MINUTE);
    assert.match(reads(await retry()), /Not sure that it worked/);
    assert.equal(await resetCalls(world), 2);
  }

  async function assertFoundOut(): Promise<void> {
    await pass(MINUTE);
    await world.bot.sweep();
    await becomes(world, asked, /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 2);
    const password = await showPassword(chat, await chat.card('The temporary password is ready'));
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
  }

  it('what the first call did is found out', async () => {
    await lostTwice(true, false);
    await assertFoundOut();
  });

  it('what the repetition did is found out', async () => {
    await lostTwice(false, true);
    await assertFoundOut();
  });

  it('what somebody else set between the two is not taken for ours', async () => {
    await unreadable(3);
    await lostCall(false);
    await lostCall(false);
    await chat.press(asked, 'confirm');
    await pass(3 * MINUTE);
    const password = 'Somebody-else-7-set-it';
    await world.sandbox.control('POST', 'set-password', { userPrincipalName: ANNA, password });
    await pass(3 * MINUTE);
    await retry();
    await pass(MINUTE);
    await world.bot.sweep();
    assert.match(nowReads(world, asked), /Not sure that it worked/);
    assert.ok(!(await events(world)).includes('reset-accepted'));
  });

  it('it is given up 15 minutes after the first call, however late the last was', async () => {
    const request = requestOn(asked);
    await fault(world, { service: 'graph', pathPattern: RESET, status: 500, times: 3 });
    await chat.press(asked, 'confirm');
    const lost = await stored(world, request);
    assert.ok(lost.state === 'unknown');
    for (const calls of [2, 3]) {
      await pass(7 * MINUTE);
      await retry();
      assert.equal(await resetCalls(world), calls);
    }
    const waiting = await stored(world, request);
    assert.ok(waiting.state === 'unknown');
    assert.equal(waiting.startedAt, lost.startedAt);
    assert.equal(waiting.repeatedAt.length, 2);
    assert.equal(waiting.sealed, lost.sealed);
    await pass(MINUTE);
    await world.bot.sweep();
    await becomes(world, asked, /It is not known whether it worked/);
    assert.ok(!('sealed' in (await stored(world, request))));
    assert.equal((await events(world)).at(-1), 'password-erased');
  });
});
