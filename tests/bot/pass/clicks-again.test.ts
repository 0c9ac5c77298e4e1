import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { assertPolite, eventsOf, requestOn, stored } from '../../support/approvals.ts';
import type { Chat } from '../../support/chat.ts';
import {
  askForPass,
  confirmPass,
  faultTaken,
  givePass,
  handOverPass,
  passCalls,
  passesOf,
  pressOn,
  showPass,
  signInWith,
  statesOf,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { audit, lineOf, nowReads, reads, resetAnna, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('clicks about passes that come again, or too late', () => {
  let world: World;
  let johanna: Client;
  let chat: Chat;
  oneWorldWithJohanna(async scene => {
    ({ world, johanna } = scene);
    chat = world.chat(johanna);
  });

  /** How many passes were made here. */
  async function count(): Promise<number> {
    return (await passesOf(world)).length;
  }

  describe('twice, or five times at once', () => {
    it('confirm: one pass', async () => {
      const asked = await askForPass(world, chat);
      const press = () => confirmPass(chat, asked);
      for (const answer of await Promise.all([press(), press(), press(), press(), press()]))
        assertPolite(answer, 'confirm');
      assertPolite(await press(), 'confirm');
      assert.equal(await count(), 1);
      assert.equal((await passCalls(world)).filter(call => call.startsWith('POST')).length, 1);
    });

    it('withdraw: deleted once, on record once', async () => {
      for (const handsOver of [true, false]) {
        const given = await givePass(world, johanna);
        if (handsOver) await handOverPass(given);
        const { request, handover } = given;
        const press = () => chat.execute('withdraw', { request }, handover.id);
        for (const answer of await Promise.all([press(), press(), press(), press()])) assertPolite(answer, 'withdraw');
        assert.match(nowReads(world, handover), /deleted in Microsoft Entra ID/);
        reads(await press());
        assert.equal((await eventsOf(world, request)).filter(each => each === 'pass-withdrawn').length, 1);
      }
      assert.ok(!(await statesOf(world)).includes('usable'));
    });

    it('handed over and withdraw at the same moment: it is deleted, and both are answered', async () => {
      const given = await givePass(world, johanna);
      const { request, handover } = given;
      const { secret } = await showPass(given);
      const press = (verb: string) => chat.execute(verb, { request }, handover.id);
      for (const answer of await Promise.all([press('withdraw'), press('handed-over')])) assertPolite(answer, 'either');
      assert.equal(await signInWith(world, secret), 'wrong-pass');
      const over = await stored(world, request);
      assert.ok(over.state === 'done' && over.withdrawnAt !== undefined, JSON.stringify(over));
    });

    it('show while it is withdrawn: whatever was shown does not work any more', async () => {
      const given = await givePass(world, johanna);
      const { request, handover } = given;
      const press = (verb: string) => chat.execute(verb, { request }, handover.id);
      for (const answer of await Promise.all([press('show'), press('withdraw')])) assertPolite(answer, 'either');
      const [made] = await passesOf(world);
      assert.equal(made?.state, 'deleted');
      assert.equal('sealed' in (await stored(world, request)), false);
    });

    for (const [what, slow] of [
      ['at the same moment', undefined],
      ['and is slower', 'instead'],
      ['and is quicker', 'confirm'],
    ] as const) {
      it(`instead while it is confirmed, ${what}: one of the two, never both`, async () => {
        const reset = await chat.says('reset password for anna.svensson@fjallvind.example');
        const request = requestOn(reset);
        await world.sandbox.control('DELETE', 'calls');
        const press = (verb: string) => chat.execute(verb, { request }, reset.id);
        if (slow) await world.fault({ service: 'graph', method: 'POST', pathPattern: 'batch$', delayMs: 1_500 });
        const first = press(slow ?? 'instead');
        if (slow) await faultTaken(world);
        const second = press(slow === 'confirm' ? 'instead' : 'confirm');
        for (const answer of await Promise.all([first, second])) assertPolite(answer, what);
        const { state } = await stored(world, request);
        const isReset = state === 'carried-out';
        assert.ok(isReset || state === 'cancelled', state);
        if (slow) assert.equal(isReset, slow === 'instead');
        assert.equal(await resetCalls(world), isReset ? 1 : 0);
        assert.equal((await openPassRequests()).length, isReset ? 0 : 1);
        assert.equal(await count(), 0);
      });
    }

    it('instead while it is confirmed, both judged before either is written down: one of the two, never both', async () => {
      const reset = await chat.says('reset password for anna.svensson@fjallvind.example');
      const request = requestOn(reset);
      await world.sandbox.control('DELETE', 'calls');
      const answers = await withStoreLocked(
        () => Promise.all(['instead', 'confirm'].map(verb => chat.execute(verb, { request }, reset.id))),
        async () => (await world.graphCalls()).length >= 2,
      );
      for (const answer of answers) assertPolite(answer, 'either');
      const isReset = (await stored(world, request)).state === 'carried-out';
      assert.equal(await resetCalls(world), isReset ? 1 : 0);
      assert.equal((await openPassRequests()).length, isReset ? 0 : 1);
      assert.equal(await count(), 0);
    });
  });

  /** Nothing is written into the store until this holds, and a moment more: what goes on meanwhile waits for it. */
  async function withStoreLocked<T>(begin: () => Promise<T>, holds: () => Promise<boolean>): Promise<T> {
    const other = new DatabaseSync(world.storePath);
    other.exec('BEGIN IMMEDIATE');
    try {
      const work = begin();
      for (let tries = 0; tries < 500 && !(await holds()); tries += 1) await wait(20);
      await wait(500);
      other.exec('ROLLBACK');
      return await work;
    } finally {
      other.close();
    }
  }

  describe('on requests of the other action, and after the end', () => {
    it('withdraw and read-receipt of a reset: it has nothing to take back', async () => {
      const { chat: personal, handover } = await resetAnna(world, johanna);
      const request = requestOn(handover);
      const withdraw = await personal.execute('withdraw', { request }, handover.id);
      assertPolite(withdraw, 'withdraw');
      assert.equal((await stored(world, request)).state, 'carried-out');
      await personal.execute('handed-over', { request }, handover.id);
      for (const verb of ['withdraw', 'read-receipt']) {
        const answer = await personal.execute(verb, { request }, handover.id);
        assert.match(reads(answer), /Handed over/, verb);
      }
      assert.deepEqual(await passCalls(world), []);
      assert.ok(!(await eventsOf(world, request)).some(each => each.startsWith('pass-')));
    });

    it('instead of what has begun or is over', async () => {
      const given = await givePass(world, johanna);
      const { request, asked, handover } = given;
      assert.match(reads(await chat.execute('instead', { request }, asked.id)), /Temporary Access Pass made/);
      await handOverPass(given);
      assert.match(reads(await chat.execute('instead', { request }, asked.id)), /Temporary Access Pass made/);
      await chat.execute('withdraw', { request }, handover.id);
      assert.match(reads(await chat.execute('instead', { request }, asked.id)), /withdrawn/);
      assert.equal(await resetCalls(world), 0);
    });

    it('withdraw and read-receipt before there is anything', async () => {
      const asked = await askForPass(world, chat);
      const request = requestOn(asked);
      for (const verb of ['withdraw', 'read-receipt', 'show', 'handed-over']) {
        assert.match(lineOf(await chat.execute(verb, { request }, asked.id)), /does not work any more/, verb);
      }
      assert.deepEqual(await eventsOf(world, request), ['request-opened']);
    });

    it('read-receipt and withdraw again after it was withdrawn, used or has run out', async () => {
      const given = await givePass(world, johanna);
      const { receipt } = await handOverPass(given);
      await pressOn(given, receipt, 'withdraw');
      await world.sandbox.control('DELETE', 'calls');
      assert.match(reads(await pressOn(given, receipt, 'withdraw')), /Withdrawn: as of/);
      assert.match(reads(await pressOn(given, receipt, 'read-receipt')), /Withdrawn: as of/);
      assert.ok(!(await passCalls(world)).some(call => call.startsWith('DELETE')));
    });
  });

  /** The requests for passes that wait for their confirmation: those of earlier tests have expired. */
  async function openPassRequests(): Promise<string[]> {
    const opened = (await audit(world)).filter(
      ({ event, action }) => event === 'request-opened' && action !== undefined,
    );
    const requests = await Promise.all(opened.map(({ requestId = '' }) => stored(world, requestId)));
    return requests.filter(({ state }) => state === 'open').map(({ id }) => id);
  }
});
