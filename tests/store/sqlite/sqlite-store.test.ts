import assert from 'node:assert/strict';
import { StoreError } from '../../../src/errors.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { triesAll } from '../../support/runs.ts';
import { describeRequestStore } from '../contract.ts';
import { KEYS, movedTo, NOW, sampleCommand, sampleEntry, sampleRequest } from '../samples.ts';
import { SqliteBench } from './bench.ts';

// The fast run has the same on a file, and with two connections.
if (triesAll) {
  describeRequestStore('sqlite, in memory', async () => {
    const store = openSqliteStore(':memory:', { keys: KEYS });
    return { stores: [store], dispose: () => store.close() };
  });
}

describeRequestStore('sqlite, two connections to one file', async () => {
  const bench = new SqliteBench();
  return { stores: [bench.open(), bench.open()], dispose: () => bench.dispose() };
});

describe('store/sqlite', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  it('keeps everything when it is closed and opened again', async () => {
    const request = sampleRequest({ state: 'carried-out', sealed: 'v1.a.b.c' });
    const first = bench.open();
    await first.create(request, sampleEntry(request));
    await first.keepPending('p', sampleCommand());
    await first.close();
    const second = bench.open();
    assert.deepEqual(await second.get(request.id), request);
    assert.deepEqual(await second.auditTrail(), [sampleEntry(request)]);
    assert.deepEqual(await second.takePending('p', NOW), sampleCommand());
  });

  it('keeps what was committed by a process that never closed it', async () => {
    const request = sampleRequest();
    await bench.open().create(request, sampleEntry(request));
    assert.deepEqual(await bench.open().get(request.id), request);
  });

  it('keeps two stores in memory apart', async () => {
    const [one, other] = [openSqliteStore(':memory:', { keys: KEYS }), openSqliteStore(':memory:', { keys: KEYS })];
    const request = sampleRequest();
    await one.create(request, sampleEntry(request));
    assert.equal(await other.get(request.id), undefined);
    await Promise.all([one.close(), other.close()]);
  });

  describe('a transition and its audit row', () => {
    const refuse = (table: string, act: string) =>
      `CREATE TRIGGER refuse BEFORE ${act} ON ${table} BEGIN SELECT RAISE(ABORT, 'refused by a trigger'); END`;

    it('leaves the request as it was when the audit row is refused', async () => {
      const store = bench.open();
      const request = sampleRequest();
      await store.create(request, sampleEntry(request));
      bench.connect().exec(refuse('audit', 'INSERT'));
      const moved = store.replace(movedTo(request, 'running'), sampleEntry(request));
      await assert.rejects(moved, new StoreError(`The store ${bench.file} failed: refused by a trigger`));
      assert.deepEqual(await store.get(request.id), request);
      const second = sampleRequest();
      await assert.rejects(store.create(second, sampleEntry(second)), /refused by a trigger/);
      assert.equal(await store.get(second.id), undefined);
    });

    it('writes no audit row when the request is refused', async () => {
      const store = bench.open();
      const request = sampleRequest();
      await store.create(request, sampleEntry(request));
      bench.connect().exec(refuse('requests', 'UPDATE'));
      await assert.rejects(store.replace(request, sampleEntry(request)), /refused by a trigger/);
      assert.deepEqual(await store.auditTrail(), [sampleEntry(request)]);
    });

    it('can be tried again after a refusal', async () => {
      const store = bench.open();
      const request = sampleRequest();
      await store.create(request, sampleEntry(request));
      const other = bench.connect();
      other.exec(refuse('audit', 'INSERT'));
      await assert.rejects(store.replace(request, sampleEntry(request)), StoreError);
      other.exec('DROP TRIGGER refuse');
      assert.equal((await store.replace(request, sampleEntry(request))).version, 2);
      assert.equal((await store.auditTrail()).length, 2);
    });
  });
});
