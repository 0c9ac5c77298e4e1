import assert from 'node:assert/strict';
import { dueAtOf, type In, type Request, type RequestState, STATES } from '../../src/desk/request/request.ts';
import { TargetBusyError } from '../../src/errors.ts';
import type { StoreAt } from './contract.ts';
import { type Changes, MINUTE, movedTo, NOW, sampleDuty, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

/** The part of the contract about requests that wait for somebody: due, lapsed, unfinished, history, busyWith. */
export function describeListings(storeAt: StoreAt): void {
  async function created<State extends RequestState = 'open'>(changes: Changes<State>): Promise<In<State>> {
    const request = sampleRequest<State>(changes);
    await storeAt(0).create(request, sampleEntry(request));
    return request;
  }
  describe('due', () => describeDue(storeAt, created));
  describe('lapsed', () => describeLapsed(storeAt, created));
  describe('unfinished', () => describeUnfinished(storeAt, created));
  describe('begun', () => describeBegun(storeAt, created));
  describe('history', () => describeHistory(storeAt, created));
  describe('busyWith', () => describeBusy(storeAt, created));
}

type Created = <State extends RequestState = 'open'>(changes: Changes<State>) => Promise<In<State>>;

function describeDue(storeAt: StoreAt, created: Created): void {
  it('lists what has come due, oldest first, and nothing else', async () => {
    // What is owed counts as well as the state's own end, the earliest of all.
    const owed = (...times: readonly number[]) => times.map(at => sampleDuty({ at }));
    await created({ id: 'now', dueAt: NOW });
    await created({ id: 'before', dueAt: NOW + 5, duties: owed(NOW + 1, NOW - 2) });
    await created({ id: 'later', dueAt: NOW + 1, duties: owed(NOW + 2) });
    await created({ id: 'never', state: 'done' });
    await created({ id: 'between', state: 'done', duties: owed(NOW - 1) });
    await created({ id: 'earliest', dueAt: NOW - 3, duties: owed(NOW) });
    assert.deepEqual(await ids(storeAt(1).due(NOW, 10)), ['earliest', 'before', 'between', 'now']);
  });

  it('gives at most as many as asked for, the oldest of them', async () => {
    for (let each = 9; each >= 0; each--) await created({ id: `r${each}`, dueAt: NOW + each });
    assert.deepEqual(await ids(storeAt(0).due(NOW + 100, 3)), ['r0', 'r1', 'r2']);
  });

  it('leaves out a request that was finished or put off', async () => {
    const finished = await created({ dueAt: NOW });
    const putOff = await created({ duties: [sampleDuty()] });
    assert.equal((await storeAt(0).due(NOW, 10)).length, 2);
    await storeAt(0).replace(movedTo(finished, 'expired'), sampleEntry(finished));
    await storeAt(1).replace({ ...putOff, duties: [sampleDuty({ at: NOW + 1 })] }, sampleEntry(putOff));
    assert.deepEqual(await storeAt(0).due(NOW, 10), []);
  });
}

function describeLapsed(storeAt: StoreAt, created: Created): void {
  it('lists what ends by itself now, oldest first, whatever else is owed', async () => {
    await created({ id: 'now', dueAt: NOW });
    await created({ id: 'later', dueAt: NOW + 1, duties: [sampleDuty({ at: NOW - 9 })] });
    await created({ id: 'before', dueAt: NOW - 2, duties: [sampleDuty({ at: NOW + 9 })] });
    await created({ id: 'never', state: 'done', duties: [sampleDuty({ at: NOW - 9 })] });
    await created({ id: 'between', dueAt: NOW - 1 });
    assert.deepEqual(await ids(storeAt(1).lapsed(NOW, 10)), ['before', 'between', 'now']);
  });

  for (const state of STATES) {
    it(`${'dueAt' in sampleRequest({ state }) ? 'lists' : 'does not list'} a request that is ${state}, once its time is over`, async () => {
      const request = await created({ state });
      const dueAt = dueAtOf(request);
      assert.deepEqual(await ids(storeAt(1).lapsed(NOW + 10 * MINUTE, 10)), dueAt === undefined ? [] : [request.id]);
      assert.deepEqual(await storeAt(0).lapsed(NOW + 10 * MINUTE - 1, 10), []);
    });
  }

  it('gives at most as many as asked for, the oldest of them', async () => {
    for (let each = 9; each >= 0; each--) await created({ id: `r${each}`, dueAt: NOW + each });
    assert.deepEqual(await ids(storeAt(0).lapsed(NOW + 100, 3)), ['r0', 'r1', 'r2']);
  });

  it('leaves out a request that has ended, or waits for longer', async () => {
    const ended = await created({ dueAt: NOW });
    const waits = await created({ dueAt: NOW });
    await storeAt(0).replace(movedTo(ended, 'expired', { duties: [sampleDuty()] }), sampleEntry(ended));
    await storeAt(1).replace({ ...waits, dueAt: NOW + 1 }, sampleEntry(waits));
    assert.deepEqual(await storeAt(0).lapsed(NOW, 10), []);
  });
}

function describeUnfinished(storeAt: StoreAt, created: Created): void {
  const theirs = { ...sampleRequest().requester, id: 'requester-2' };

  it('lists the requests with work left, of one requester or of all, oldest first', async () => {
    await created({ id: 'young', createdAt: NOW + 2, dueAt: NOW });
    await created({ id: 'finished', createdAt: NOW, state: 'cancelled' });
    await created({ id: 'theirs', createdAt: NOW + 1, requester: theirs, dueAt: NOW + 9 });
    await created({ id: 'old', createdAt: NOW, state: 'done', duties: [sampleDuty({ at: NOW + 5 })] });
    assert.deepEqual(await ids(storeAt(1).unfinished('requester-1')), ['old', 'young']);
    assert.deepEqual(await ids(storeAt(1).unfinished('requester-2')), ['theirs']);
    assert.deepEqual(await ids(storeAt(1).unfinished('requester-3')), []);
    assert.deepEqual(await ids(storeAt(1).unfinished()), ['old', 'theirs', 'young']);
  });

  it('no longer lists a request that is finished', async () => {
    const request = await created({});
    await storeAt(0).replace(movedTo(request, 'cancelled'), sampleEntry(request));
    assert.deepEqual(await storeAt(1).unfinished(), []);
  });
}

function describeBegun(storeAt: StoreAt, created: Created): void {
  const theirs = { ...sampleRequest().requester, id: 'requester-2' };
  const done = (id: string, startedAt: number, changes: Changes<'done'> = {}) =>
    created({ id, state: 'done', startedAt, target: sampleTarget(id), ...changes });

  it('lists what was begun since, of these requesters or of everybody, the first first', async () => {
    await done('third', NOW + 3);
    await done('first', NOW + 1);
    await done('before', NOW - 1);
    await done('second', NOW + 2, { requester: theirs });
    await created({ id: 'open', createdAt: NOW + 5 });
    assert.deepEqual(await ids(storeAt(1).begun({ requesterIds: ['requester-1'] }, NOW, 10)), ['first', 'third']);
    assert.deepEqual(await ids(storeAt(0).begun({ requesterIds: ['requester-2'] }, NOW, 10)), ['second']);
    assert.deepEqual(await ids(storeAt(1).begun({ requesterIds: ['requester'] }, 0, 10)), []);
    assert.deepEqual(await ids(storeAt(0).begun({ requesterIds: ['requester-2', 'requester-1'] }, NOW, 10)), [
      'first',
      'second',
      'third',
    ]);
    assert.deepEqual(await ids(storeAt(1).begun('everybody', NOW, 10)), ['first', 'second', 'third']);
    assert.deepEqual(await ids(storeAt(0).begun('everybody', NOW + 2, 10)), ['second', 'third']);
    assert.deepEqual(await ids(storeAt(1).begun('everybody', NOW + 4, 10)), []);
  });

  it('gives at most as many as asked for, those that were begun first, of whomever', async () => {
    for (let each = 9; each >= 0; each--) {
      await done(`r${each}`, NOW + each, each % 2 === 0 ? {} : { requester: theirs });
    }
    assert.deepEqual(await ids(storeAt(0).begun('everybody', 0, 3)), ['r0', 'r1', 'r2']);
    assert.deepEqual(await ids(storeAt(1).begun({ requesterIds: ['requester-2', 'requester-1'] }, NOW + 1, 2)), [
      'r1',
      'r2',
    ]);
    assert.deepEqual(await ids(storeAt(1).begun({ requesterIds: ['requester-2'] }, 0, 1)), ['r1']);
  });
}

function describeHistory(storeAt: StoreAt, created: Created): void {
  const theirs = { ...sampleRequest().requester, id: 'requester-2' };

  it('lists what a requester asked for, and what was asked about a target, newest first', async () => {
    await created({ id: 'second', createdAt: NOW + 2, target: sampleTarget('t1') });
    await created({ id: 'first', createdAt: NOW + 1, target: sampleTarget('t2'), state: 'cancelled' });
    await created({ id: 'third', createdAt: NOW + 3, target: sampleTarget('t1'), requester: theirs });
    await created({ id: 'no target', createdAt: NOW + 4, state: 'choosing' });
    assert.deepEqual(await ids(storeAt(1).history({ requesterId: 'requester-1' }, 10)), [
      'no target',
      'second',
      'first',
    ]);
    assert.deepEqual(await ids(storeAt(0).history({ targetId: 't1' }, 10)), ['third', 'second']);
    assert.deepEqual(await ids(storeAt(1).history({ requesterId: 't1' }, 10)), []);
    assert.deepEqual(await ids(storeAt(1).history({ targetId: 'requester-1' }, 10)), []);
  });

  it('gives at most as many as asked for, the newest of them, and keeps the order when one of them changes', async () => {
    for (const each of [3, 1, 4, 0, 2]) await created({ id: `r${each}`, createdAt: NOW + each });
    const oldest = (await storeAt(0).get('r0')) ?? assert.fail();
    await storeAt(0).replace({ ...oldest, note: 'changed' }, sampleEntry(oldest));
    assert.deepEqual(await ids(storeAt(1).history({ requesterId: 'requester-1' }, 3)), ['r4', 'r3', 'r2']);
  });

  it('finds a request under the target that was picked later, and no more under the one before', async () => {
    const request = await created({ target: sampleTarget('before') });
    await storeAt(0).replace({ ...request, target: sampleTarget('after') }, sampleEntry(request));
    assert.deepEqual(await ids(storeAt(1).history({ targetId: 'after' }, 5)), [request.id]);
    assert.deepEqual(await ids(storeAt(1).history({ targetId: 'before' }, 5)), []);
  });
}

function describeBusy(storeAt: StoreAt, created: Created): void {
  for (const state of STATES) {
    const busy = ['running', 'unknown', 'carried-out'].includes(state);
    it(`${busy ? 'finds' : 'does not find'} a request that is ${state}`, async () => {
      const request = await created({ state, target: sampleTarget('held') });
      await created({ state: 'running', target: sampleTarget('another') });
      assert.deepEqual(await storeAt(1).busyWith('held'), busy ? request : undefined);
    });
  }

  it('lets one request at a time hold a target, however many try at once', async () => {
    const rivals: Request[] = [];
    for (let each = 0; each < 10; each++) rivals.push(await created({ state: 'open', target: sampleTarget('held') }));
    const claims = rivals.map((rival, each) =>
      storeAt(each % 2).replace(movedTo(rival, 'running'), sampleEntry(rival)),
    );
    const outcomes = await Promise.allSettled(claims);
    const refused = outcomes.filter(outcome => outcome.status === 'rejected');
    assert.equal(refused.length, rivals.length - 1);
    for (const { reason } of refused) assert.ok(reason instanceof TargetBusyError, String(reason));
    const trail = await storeAt(0).auditTrail();
    assert.equal(trail.length, rivals.length + 1, 'a refused claim leaves no row');
  });

  it('lets go of the target when the request ends', async () => {
    const request = await created({ state: 'running', target: sampleTarget('held') });
    await storeAt(0).replace(movedTo(request, 'failed'), sampleEntry(request));
    assert.equal(await storeAt(1).busyWith('held'), undefined);
  });
}

async function ids(requests: Promise<Request[]>): Promise<string[]> {
  return (await requests).map(request => request.id);
}
