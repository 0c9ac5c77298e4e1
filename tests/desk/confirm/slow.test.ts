import assert from 'node:assert/strict';
import { requestOn, stored } from '../../support/approvals.ts';
import { type Chat, type InvokeAnswer, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import {
  ANNA,
  becomes,
  events,
  fault,
  lineOf,
  nowReads,
  RESET,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** Teams gives up on an invoke after about that time. */
const TEAMS_WAITS = 5_000;

describe('when Graph is slow', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, erik, chat, asked } = scene), 'channel');

  async function inTime(press: () => Promise<InvokeAnswer>): Promise<InvokeAnswer> {
    const startedAt = Date.now();
    const answer = await press();
    const took = Date.now() - startedAt;
    assert.ok(took < TEAMS_WAITS, `the answer took ${took} ms`);
    return answer;
  }

  async function assertHandedOver(): Promise<void> {
    const personal = world.chat(erik);
    const password = await showPassword(personal, await personal.card('The temporary password is ready'));
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    assert.equal((await events(world)).filter(event => event === 'reset-started').length, 1);
  }

  async function assertOutcomeComes(): Promise<void> {
    assert.match(nowReads(world, asked), /Reset password\?/);
    await becomes(world, asked, /Erik Lindqvist reset the password of Anna Svensson/);
    await assertHandedOver();
  }

  it('reset: the click is answered in time, and the outcome comes as an update', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, delayMs: 4_300 });
    const answer = await inTime(() => chat.press(asked, 'confirm'));
    assert.match(reads(answer), /Resetting the password[\s\S]*Anna Svensson/);
    await assertOutcomeComes();
  });

  it('reading: the click is answered in time, says nothing of a reset, and the outcome comes as an update', async () => {
    await fault(world, { service: 'graph', pathPattern: 'batch', delayMs: 4_300 });
    const answer = await inTime(() => chat.press(asked, 'confirm'));
    assert.equal(lineOf(answer), 'This takes a moment. The answer comes as a message or on the card.');
    await assertOutcomeComes();
  });

  it('pressing again meanwhile shows that it is under way, and resets once', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, delayMs: 6_000 });
    const first = chat.press(asked, 'confirm');
    while ((await stored(world, requestOn(asked))).state !== 'running') {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    assert.match(reads(await chat.press(asked, 'confirm')), /Resetting the password/);
    assert.match(reads(await chat.press(asked, 'cancel')), /Resetting the password/);
    await becomes(world, asked, /Erik Lindqvist reset the password of Anna Svensson/);
    await first;
    await assertHandedOver();
  });

  it('and fails in the end: the reason comes as a message', async () => {
    await fault(world, { service: 'graph', pathPattern: 'batch', status: 500, delayMs: 4_300 });
    await inTime(() => chat.press(asked, 'confirm'));
    assert.match(textOf(await chat.card('Something went wrong')), /[\w-]{36}/);
    assert.match(nowReads(world, asked), /Reset password\?/);
    assert.equal(await resetCalls(world), 0);
  });

  it('and the sign-in has run out in the end: told to ask again', async () => {
    const code = 'InvalidAuthenticationToken';
    await fault(world, { service: 'graph', pathPattern: 'batch', status: 401, code, delayMs: 4_300 });
    await inTime(() => chat.press(asked, 'confirm'));
    await chat.card('Your sign-in has run out');
    assert.ok(!world.connector.in(chat.id).some(one => textOf(one).includes('Something went wrong')));
    assert.equal(await resetCalls(world), 0);
  });

  it('and nobody is signed in, says the token service in the end: told to ask again', async () => {
    await stands(world, erik, { state: 'signed-out' });
    await fault(world, { service: 'token', pathPattern: 'GetToken', delayMs: 4_300 });
    await inTime(() => chat.press(asked, 'confirm'));
    await chat.card('Your sign-in has run out');
  });

  for (const [name, says] of [
    ['Johan Andersson', /Who do you mean\?[\s\S]*johan\.andersson/],
    ['Maria Lund', /Nobody is called Maria Lund\.[\s\S]*maria\.lundin/],
  ] as const) {
    it(`at a choice for ${name}: the card stays as it is, says nothing of a reset, and the update brings the one to confirm`, async () => {
      const choosing = await chat.says(`reset password for ${name}`);
      await fault(world, { service: 'graph', pathPattern: 'batch', delayMs: 4_300 });
      const answer = await inTime(() => chat.press(choosing, 'pick'));
      assert.match(reads(answer), says);
      assert.doesNotMatch(reads(answer), /Resetting/);
      await becomes(world, choosing, /Reset password\?/);
    });
  }

  it('for longer than the bot waits: it looks whether the call had an effect, and it had', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 202, applied: true, delayMs: 25_000 });
    await inTime(() => chat.press(asked, 'confirm'));
    await becomes(world, asked, /Erik Lindqvist reset the password of Anna Svensson/, 25_000);
    await assertHandedOver();
  });
});
