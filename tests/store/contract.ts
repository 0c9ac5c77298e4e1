import assert from 'node:assert/strict';
import { type Request, type RequestState, STATES } from '../../src/desk/request/request.ts';
import { StaleRequestError, StoreError } from '../../src/errors.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import { describeChain } from './contract-chain.ts';
import { describeDoubts } from './contract-doubts.ts';
import { describeForgetting } from './contract-forgetting.ts';
import { describeLife } from './contract-life.ts';
import { describeLimits } from './contract-limits.ts';
import { describeListings } from './contract-listings.ts';
import { describeMessages } from './contract-messages.ts';
import { describePending } from './contract-pending.ts';
import { describeRecorded } from './contract-recorded.ts';
import { describeSettings } from './contract-settings.ts';
import { type Changes, MINUTE, movedTo, NOW, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

/** One or more stores on the same data, and how to get rid of it. */
export interface StoreBench {
  stores: readonly [AuditedRequestStore, ...AuditedRequestStore[]];
  dispose(): Promise<void>;
}

/** Stores of the bench in turn, so that competitors do not all go through the same one. */
export type StoreAt = (turn: number) => AuditedRequestStore;

/** What every implementation of RequestStore has to do, as a mocha suite; `open` makes an empty store for each test. */
export function describeRequestStore(name: string, open: () => Promise<StoreBench>): void {
  describe(`request store: ${name}`, () => {
    let bench: StoreBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.dispose());
    const storeAt: StoreAt = turn => bench.stores[turn % bench.stores.length] ?? bench.stores[0];

    describe('requests', () => describeRequests(storeAt));
    describe('compare-and-set', () => describeCompareAndSet(storeAt));
    describe('record', () => describeRecord(storeAt));
    describe('rows of a time', () => describeRecorded(storeAt));
    describe('what waits', () => describeListings(storeAt));
    describe('limits', () => describeLimits(storeAt));
    describe('settings', () => describeSettings(storeAt));
    describe('the chain', () => describeChain(storeAt));
    describe('pending commands', () => describePending(storeAt));
    describe('messages', () => describeMessages(storeAt));
    describe('doubts', () => describeDoubts(storeAt));
    describe('forgetting', () => describeForgetting(storeAt));
    describe('check and close', () => describeLife(storeAt));
  });
}

const FULL: Changes<'carried-out'> = {
  state: 'carried-out',
  handover: { serviceUrl: 'https://smba.example/', conversationId: 'a:1', personal: true, cardId: '1' },
  sealed: 'v1.key.nonce.body',
  ticket: 'INC0012345',
  reason: 'locked-out',
  note: 'låst "ute"\n\u0000',
  startedAt: NOW,
  carriedOutAt: NOW + 1,
  verification: 'pending',
  duties: [{ what: 'verify', at: NOW + MINUTE, tries: 2 }],
};

/** A request in this state, of a person of its own where it has one. */
function sampleIn(state: RequestState): Request {
  return state === 'choosing' ? sampleRequest({ state }) : sampleRequest({ state, target: sampleTarget(state) });
}

function describeRequests(storeAt: StoreAt): void {
  it('gives back every property as it was created', async () => {
    for (const request of [...STATES.map(sampleIn), sampleRequest(FULL)]) {
      await storeAt(0).create(request, sampleEntry(request));
      assert.deepEqual(await storeAt(1).get(request.id), request);
    }
  });

  it('knows no request under an id that was never created', async () => {
    assert.equal(await storeAt(0).get('nobody'), undefined);
  });

  it('does not create an id twice, and puts nothing on record for the second', async () => {
    const request = sampleRequest();
    await storeAt(0).create(request, sampleEntry(request));
    const second = { ...request, query: 'somebody else' };
    await assert.rejects(storeAt(1).create(second, sampleEntry(second)), StoreError);
    assert.deepEqual(await storeAt(0).get(request.id), request);
    assert.equal((await storeAt(0).auditTrail()).length, 1);
  });

  it('takes away what the next state no longer has', async () => {
    const request = sampleRequest(FULL);
    await storeAt(0).create(request, sampleEntry(request));
    const replaced = await storeAt(0).replace(movedTo(request, 'cancelled'), sampleEntry(request));
    const stored = await storeAt(1).get(request.id);
    assert.deepEqual(stored, replaced);
    assert.deepEqual(replaced, { ...movedTo(request, 'cancelled'), version: 2 });
    for (const gone of ['sealed', 'handover', 'dueAt', 'startedAt'])
      assert.ok(gone in request && !(gone in replaced), gone);
  });
}

