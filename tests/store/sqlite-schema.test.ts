import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { MIGRATIONS } from '../../src/store/sqlite-schema.ts';
import { sampleCommand, sampleEntry } from './samples.ts';
import { SqliteBench } from './sqlite-bench.ts';

/** Takes the write lock, says so, and commits all steps a little later. */
const MIGRATING_SLOWLY = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const db = new DatabaseSync(workerData.file);
  db.exec('BEGIN IMMEDIATE');
  parentPort.postMessage('locked');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  for (const step of workerData.steps) db.exec(step);
  db.exec('COMMIT');
  db.close();`;

describe('store/sqlite-schema', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  const APPLICATION_ID = 0x4e79636b;

  for (let version = 0; version <= MIGRATIONS.length; version++) {
    it(`brings a file of version ${version} up to date`, async () => {
      mkdirSync(path.dirname(bench.file));
      const old = bench.connect();
      for (const step of MIGRATIONS.slice(0, version)) old.exec(step);
      old.exec(`PRAGMA user_version = ${version}; PRAGMA application_id = ${version === 0 ? 0 : APPLICATION_ID}`);
      if (version > 0) {
        old.exec(
          `INSERT INTO requests (id, version, state, document) VALUES ('old', 7, 'open', '{"requester":{"id":"r"}}')`,
        );
      }
      const store = bench.open();
      assert.equal((await store.get('old'))?.version, version > 0 ? 7 : undefined);
      await store.record(sampleEntry({ id: 'old' }));
      await store.keepPending('p', sampleCommand());
      await store.check();
      assert.equal(old.prepare('PRAGMA user_version').get()?.user_version, MIGRATIONS.length);
      assert.equal(old.prepare('PRAGMA application_id').get()?.application_id, APPLICATION_ID);
    });
  }

  it('waits for another process that is just migrating', async () => {
    mkdirSync(path.dirname(bench.file));
    bench.connect().exec('PRAGMA journal_mode = WAL');
    const steps = [
      ...MIGRATIONS,
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`,
    ];
    const other = new Worker(MIGRATING_SLOWLY, { eval: true, workerData: { file: bench.file, steps } });
    const ended = once(other, 'exit');
    await once(other, 'message');
    await bench.open(5000).check();
    assert.deepEqual(await ended, [0]);
  });

  it('takes all steps or none', () => {
    mkdirSync(path.dirname(bench.file));
    const old = bench.connect();
    old.exec(
      `${MIGRATIONS[0]}; PRAGMA user_version = 1; PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE pending (x)`,
    );
    assert.throws(() => bench.open(), /table pending already exists/);
    assert.equal(old.prepare('PRAGMA user_version').get()?.user_version, 1);
    assert.equal(old.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'audit'").get()?.n, 0);
  });
});
