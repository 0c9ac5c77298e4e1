import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Request } from '../../../src/desk/request/request.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { runs } from '../../support/runs.ts';
import { sampleApprovals } from '../contract-settings.ts';
import { KEYS, movedTo, sampleEntry, sampleRequest, sampleTarget } from '../samples.ts';
import { TableBench } from './table-bench.ts';
import { UnreliableNetwork } from './unreliable-network.ts';

/** How many changes Azure Table Storage takes in one transaction; each of these rows is one, the head one more. */
const MOST_ROWS = 99;

/** What may be asked for at the same moment as others. */
interface Deed {
  does: (typeof DEEDS)[number];
  which: number;
  version: number;
  limited: boolean;
}
const DEEDS = ['create', 'create', 'start', 'start', 'end', 'record', 'set', 'untimely'] as const;

const deed: fc.Arbitrary<Deed> = fc.record({
  does: fc.constantFrom(...DEEDS),
  which: fc.nat(5),
  version: fc.integer({ min: 1, max: 3 }),
  limited: fc.boolean(),
});

describe('store/tables: writes that wait together', () => {
  let bench: TableBench;
  let network: UnreliableNetwork;
  let store: AuditedRequestStore;
  let sent: number;
  beforeEach(async () => {
    bench = await TableBench.make();
    network = await UnreliableNetwork.to(bench.account);
    store = await bench.open(undefined, network.account.connectionString);
    sent = 0;
    network.mishap = method => {
      if (method === 'POST') sent += 1;
      return undefined;
    };
  });
  afterEach(async () => {
    await bench.dispose();
    await network.stop();
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, each) => sampleRequest({ target: sampleTarget(`target-${each}`) }));
  const start = (request: Request) => store.replace(movedTo(request, 'running'), sampleEntry(request));
  async function put(count: number): Promise<Request[]> {
    const other = await bench.open();
    const requests = many(count);
    await Promise.all(requests.map(request => other.create(request, sampleEntry(request))));
    return requests;
  }
  async function assertEachOnce(requests: readonly Request[]): Promise<void> {
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: 2 * requests.length, findings: [] });
    for (const { id } of requests) assert.equal((await store.get(id))?.version, 2);
  }

  it('take few transactions, and keep their order on record', async () => {
    const { id } = sampleRequest();
    const reasons = Array.from({ length: 200 }, (_, each) => `reason ${each}`);
    await Promise.all(reasons.map(reason => store.record(sampleEntry({ id }, { reason }))));
    assert.deepEqual(
      (await store.auditTrail()).map(({ reason }) => reason),
      reasons,
    );
    assert.ok(sent >= reasons.length / MOST_ROWS && sent <= reasons.length / 10, `${sent} transactions`);
    assert.deepEqual((await store.verifyAudit()).findings, []);
  });

  it('are each made once where the answer to all of them was lost', async () => {
    const requests = await put(30);
    network.next('lost-answer', 'POST', 4);
    await Promise.all(requests.map(start));
    await assertEachOnce(requests);
  });

  it('are each made once where the first of them has no row, and its answer was lost', async () => {
    const requests = await put(6);
    const [first, ...others] = requests;
    assert.ok(first);
    network.next('lost-answer', 'POST', 4);
    const limits = [{ of: { requesterIds: ['requester-1'] }, since: 0, atMost: 9 }];
    const begun = store.replace(movedTo(first, 'running'), undefined, limits);
    const made = await Promise.all([begun, ...others.map(start)]);
    assert.deepEqual(
      made.map(({ id, version }) => [id, version]),
      requests.map(({ id }) => [id, 2]),
    );
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: requests.length + others.length, findings: [] });
  });

  it('are tried one by one where the service refuses them together', async () => {
    const requests = await put(8);
    const headers = { 'content-type': 'application/json', 'x-ms-request-id': '1', 'x-ms-version': '2019-02-02' };
    const answer = () => ({ status: 413, headers, body: '{"odata.error":{"code":"RequestBodyTooLarge"}}' });
    network.next({ arrives: false, answer }, 'POST', 1);
    await Promise.all(requests.map(start));
    await assertEachOnce(requests);
  });

  it('are not made together where they are about the same request, or one is refused', async () => {
    const [one, two] = await put(2);
    assert.ok(one && two);
    const came = await Promise.all([one, one, two, two].map(request => outcome(start(request))));
    assert.deepEqual(came, ['made', 'StaleRequestError', 'made', 'StaleRequestError']);
    assert.equal(sent, 2, 'the service was asked for nothing that it had to refuse');
  });

  it('count those before them', async () => {
    const requests = await put(5);
    const limits = [{ of: { requesterIds: ['requester-1'] }, since: 0, atMost: 2 }];
    const begin = (each: Request) => store.replace(movedTo(each, 'running'), sampleEntry(each), limits);
    const came = await Promise.all(requests.map(request => outcome(begin(request))));
    assert.deepEqual(came, ['made', 'made', ...Array(3).fill('LimitReachedError')]);
  });

  it('are judged anew where another process writes between', async () => {
    const requests = await put(12);
    const other = await bench.open();
    const [first] = requests;
    assert.ok(first);
    network.mishap = async method => {
      if (method === 'POST' && sent++ === 0) await other.replace(movedTo(first, 'cancelled'), sampleEntry(first));
      return undefined;
    };
    const outcomes = await Promise.allSettled(requests.map(start));
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
    assert.equal(refused.length, 1);
    assert.match(refused[0] ?? '', /StaleRequestError/);
    assert.equal(outcomes[0]?.status, 'rejected');
    await assertEachOnce(requests);
  });

  it('come to what they come to one after the other, in each order and however they fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async deeds => {
        const other = await TableBench.make();
        const single = openSqliteStore(':memory:', { keys: KEYS });
        try {
          const requests = Array.from({ length: 6 }, (_, each) =>
            sampleRequest({ target: sampleTarget(`target-${each % 4}`) }),
          );
          const together = await other.open();
          const came = await Promise.all(deeds.map((each, place) => outcome(done(together, requests, each, place))));
          for (const [place, each] of deeds.entries()) {
            assert.equal(came[place], await outcome(done(single, requests, each, place)), `${place}: ${each.does}`);
          }
          assert.deepEqual(await standing(together, requests), await standing(single, requests));
          assert.deepEqual((await together.verifyAudit()).findings, []);
        } finally {
          await single.close();
          await other.dispose();
        }
      }),
      { numRuns: runs(20), seed: 20260302 },
    );
  });
});