function describeCompareAndSet(storeAt: StoreAt): void {
  it('writes the next state and counts the version up', async () => {
    const request = sampleRequest();
    await storeAt(0).create(request, sampleEntry(request));
    const next = await storeAt(0).replace(movedTo(request, 'running'), sampleEntry(request));
    assert.deepEqual(next, movedTo(request, 'running', { version: 2 }));
    assert.deepEqual(await storeAt(1).get(request.id), next);
  });

  it('lets exactly one of 50 competitors win, with one audit row', async () => {
    const request = sampleRequest();
    await storeAt(0).create(request, sampleEntry(request));
    const attempts = Array.from({ length: 50 }, (_, turn) =>
      storeAt(turn).replace(
        { ...request, note: `competitor ${turn}` },
        sampleEntry(request, { event: 'reset-started' }),
      ),
    );
    const outcomes = await Promise.allSettled(attempts);
    const winners = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const losses = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.equal(winners.length, 1);
    assert.ok(losses.every(loss => loss instanceof StaleRequestError));
    assert.deepEqual(await storeAt(1).get(request.id), winners[0]);
    const started = (await storeAt(0).auditTrail(request.id)).filter(entry => entry.event === 'reset-started');
    assert.equal(started.length, 1);
  });

  for (const [what, version] of [
    ['an older', 1],
    ['a newer', 3],
  ] as const) {
    it(`refuses ${what} version, and puts nothing on record`, async () => {
      const request = sampleRequest();
      await storeAt(0).create(request, sampleEntry(request));
      const current = await storeAt(0).replace(request, sampleEntry(request));
      const stale = { ...current, version, note: 'stale' };
      await assert.rejects(storeAt(1).replace(stale, sampleEntry(request)), StaleRequestError);
      assert.deepEqual(await storeAt(0).get(request.id), current);
      assert.equal((await storeAt(0).auditTrail()).length, 2);
    });
  }

  it('refuses a request that was never created', async () => {
    const request = sampleRequest();
    await assert.rejects(storeAt(0).replace(request, sampleEntry(request)), StaleRequestError);
    assert.equal(await storeAt(0).get(request.id), undefined);
    assert.deepEqual(await storeAt(0).auditTrail(), []);
  });
}

function describeRecord(storeAt: StoreAt): void {
  it('keeps every property of an entry, in the order of writing', async () => {
    const request = sampleRequest();
    const details = {
      targetId: 't',
      targetName: 'Åsa',
      conversationId: 'c',
      rule: 'busy',
      reason: 'other',
      ticket: '#4711',
      note: 'glömt "igen"\n\u0000',
      detail: '{"rule":"always"}',
    };
    const entries = [
      sampleEntry(request, { at: NOW + 5 }),
      sampleEntry({ id: 'another' }, { at: NOW + 1, event: 'not-allowed' }),
      sampleEntry(request, { at: NOW, event: 'reset-started', ...details }),
      { at: NOW, event: 'signed-in', correlationId: 'c', actorId: 'a', actorName: 'A' } as const,
    ];
    for (const [turn, entry] of entries.entries()) await storeAt(turn).record(entry);
    assert.deepEqual(await storeAt(0).auditTrail(), entries);
    assert.deepEqual(await storeAt(1).auditTrail(request.id), [entries[0], entries[2]]);
    assert.deepEqual(await storeAt(1).auditTrail('nobody'), []);
  });

  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, NOW + 0.5]) {
    it(`does not let a request move whose audit row can't be written (at ${at})`, async () => {
      const request = sampleRequest();
      await storeAt(0).create(request, sampleEntry(request));
      const bad = sampleEntry(request, { at });
      await assert.rejects(storeAt(0).replace(movedTo(request, 'running'), bad), StoreError);
      assert.deepEqual(await storeAt(0).get(request.id), request);
      await assert.rejects(storeAt(0).create(sampleRequest({ id: 'second' }), bad), StoreError);
      assert.equal(await storeAt(0).get('second'), undefined);
      await assert.rejects(storeAt(0).record(bad), StoreError);
      assert.equal((await storeAt(1).auditTrail()).length, 1);
    });
  }

  it('takes the same transition again once the audit row can be written', async () => {
    const request = sampleRequest();
    await storeAt(0).create(request, sampleEntry(request));
    await assert.rejects(storeAt(0).replace(request, sampleEntry(request, { at: Number.NaN })), StoreError);
    assert.equal((await storeAt(1).replace(request, sampleEntry(request))).version, 2);
  });
}
