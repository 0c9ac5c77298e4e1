import assert from 'node:assert/strict';
import { actions, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import { loginRequestOf, stands } from '../../support/sign-in.ts';
import {
  assertPasswordWorks,
  becomes,
  events,
  fault,
  LAST_CHANGE,
  lineOf,
  MINUTE,
  nowReads,
  RESET,
  reads,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const UNREADABLE = { service: 'graph', pathPattern: LAST_CHANGE, status: 403 };

describe('when Graph’s answer to a reset is lost', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, erik, chat, asked } = scene));

  const troubled = (one: object) => fault(world, { service: 'graph', pathPattern: RESET, ...one });
  const present = () => world.connector.messages.get(asked.id) ?? asked;

  async function assertUnknown(): Promise<void> {
    assert.match(nowReads(world, asked), /Not sure that it worked[\s\S]*Anna Svensson/);
    assert.deepEqual(
      actions(cardOf(present())).map(one => one.verb),
      ['retry'],
    );
    assert.equal((await events(world)).at(-1), 'reset-unknown');
    assert.equal(world.connector.in(chat.id).length, 1, 'no handover card');
  }

  const applied = [
    ['dropped after the effect', { drop: 'after' }],
    ['500 after the effect', { status: 500, applied: true }],
    ['503 after the effect', { status: 503, applied: true }],
    ['504 after the effect', { status: 504, applied: true }],
    ['408 after the effect', { status: 408, applied: true }],
  ] as const;
  for (const [what, trouble] of applied) {
    it(`${what}: the last password change tells that it worked, without a second call`, async () => {
      await troubled(trouble);
      assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 1);
      await assertPasswordWorks(world, chat);
    });
  }

  const notApplied = [
    ['dropped before the effect', { drop: 'before' }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['503 with Retry-After', { status: 503, retryAfter: 1 }],
    ['half an answer of 500', { status: 500, malformedJson: true }],
  ] as const;
  for (const [what, trouble] of notApplied) {
    it(`${what}: not sure; Try again repeats`, async () => {
      await troubled(trouble);
      await chat.press(asked, 'confirm');
      await assertUnknown();
      assert.equal(await resetCalls(world), 1, 'never repeated by itself');
      assert.match(reads(await chat.press(present(), 'retry')), /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 2);
      await assertPasswordWorks(world, chat);
    });
  }

  it('Try again uses the same password: what the first call set is what is shown', async () => {
    await troubled({ status: 503, applied: true });
    // Accepted, but without an effect, so that the sign-in still knows the password of the first call.
    await troubled({ status: 202 });
    await fault(world, { ...UNREADABLE, times: 2 });
    await chat.press(asked, 'confirm');
    await assertUnknown();
    await chat.press(present(), 'retry');
    assert.equal(await resetCalls(world), 2);
    await assertPasswordWorks(world, chat);
  });

  it('Try again finds out first that it had worked, and calls no second time', async () => {
    await troubled({ drop: 'after' });
    await fault(world, UNREADABLE);
    await chat.press(asked, 'confirm');
    await assertUnknown();
    assert.match(reads(await chat.press(present(), 'retry')), /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 1);
    await assertPasswordWorks(world, chat);
  });

  it('Try again pressed five times at once: one repetition', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    const card = present();
    await Promise.all([1, 2, 3, 4, 5].map(() => chat.press(card, 'retry')));
    assert.equal(await resetCalls(world), 2);
    await assertPasswordWorks(world, chat);
  });

  it('Try again fails again, and again, and then works', async () => {
    await troubled({ status: 500, times: 3 });
    await chat.press(asked, 'confirm');
    for (const calls of [2, 3]) {
      assert.match(reads(await chat.press(present(), 'retry')), /Not sure that it worked/);
      assert.equal(await resetCalls(world), calls);
    }
    await chat.press(present(), 'retry');
    await assertPasswordWorks(world, chat);
  });

  it('Try again is refused by Graph: the first call may have arrived, so its password is kept', async () => {
    await troubled({ status: 500 });
    await troubled({ status: 403, code: 'accessDenied' });
    await chat.press(asked, 'confirm');
    assert.match(reads(await chat.press(present(), 'retry')), /Not sure that it worked/);
    assert.match(reads(await chat.press(present(), 'retry')), /reset the password of Anna Svensson/);
    await assertPasswordWorks(world, chat);
  });

  it('Try again by the sign-in of somebody else is refused, and nothing is called', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    const mikael = await world.person('mikael.sandstrom@fjallvind.example');
    await stands(world, erik, { state: 'signed-in', account: mikael.objectId });
    const refused = await chat.press(present(), 'retry');
    assert.equal(refused.type, 'application/vnd.microsoft.activity.message');
    assert.equal(await resetCalls(world), 1);
    assert.match(nowReads(world, asked), /Not sure that it worked/);
  });

  it('Try again after a role of the target changed is refused, and can be pressed again', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    const role = [{ role: 'Global Administrator' }];
    await world.sandbox.control('PATCH', 'users/anna.svensson@fjallvind.example', { assignRoles: role });
    const refused = await chat.press(present(), 'retry');
    assert.equal(refused.type, 'application/vnd.microsoft.activity.message');
    assert.equal(await resetCalls(world), 1);
    await world.sandbox.control('PATCH', 'users/anna.svensson@fjallvind.example', { removeRoles: role });
    await chat.press(present(), 'retry');
    await assertPasswordWorks(world, chat);
  });

  it('Try again without a token asks to sign in', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    await stands(world, erik, { state: 'signed-out' });
    loginRequestOf(await chat.press(present(), 'retry'));
    assert.equal(await resetCalls(world), 1);
  });

  it('Confirm, Show and Handed over give nothing while it is not known', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    const { request } = cardOf(present()).actions?.[0]?.data ?? {};
    assert.match(reads(await chat.execute('confirm', { request }, asked.id)), /Not sure/);
    for (const verb of ['show', 'handed-over']) {
      assert.match(lineOf(await chat.execute(verb, { request }, asked.id)), /does not work/);
    }
    assert.equal(await resetCalls(world), 1);
    assert.ok(!(await events(world)).includes('password-shown'));
  });

  it('nobody tries again for 15 minutes: given up, and the password is erased', async () => {
    await troubled({ status: 500 });
    await chat.press(asked, 'confirm');
    const card = present();
    world.passTime(15 * MINUTE);
    await world.bot.sweep();
    await becomes(world, asked, /It is not known whether it worked[\s\S]*only the newest temporary password works/);
    assert.match(reads(await chat.press(card, 'retry')), /It is not known whether it worked/);
    assert.equal(await resetCalls(world), 1);
    assert.equal((await events(world)).at(-1), 'password-erased');
  });
});
