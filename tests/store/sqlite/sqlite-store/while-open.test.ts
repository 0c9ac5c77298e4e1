import assert from 'node:assert/strict';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { StoreError } from '../../../../src/errors.ts';
import { NOW, sampleCommand, sampleEntry, sampleRequest } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

describe('store/sqlite: while it is open', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  it('rejects a write that another program blocks, and works again afterwards', async () => {
    const store = bench.open();
    const request = sampleRequest();
    await store.create(request, sampleEntry(request));
    const other = bench.connect();
    other.exec('BEGIN IMMEDIATE');
    await assert.rejects(
      store.replace(request, sampleEntry(request)),
      /is locked by another program\. Close what holds it/,
    );
    await assert.rejects(store.check(), /is locked by another program/);
    assert.deepEqual(await store.get(request.id), request);
    other.exec('COMMIT');
    assert.equal((await store.replace(request, sampleEntry(request))).version, 2);
  });

  it('fails its check when the file is removed', async () => {
    const store = bench.open();
    rmSync(bench.file);
    await assert.rejects(store.check(), /was removed or replaced while it was open\. Restart Nyckel/);
    assert.ok(!existsSync(bench.file));
  });

  it('fails its check when the file is replaced', async () => {
    const store = bench.open();
    copyFileSync(bench.file, `${bench.file}.copy`);
    renameSync(`${bench.file}.copy`, bench.file);
    await assert.rejects(store.check(), /was removed or replaced/);
  });

  it('fails its check when it can no longer write', async () => {
    const store = bench.open();
    bench.connect().exec("CREATE TRIGGER stop BEFORE INSERT ON probe BEGIN SELECT RAISE(ABORT, 'no room'); END");
    await assert.rejects(store.check(), /no room/);
  });

  it('fails its check when what was written does not come back', async () => {
    const store = bench.open();
    bench.connect().exec('CREATE TRIGGER lose AFTER INSERT ON probe BEGIN DELETE FROM probe; END');
    await assert.rejects(store.check(), /does not give back what was written/);
  });

  it('does not quote what it can’t read', async () => {
    const store = bench.open();
    await store.keepPending('p', sampleCommand());
    bench.connect().exec("PRAGMA ignore_check_constraints = ON; UPDATE pending SET command = 'Anna Svensson'");
    const message = 'The record of a pending command can’t be read: SyntaxError';
    await assert.rejects(store.takePending('p', NOW), new StoreError(message));
  });
});
