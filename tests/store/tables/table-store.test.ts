import assert from 'node:assert/strict';
import { StaleRequestError } from '../../../src/errors.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { describeRequestStore } from '../contract.ts';
import { movedTo, sampleEntry, sampleRequest } from '../samples.ts';
import { TableBench } from './table-bench.ts';

describeRequestStore('Azure Table Storage', async () => {
  const bench = await TableBench.make();
  const stores = [await bench.open(), await bench.open()] as const;
  return { stores, dispose: () => bench.dispose() };
});

describe('store/tables/table-store', () => {
  let bench: TableBench;
  let stores: readonly [AuditedRequestStore, AuditedRequestStore];
  beforeEach(async () => {
    bench = await TableBench.make();
    stores = [await bench.open(), await bench.open()];
  });
  afterEach(() => bench.dispose());

  it('lets exactly one of 20 competitors write without a row', async () => {
    const request = sampleRequest();
    await stores[0].create(request, sampleEntry(request));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, turn) => stores[turn % 2 === 0 ? 0 : 1].replace({ ...request, note: `${turn}` })),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof StaleRequestError, String(outcome.reason));
    }
    assert.equal((await stores[0].get(request.id))?.version, 2);
  });

  it('does not believe a row that says that a finished request holds its target', async () => {
    const request = sampleRequest({ state: 'done' });
    await stores[0].create(request, sampleEntry(request));
    await bench.client.createEntity({ partitionKey: 'nyckel', rowKey: 'hold|target-1', request_id: request.id });
    assert.equal(await stores[0].busyWith('target-1'), undefined);
  });

  it('keeps no row that finds or holds anything longer than the request needs it', async () => {
    const request = sampleRequest({ state: 'running' });
    await stores[0].create(request, sampleEntry(request));
    const beginnings = async () => (await bench.entities()).map(({ rowKey }) => rowKey.split('|')[0]);
    const lasting = ['audit', 'audit', 'by-requester', 'by-target', 'request', 'schema'];
    assert.deepEqual(await beginnings(), [
      ...lasting.slice(0, 4),
      'hold',
      'request',
      'schema',
      'started-by-requester',
      'started-by-target',
      'work',
    ]);
    await stores[1].replace(movedTo(request, 'cancelled'), sampleEntry(request));
    assert.deepEqual(await beginnings(), ['audit', ...lasting]);
  });
});
