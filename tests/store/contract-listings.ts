import assert from 'node:assert/strict';
import type { RequestState, ResetRequest } from '../../src/desk/request.ts';
import { TargetBusyError } from '../../src/errors.ts';
import type { StoreAt } from './contract.ts';
import { NOW, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

const STATES: readonly RequestState[] = [
  'choosing',
  'open',
  'resetting',
  'unknown',
  'reset',
  'cancelled',
  'expired',
  'refused',
  'failed',
  'done',
];

/** The part of the contract about requests that wait for somebody: due, undelivered, busyWith. */
export function describeListings(storeAt: StoreAt): void {
  async function created(changes: Partial<ResetRequest>): Promise<ResetRequest> {
    const request = sampleRequest(changes);
    await storeAt(0).create(request, sampleEntry(request));
    return request;
  }
  describe('due', () => describeDue(storeAt, created));
  describe('undelivered', () => describeUndelivered(storeAt, created));
  describe('busyWith', () => describeBusy(storeAt, created));
}

type Created = (changes: Partial<ResetRequest>) => Promise<ResetRequest>;

function describeDue(storeAt: StoreAt, created: Created): void {
  it('lists what has come due, oldest first, and nothing else', async () => {
    const at = (dueAt: number | undefined, id: string) => created({ id, dueAt });
    await at(NOW, 'now');
    await at(NOW - 2, 'before');
    await at(NOW + 1, 'later');
    await at(undefined, 'never');
    await at(NOW - 1, 'between');
    assert.deepEqual(await ids(storeAt(1).due(NOW, 10)), ['before', 'between', 'now']);
  });

  it('gives at most as many as asked for, the oldest of them', async () => {
    for (let each = 9; each >= 0; each--) await created({ id: `r${each}`, dueAt: NOW + each });
    assert.deepEqual(await ids(storeAt(0).due(NOW + 100, 3)), ['r0', 'r1', 'r2']);
  });

  it('leaves out a request that was finished or put off', async () => {
    const finished = await created({ dueAt: NOW });
    const putOff = await created({ dueAt: NOW });
    await storeAt(0).replace({ ...finished, state: 'expired', dueAt: undefined }, sampleEntry(finished));
    await storeAt(1).replace({ ...putOff, dueAt: NOW + 1 }, sampleEntry(putOff));
    assert.deepEqual(await storeAt(0).due(NOW, 10), []);
  });
}

function describeUndelivered(storeAt: StoreAt, created: Created): void {
  it('lists the requests of one requester that are reset and have no handover card', async () => {
    for (const state of STATES) await created({ id: state, state, target: sampleTarget(state) });
    const other = { ...sampleRequest().requester, id: 'requester-2' };
    await created({ id: 'other', state: 'reset', requester: other, target: sampleTarget('theirs') });
    assert.deepEqual(await ids(storeAt(1).undelivered('requester-1')), ['reset']);
    assert.deepEqual(await ids(storeAt(1).undelivered('requester-2')), ['other']);
    assert.deepEqual(await ids(storeAt(1).undelivered('requester-3')), []);
    assert.deepEqual(await ids(storeAt(1).undelivered()), ['reset', 'other']);
  });

  it('no longer lists a request whose handover card was sent', async () => {
    const request = await created({ state: 'reset', target: sampleTarget('t') });
    await storeAt(0).replace({ ...request, handover: request.place }, sampleEntry(request));
    assert.deepEqual(await storeAt(0).undelivered('requester-1'), []);
  });
}

function describeBusy(storeAt: StoreAt, created: Created): void {
  for (const state of STATES) {
    const busy = ['resetting', 'unknown', 'reset'].includes(state);
    it(`${busy ? 'finds' : 'does not find'} a request that is ${state}`, async () => {
      const request = await created({ state, target: sampleTarget('held') });
      await created({ state: 'resetting', target: sampleTarget('another') });
      assert.deepEqual(await storeAt(1).busyWith('held'), busy ? request : undefined);
    });
  }

  it('lets one request at a time hold a target, however many try at once', async () => {
    const rivals: ResetRequest[] = [];
    for (let each = 0; each < 10; each++) rivals.push(await created({ state: 'open', target: sampleTarget('held') }));
    const claims = rivals.map((rival, each) =>
      storeAt(each % 2).replace({ ...rival, state: 'resetting' }, sampleEntry(rival)),
    );
    const outcomes = await Promise.allSettled(claims);
    const refused = outcomes.filter(outcome => outcome.status === 'rejected');
    assert.equal(refused.length, rivals.length - 1);
    for (const { reason } of refused) assert.ok(reason instanceof TargetBusyError, String(reason));
    const trail = await storeAt(0).auditTrail();
    assert.equal(trail.length, rivals.length + 1, 'a refused claim leaves no row');
  });

  it('lets go of the target when the request ends', async () => {
    const request = await created({ state: 'resetting', target: sampleTarget('held') });
    await storeAt(0).replace({ ...request, state: 'failed' }, sampleEntry(request));
    assert.equal(await storeAt(1).busyWith('held'), undefined);
  });
}

async function ids(requests: Promise<ResetRequest[]>): Promise<string[]> {
  return (await requests).map(request => request.id);
}
