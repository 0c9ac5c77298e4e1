import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { requestOn, stored } from '../../support/approvals.ts';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  ANNA,
  becomes,
  ERIK,
  events,
  fault,
  JOHANNA,
  MINUTE,
  nowReads,
  RESET,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import { WITHOUT_PROOF } from '../../support/without-proof.ts';
import { World } from '../../support/world.ts';

const SECOND = 1_000;
/** Mastered in Windows Server AD. */
const GORAN = 'goran.malm@fjallvind.example';
/** How far the bot's clock is ahead of Graph's. */
const CLOCKS = [0, 25 * SECOND, -25 * SECOND, 10 * MINUTE, -10 * MINUTE];
const REFUSALS: readonly [what: string, refused: object][] = [
  ['the history, with a code', { by: 'call', code: 'PasswordHistoryViolation', message: 'Used before.' }],
  ['the minimum age, with a message alone', { by: 'call', message: 'The password was changed too recently.' }],
];
const MANY = { hour: 1000, day: 1000 };
const LIMITS = { perRequester: MANY, perTarget: MANY };
/** What nobody may say while the temporary password may be in force. */
const DENIES = /not reset|not changed|nothing was changed|old password/i;

describe('when the first call has worked, its answer is lost, and the repeat is refused because of that', () => {
  let world: World;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
    const policy = path.join(folder, 'policy.json');
    writeFileSync(
      policy,
      JSON.stringify({ ...WITHOUT_PROOF, approval: [{ when: 'never' }], limits: LIMITS, passwordWriteback: 'on' }),
    );
    world = await World.start({ POLICY_FILE: policy });
  });
  after(async () => {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => world.reset());

  /** Confirms; the call has its effect and its answer is lost, the change is seen so much later. */
  async function lost(requester: string, target: string, clock: number, changeLagMs: number | null) {
    world.passTime(clock);
    await world.sandbox.control('PUT', 'tenant', { changeLagMs });
    const chat = world.chat(await world.person(requester));
    const asked = await chat.says(`reset password for ${target}`);
    await fault(world, { service: 'graph', pathPattern: RESET, drop: 'after' });
    const answer = reads(await chat.press(asked, 'confirm'));
    return { chat, asked, answer };
  }

  async function refuses(refusedRepeat: object): Promise<void> {
    await world.sandbox.control('PUT', 'tenant', { refusedRepeat });
  }

  /** Time for everybody. */
  async function pass(milliseconds: number): Promise<void> {
    world.passTime(milliseconds);
    await world.sandbox.control('POST', 'clock', { advanceMs: milliseconds });
  }

  const retry = async (chat: Chat, asked: SentActivity) =>
    reads(await chat.press(world.connector.messages.get(asked.id) ?? asked, 'retry'));

  async function assertWorks(chat: Chat, target = ANNA): Promise<void> {
    const password = await showPassword(chat, await chat.card('The temporary password is ready'));
    assert.equal(await world.trySignIn(target, password), 'must-change-password');
  }

  for (const clock of CLOCKS) {
    const clocks = `our clock ${clock / SECOND} s ahead`;

    it(`${clocks}: the change is seen at once, and tells that it worked`, async () => {
      const { chat, answer } = await lost(ERIK, ANNA, clock, 0);
      assert.match(answer, /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 1);
      await assertWorks(chat);
    });

    for (const [what, refused] of REFUSALS) {
      it(`${clocks}: refused by ${what}, and the change is seen a minute later`, async () => {
        const { chat, asked, answer } = await lost(ERIK, ANNA, clock, MINUTE);
        await refuses(refused);
        const again = await retry(chat, asked);
        assert.match(again, /refused to set the same temporary password once more/);
        for (const text of [answer, again]) assert.doesNotMatch(text, DENIES);
        assert.equal(await resetCalls(world), 2, 'no other password is tried');
        await pass(MINUTE);
        await world.bot.sweep();
        await becomes(world, asked, /reset the password of Anna Svensson/);
        await assertWorks(chat);
      });
    }

    it(`${clocks}: the change is never seen: kept for 15 minutes, and then said to be not known`, async () => {
      const { chat, asked } = await lost(ERIK, ANNA, clock, null);
      await refuses({ by: 'call', message: 'The password does not comply with the history.' });
      await retry(chat, asked);
      await pass(14 * MINUTE);
      await world.bot.sweep();
      assert.match(nowReads(world, asked), /Not sure that it worked/);
      assert.ok('sealed' in (await stored(world, requestOn(asked))), 'it may be in force');
      await pass(MINUTE);
      await world.bot.sweep();
      await becomes(world, asked, /It is not known whether it worked/);
      assert.doesNotMatch(nowReads(world, asked), DENIES);
      assert.ok(!(await events(world)).includes('reset-failed'));
    });

    it(`${clocks}: Windows Server AD refuses the repeat: not confirmed, and the password is kept`, async () => {
      const { chat, asked } = await lost(JOHANNA, GORAN, clock, MINUTE);
      await refuses({ by: 'operation', message: 'The minimum password age has not elapsed' });
      await retry(chat, asked);
      await becomes(world, asked, /could not be confirmed that Windows Server AD took the password/);
      assert.doesNotMatch(nowReads(world, asked), DENIES);
      await assertWorks(chat, GORAN);
      const rows = await events(world);
      assert.ok(!rows.includes('reset-failed') && !rows.includes('reset-undone'), rows.join());
    });
  }
});
