import assert from 'node:assert/strict';
import { TABLE_VERSION } from '../../../src/store/tables/schema-version.ts';
import { KEYS, sampleEntry, sampleKey, sampleRequest } from '../samples.ts';
import { TableBench } from './table-bench.ts';

const NEWER = {
  name: 'NewerStoreError',
  message: /^The store 127\.0\.0\.1:\d+ has schema version \d+, and this version/,
};

describe('store/tables/schema-version', () => {
  let bench: TableBench;
  beforeEach(async () => {
    bench = await TableBench.make();
  });
  afterEach(() => bench.dispose());

  const noted = async () => (await bench.entities('schema')).map(({ version }) => version);
  const note = (version: unknown) =>
    bench.client.upsertEntity({ partitionKey: 'nyckel', rowKey: 'schema', version }, 'Replace');

  it('a new table says its version', async () => {
    await bench.open();
    assert.deepEqual(await noted(), [TABLE_VERSION]);
  });

  it('two that open one table at once note it once, and both go on', async () => {
    const stores = await Promise.all([bench.open(), bench.open()]);
    for (const store of stores) await store.check();
    assert.deepEqual(await noted(), [TABLE_VERSION]);
  });

  it('a table from before there was a number gets it, and keeps what it has', async () => {
    const request = sampleRequest();
    await (await bench.open()).create(request, sampleEntry(request));
    await bench.client.deleteEntity('nyckel', 'schema');
    const store = await bench.open();
    assert.deepEqual(await store.get(request.id), request);
    assert.deepEqual((await store.verifyAudit()).findings, []);
    assert.deepEqual(await noted(), [TABLE_VERSION]);
  });

  it('a table of an earlier version is brought up to date, and keeps what it has', async () => {
    await (await bench.open()).record(sampleEntry({ id: 'kept' }));
    await note(1);
    const stores = await Promise.all([bench.open(), bench.open()]);
    assert.deepEqual(await noted(), [TABLE_VERSION]);
    for (const store of stores) assert.deepEqual((await store.verifyAudit()).findings, []);
    assert.equal((await stores[0].auditTrail()).length, 1);
  });

  it('a table of a newer version is refused, and nothing in it is changed, not even for a new SEAL_KEY', async () => {
    await (await bench.open()).record(sampleEntry({ id: 'kept' }));
    await note(TABLE_VERSION + 1);
    const before = await bench.entities();
    await assert.rejects(bench.open(), NEWER);
    await assert.rejects(bench.open({ current: sampleKey('next'), previous: KEYS.current }), NEWER);
    assert.deepEqual(await bench.entities(), before);
  });

  it('a bot that runs is no longer ready once a newer one has taken the table over', async () => {
    const store = await bench.open();
    await store.check();
    await note(TABLE_VERSION + 1);
    await assert.rejects(store.check(), NEWER);
  });

  for (const version of [0, 1.5, -1, '1', 'Anna Svensson']) {
    it(`a number that Nyckel does not write is refused and not quoted: ${version}`, async () => {
      await bench.open();
      await note(version);
      await assert.rejects(bench.open(), {
        name: 'StoreError',
        message: /^The row schema of the store \S+ can’t be read\. Restore the table/,
      });
    });
  }
});
