import assert from 'node:assert/strict';
import { type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import {
  ANNA,
  assertPasswordWorks,
  becomes,
  events,
  fault,
  JOHANNA,
  LAST_CHANGE,
  MINUTE,
  nowReads,
  RESET,
  reads,
  resetAnna,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { assertFailed } from './assert-failed.ts';

describe('what Graph says to a reset', () => {
  let world: World;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, chat, asked } = scene));

  const WEAK = { status: 400, code: 'FuzzyPolicyViolationInvalidPassword' };

  it('weak twice: another password is tried each time, and the third works', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, times: 2, ...WEAK });
    assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 3);
    assert.equal((await events(world)).filter(event => event === 'reset-started').length, 3);
    await assertPasswordWorks(world, chat);
  });

  it('weak three times: given up', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, times: null, ...WEAK });
    await chat.press(asked, 'confirm');
    assert.equal(await resetCalls(world), 3);
    await assertFailed({ world, chat, asked }, /turned down every suggestion/);
  });

  const refusals: readonly (readonly [what: string, fault: object, text: RegExp, calls: number])[] = [
    ['404 though the account is there', { status: 404, code: 'Request_ResourceNotFound' }, /refused to reset/, 1],
    ['409', { status: 409, code: 'conflict' }, /Try again in a minute/, 1],
    [
      '400 with a general code',
      { status: 400, code: 'BadRequest' },
      /gave no reason that I know, so nothing was changed/,
      1,
    ],
    ['405', { status: 405, code: 'UnknownError' }, /gave no reason that I know, so nothing was changed/, 1],
    ['429 for longer than anybody waits', { status: 429, retryAfter: 120 }, /Try again in a minute/, 1],
  ];
  for (const [what, trouble, text, calls] of refusals) {
    it(`${what}: not reset, and the reason`, async () => {
      await fault(world, { service: 'graph', pathPattern: RESET, times: null, ...trouble });
      await chat.press(asked, 'confirm');
      assert.equal(await resetCalls(world), calls);
      await assertFailed({ world, chat, asked }, text);
      assert.doesNotMatch(nowReads(world, asked), /another system|no longer in the directory/);
      assert.match(reads(await chat.press(asked, 'confirm')), /The password was not reset/);
      assert.equal(await resetCalls(world), calls);
    });
  }

  it('401 at the reset: asks to sign in, and the same click then goes on', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 401, code: 'InvalidAuthenticationToken' });
    const answer = await chat.press(asked, 'confirm');
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.type, 'application/vnd.microsoft.activity.loginRequest');
    assert.match(nowReads(world, asked), /Reset password\?/);
    const { token } = await world.sandbox.control<{ token: string }>('POST', 'tokens', {
      kind: 'sso',
      objectId: chat.client.objectId,
    });
    const again = await chat.press(
      asked,
      'confirm',
      {},
      { authentication: { id: '1', connectionName: 'graph', token } },
    );
    assert.match(reads(again), /reset the password of Anna Svensson/);
    await assertPasswordWorks(world, chat);
  });

  it('401 although the click has just signed in: says so instead of asking for ever', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, times: null, status: 401 });
    const { token } = await world.sandbox.control<{ token: string }>('POST', 'tokens', {
      kind: 'sso',
      objectId: chat.client.objectId,
    });
    const value = { authentication: { id: '1', connectionName: 'graph', token } };
    const answer = await chat.press(asked, 'confirm', {}, value);
    assert.equal(answer.type, 'application/vnd.microsoft.activity.message');
    assert.match(String(answer.value), /still does not take the sign-in that you have just made/);
    assert.match(nowReads(world, asked), /Reset password\?/);
  });

  for (const [what, trouble] of [
    ['with Retry-After', { status: 429, retryAfter: 1 }],
    ['without Retry-After', { status: 429 }],
  ] as const) {
    it(`429 once ${what}: waited for`, async () => {
      await fault(world, { service: 'graph', pathPattern: RESET, ...trouble });
      assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 2);
      await assertPasswordWorks(world, chat);
    });
  }

  it('202 with half a body: accepted', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, malformedJson: true });
    await chat.press(asked, 'confirm');
    await assertPasswordWorks(world, chat);
  });

  it('202 with no body: accepted', async () => {
    await world.sandbox.control('PUT', 'operations', { emptyBody: true });
    await chat.press(asked, 'confirm');
    await assertPasswordWorks(world, chat);
  });

  it('a failed reset frees the person for another', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 409, code: 'conflict' });
    await chat.press(asked, 'confirm');
    const again = await chat.says(`reset password for ${ANNA}`);
    assert.match(reads(await chat.press(again, 'confirm')), /reset the password of Anna Svensson/);
  });

  describe('about how it ended', () => {
    let johanna: Client;
    beforeEach(async () => {
      johanna = await world.person(JOHANNA);
    });

    it('succeeded: verified', async () => {
      const story = await resetAnna(world, johanna, 'channel');
      await becomes(world, story.asked, /Microsoft Entra ID has confirmed the reset/);
      assert.ok((await events(world)).includes('reset-verified'));
    });

    it('still running: accepted first, verified later', async () => {
      await world.sandbox.control('PUT', 'operations', { runningPolls: 1, retryAfterSeconds: 1 });
      const story = await resetAnna(world, johanna);
      assert.match(reads(story.confirmed), /accepted the reset and has not confirmed it yet/);
      await becomes(world, story.asked, /has confirmed the reset/);
      const polls = (await world.graphCalls()).filter(call => call.path.includes('/operations/'));
      assert.equal(polls.length, 2);
      const [first, second] = polls;
      assert.ok((second?.startedAt ?? 0) - (first?.endedAt ?? 0) >= 1_000, 'not before Retry-After');
    });

    it('403, as for most roles: the last password change of a cloud account confirms it', async () => {
      await chat.press(asked, 'confirm');
      await becomes(world, asked, /has confirmed the reset/);
      assert.deepEqual((await events(world)).slice(-2), ['handover-delivered', 'reset-verified']);
      await assertPasswordWorks(world, chat);
    });

    it('403, and the change is seen later: looked for again', async () => {
      await world.sandbox.control('PUT', 'tenant', { changeLagMs: MINUTE });
      await chat.press(asked, 'confirm');
      const looks = async () => (await world.graphCalls()).filter(call => call.path.includes('PasswordChange')).length;
      while ((await looks()) === 0) await new Promise(resolve => setTimeout(resolve, 50));
      assert.match(nowReads(world, asked), /has not confirmed it yet/);
      await world.sandbox.control('POST', 'clock', { advanceMs: MINUTE });
      await becomes(world, asked, /has confirmed the reset/);
      assert.equal((await events(world)).at(-1), 'reset-verified');
    });

    for (const [what, hide] of [
      ['the change is never seen', () => world.sandbox.control('PUT', 'tenant', { changeLagMs: null })],
      [
        'nor may the change be read',
        () => fault(world, { service: 'graph', pathPattern: LAST_CHANGE, status: 403, times: null }),
      ],
    ] as const) {
      it(`403, and ${what}: accepted, which blames nobody`, async () => {
        await hide();
        await chat.press(asked, 'confirm');
        world.passTime(MINUTE);
        await world.bot.sweep();
        await becomes(world, asked, /accepted the reset\. A confirmation could not be read/);
        assert.doesNotMatch(nowReads(world, asked), /role/);
        assert.equal((await events(world)).at(-1), 'reset-not-verifiable');
        await assertPasswordWorks(world, chat);
      });
    }

    for (const trouble of [{ status: 500 }, { status: 429, retryAfter: 1 }, { drop: 'before' }]) {
      it(`${JSON.stringify(trouble)} to the first poll: polled again`, async () => {
        await fault(world, { service: 'graph', pathPattern: '/operations/', ...trouble });
        const story = await resetAnna(world, johanna);
        await becomes(world, story.asked, /has confirmed the reset/);
      });
    }

    it('failed: everybody sees it, and the password is erased', async () => {
      await world.sandbox.control('PUT', 'operations', { outcome: 'failed', runningPolls: 1 });
      const story = await resetAnna(world, johanna, 'channel');
      const { handover, personal } = story;
      await becomes(world, story.asked, /The password was not reset/);
      await becomes(world, handover, /The password was not reset/);
      assert.match(reads(await personal.press(handover, 'show')), /The password was not reset/);
      assert.equal((await events(world)).at(-1), 'reset-failed');
    });

    it('failed after it was handed over: the receipt is taken back', async () => {
      await world.sandbox.control('PUT', 'operations', { outcome: 'failed', runningPolls: 1 });
      const { personal, handover } = await resetAnna(world, johanna);
      const { request } = cardOf(handover).actions?.[0]?.data ?? {};
      assert.match(reads(await personal.execute('handed-over', { request }, handover.id)), /Handed over/);
      await becomes(world, handover, /The password was not reset/);
    });
  });
});