function done(store: AuditedRequestStore, requests: readonly Request[], deed: Deed, place: number): Promise<unknown> {
  const entry = sampleEntry({ id: 'r' }, { reason: `deed ${place}` });
  if (deed.does === 'record') return store.record(entry);
  if (deed.does === 'untimely') return store.record({ ...entry, at: 0.5 });
  if (deed.does === 'set') return store.putSetting('approvals', sampleApprovals(), entry);
  const request = requests[deed.which] ?? assert.fail();
  if (deed.does === 'create') return store.create(request, entry);
  const next = movedTo(request, deed.does === 'start' ? 'running' : 'failed', { version: deed.version });
  const limits = deed.limited ? [{ of: { requesterIds: [request.requester.id] }, since: 0, atMost: 2 }] : [];
  return store.replace(next, entry, limits);
}

/** Fulfilled, or the kind of error. */
async function outcome(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'made',
    error => (error instanceof Error ? error.name : String(error)),
  );
}

async function standing(store: AuditedRequestStore, requests: readonly Request[]): Promise<unknown> {
  const trail = (await store.auditTrail()).map(({ reason }) => reason);
  const present = await Promise.all(requests.map(({ id }) => store.get(id)));
  const history = (await store.history({ requesterId: 'requester-1' }, 10)).map(({ id }) => id);
  return { trail, present, history };
}
