import assert from 'node:assert/strict';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import {
  assertPasswordWorks,
  events,
  fault,
  LAST_CHANGE,
  MINUTE,
  nowReads,
  RESET,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const UNREADABLE = { service: 'graph', pathPattern: LAST_CHANGE, status: 403 };

describe('what the minute timer does about a lost answer', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, erik, chat, asked } = scene));

  const troubled = (one: object) => fault(world, { service: 'graph', pathPattern: RESET, ...one });

  async function assertUnknown(): Promise<void> {
    assert.match(nowReads(world, asked), /Not sure that it worked[\s\S]*Anna Svensson/);
    assert.equal((await events(world)).at(-1), 'reset-unknown');
    assert.equal(await resetCalls(world), 1);
    assert.equal(world.connector.in(chat.id).length, 1, 'no handover card');
  }

  /** Confirms, and lets the minute timer come while Graph has not answered for more than a minute. */
  async function sweptMeanwhile(): Promise<{ pressed: Promise<unknown> }> {
    await troubled({ status: 503, applied: true, delayMs: 1_500 });
    const pressed = chat.press(asked, 'confirm');
    while (!(await events(world)).includes('reset-started')) await new Promise(setImmediate);
    world.passTime(61_000);
    await world.bot.sweep();
    return { pressed };
  }

  async function assertSettledOnce(): Promise<void> {
    assert.match(nowReads(world, asked), /reset the password of Anna Svensson/);
    const rows = await events(world);
    for (const event of ['reset-unknown', 'reset-accepted', 'handover-delivered'] as const) {
      assert.equal(rows.filter(row => row === event).length, 1, event);
    }
    await assertPasswordWorks(world, chat);
  }

  it('an answer comes after more than a minute: it counted as lost meanwhile, and settles it all the same', async () => {
    await fault(world, { ...UNREADABLE, times: 1 });
    const { pressed } = await sweptMeanwhile();
    assert.match(nowReads(world, asked), /Not sure that it worked/);
    await pressed;
    await assertSettledOnce();
    assert.equal(await resetCalls(world), 1);
  });

  it('an answer comes after more than a minute: the minute timer had found it out, and it changes nothing', async () => {
    const { pressed } = await sweptMeanwhile();
    await assertSettledOnce();
    await pressed;
    await assertSettledOnce();
    assert.equal(await resetCalls(world), 1);
  });

  it('the minute timer finds out once Graph tells, without a second call', async () => {
    await troubled({ status: 503, applied: true });
    await fault(world, { ...UNREADABLE, times: 2 });
    await chat.press(asked, 'confirm');
    await assertUnknown();
    world.passTime(MINUTE);
    await world.bot.sweep();
    await assertUnknown();
    world.passTime(MINUTE);
    await world.bot.sweep();
    await assertSettledOnce();
    assert.equal(await resetCalls(world), 1);
  });

  it('the minute timer finds nothing out for somebody who has signed out: it stays unknown', async () => {
    await troubled({ status: 503, applied: true });
    await fault(world, { ...UNREADABLE, times: 1 });
    await chat.press(asked, 'confirm');
    await stands(world, erik, { state: 'signed-out' });
    world.passTime(MINUTE);
    await world.bot.sweep();
    await assertUnknown();
  });

  it('the minute timer does not repeat what did not arrive: that takes a click', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    world.passTime(MINUTE);
    await world.bot.sweep();
    await assertUnknown();
  });
});
