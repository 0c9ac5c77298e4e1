import assert from 'node:assert/strict';
import type { Limit } from '../../src/desk/ports.ts';
import type { In, Request, RequestState } from '../../src/desk/request/request.ts';
import { LimitReachedError, StaleRequestError, StoreError } from '../../src/errors.ts';
import type { StoreAt } from './contract.ts';
import { type Changes, movedTo, NOW, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

const REQUESTER = { requesterIds: ['requester-1'] };

/** The part of the contract about how many resets there may be: begunSince, and the limits of replace. */
export function describeLimits(storeAt: StoreAt): void {
  let made = 0;
  async function created<State extends RequestState = 'open'>(changes: Changes<State> = {}): Promise<In<State>> {
    const request = sampleRequest<State>({ target: sampleTarget(`target-${made++}`), ...changes });
    await storeAt(0).create(request, sampleEntry(request));
    return request;
  }
  const starting = (request: Request) => movedTo(request, 'running');
  const started = (request: Request) => sampleEntry(request, { event: 'reset-started' });

  it('counts the requests that started a reset since then, by requester or by target', async () => {
    const target = sampleTarget('held');
    const theirs = { ...sampleRequest().requester, id: 'requester-2' };
    await created({ target, state: 'done', startedAt: NOW });
    await created({ target, state: 'failed', startedAt: NOW - 1 });
    await created({ target, requester: theirs, state: 'done', startedAt: NOW + 1 });
    await created({ target, state: 'cancelled' });
    await created({ state: 'done', startedAt: NOW + 5 });
    assert.equal(await storeAt(1).begunSince(REQUESTER, NOW), 2);
    assert.equal(await storeAt(0).begunSince(REQUESTER, NOW - 1), 3);
    assert.equal(await storeAt(1).begunSince({ targetId: 'held' }, NOW), 2);
    assert.equal(await storeAt(1).begunSince({ requesterIds: ['held'] }, 0), 0);
    assert.equal(await storeAt(1).begunSince({ targetId: 'nobody' }, 0), 0);
  });

  it('counts what a person began with each of their accounts, once', async () => {
    for (const id of ['requester-1', 'requester-2', 'requester-3']) {
      await created({ requester: { ...sampleRequest().requester, id }, state: 'done', startedAt: NOW });
    }
    const both = { requesterIds: ['requester-1', 'requester-2'] };
    assert.equal(await storeAt(1).begunSince(both, 0), 2);
    assert.equal(await storeAt(1).begunSince({ requesterIds: [] }, 0), 0);
    const request = await created();
    const within = storeAt(0).replace(starting(request), started(request), [{ of: both, since: 0, atMost: 2 }]);
    await assert.rejects(within, LimitReachedError);
    await storeAt(0).replace(starting(request), started(request), [{ of: both, since: 0, atMost: 3 }]);
  });

  it('names the first limit that is reached, and leaves request and record as they were', async () => {
    await created({ state: 'done', startedAt: NOW });
    const request = await created();
    const limits: Limit[] = [
      { of: { targetId: request.target.id }, since: 0, atMost: 1 },
      { of: REQUESTER, since: NOW + 1, atMost: 1 },
      { of: REQUESTER, since: NOW, atMost: 1 },
      { of: REQUESTER, since: 0, atMost: 1 },
    ];
    await assert.rejects(storeAt(1).replace(starting(request), started(request), limits), (error: unknown) => {
      assert.ok(error instanceof LimitReachedError, String(error));
      assert.equal(error.index, 2);
      return true;
    });
    assert.deepEqual(await storeAt(0).get(request.id), request);
    assert.deepEqual(await storeAt(0).auditTrail(request.id), [sampleEntry(request)]);
    assert.equal((await storeAt(0).auditHead())?.count, 2);
  });

  it('does not count the request itself, whose reset is only called again', async () => {
    const request = await created({ state: 'unknown', startedAt: NOW });
    const limits: Limit[] = [{ of: REQUESTER, since: 0, atMost: 1 }];
    const again = await storeAt(0).replace(starting(request), started(request), limits);
    assert.equal(again.state, 'running');
  });

  it('lets nobody through a limit of none', async () => {
    const request = await created();
    const limits: Limit[] = [{ of: REQUESTER, since: 0, atMost: 0 }];
    await assert.rejects(storeAt(0).replace(starting(request), started(request), limits), LimitReachedError);
  });

  it('tells who came second that they came second, whatever the limits', async () => {
    const request = await created();
    const limits: Limit[] = [{ of: REQUESTER, since: 0, atMost: 0 }];
    await storeAt(0).replace(request, sampleEntry(request));
    await assert.rejects(storeAt(1).replace(starting(request), started(request), limits), StaleRequestError);
  });

  it('lets exactly as many through as the limit says, however many try at once', async () => {
    const rivals: Request[] = [];
    for (let each = 0; each < 12; each++) rivals.push(await created());
    const limits: Limit[] = [{ of: REQUESTER, since: NOW - 60_000, atMost: 3 }];
    const outcomes = await Promise.allSettled(
      rivals.map((rival, each) => storeAt(each).replace(starting(rival), started(rival), limits)),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof LimitReachedError, String(outcome.reason));
    }
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 3);
    assert.equal(await storeAt(1).begunSince(REQUESTER, 0), 3);
    const trail = await storeAt(0).auditTrail();
    assert.equal(trail.filter(({ event }) => event === 'reset-started').length, 3);
  });

  it('does not take the reset for started when its row can’t be written', async () => {
    const request = await created();
    const bad = sampleEntry(request, { at: Number.NaN });
    await assert.rejects(storeAt(0).replace(starting(request), bad, []), StoreError);
    assert.equal(await storeAt(0).begunSince(REQUESTER, 0), 0);
  });
}
