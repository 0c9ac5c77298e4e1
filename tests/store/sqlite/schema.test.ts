import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { nextLook } from '../../../src/desk/request/duties.ts';
import { dueAtOf } from '../../../src/desk/request/request.ts';
import { CHAINED_SINCE, MIGRATIONS } from '../../../src/store/sqlite/schema.ts';
import { NOW, sampleCommand, sampleEntry, sampleTarget } from '../samples.ts';
import { SqliteBench } from './bench.ts';

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

/** Documents of the first versions. */
const ASKED = {
  correlationId: 'c',
  requester: { id: 'r', name: 'Ingrid', channelUserId: '29:i', locale: 'sv' },
  place: { serviceUrl: 'https://smba.example/', conversationId: 'a', personal: false },
  target: sampleTarget('t'),
  typedPassword: false,
  attempts: 0,
};
const OPEN = JSON.stringify({ ...ASKED, createdAt: 1 });
const CANCELLED = JSON.stringify({ ...ASKED, createdAt: 2, finishedAt: NOW });

/** Makes the file one of an earlier version, whose record had no such columns yet, and was never cut. */
function leaveAt(file: DatabaseSync, version: number, columns: readonly string[]): void {
  file.exec('DROP INDEX requests_created');
  for (const cell of ['count', 'hash', 'at', 'days']) file.exec(`ALTER TABLE audit_head DROP COLUMN cut_${cell}`);
  for (const column of columns) file.exec(`ALTER TABLE audit DROP COLUMN ${column}`);
  file.exec(`PRAGMA user_version = ${version}`);
}

describe('store/sqlite-schema', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  const APPLICATION_ID = 0x4e79636b;

  for (let version = 0; version < CHAINED_SINCE; version++) {
    it(`brings a file of version ${version} up to date`, async () => {
      mkdirSync(path.dirname(bench.file));
      const old = bench.connect();
      for (const step of MIGRATIONS.slice(0, version)) old.exec(step);
      old.exec(`PRAGMA user_version = ${version}; PRAGMA application_id = ${version === 0 ? 0 : APPLICATION_ID}`);
      if (version > 0) {
        old.exec(
          `INSERT INTO requests (id, version, state, due_at, document) VALUES ('old', 7, 'open', ${NOW}, '${OPEN}')`,
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

  function oldFile(): DatabaseSync {
    mkdirSync(path.dirname(bench.file));
    const old = bench.connect();
    for (const step of MIGRATIONS.slice(0, 5)) old.exec(step);
    old.exec(`PRAGMA user_version = 5; PRAGMA application_id = ${APPLICATION_ID}`);
    return old;
  }

  it('lets the sweep find the open requests of before the column work_at', async () => {
    oldFile().exec(
      `INSERT INTO requests (id, version, state, due_at, document) VALUES
        ('open', 1, 'open', ${NOW}, '${OPEN}'),
        ('cancelled', 1, 'cancelled', NULL, '${CANCELLED}')`,
    );
    const store = bench.open();
    assert.deepEqual(
      (await store.due(NOW, 10)).map(request => [request.id, dueAtOf(request), nextLook(request)]),
      [['open', NOW, NOW]],
    );
    assert.deepEqual(
      (await store.history({ requesterId: 'r' }, 10)).map(({ id }) => id),
      ['cancelled', 'open'],
    );
  });

  it('keeps the rows of before the chain beside it, and begins a sound record', async () => {
    const old = oldFile();
    old.exec(
      `INSERT INTO audit (at, event, correlation_id, actor_id, actor_name) VALUES (1, 'signed-in', 'c', 'a', 'Anna')`,
    );
    const store = bench.open();
    assert.deepEqual(await store.auditTrail(), []);
    await store.record(sampleEntry({ id: 'new' }));
    assert.equal(old.prepare('SELECT actor_name FROM audit_unchained').get()?.actor_name, 'Anna');
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: 1, findings: [] });
  });

  for (const version of [0, 1, 5, CHAINED_SINCE - 1]) {
    it(`refuses a file with a record whose version was set back to ${version}, and changes nothing in it`, async () => {
      const store = bench.open();
      await store.record(sampleEntry({ id: 'kept' }));
      await store.close();
      const file = bench.connect();
      file.exec(`PRAGMA user_version = ${version}`);
      for (const id of [APPLICATION_ID, 0]) {
        file.exec(`PRAGMA application_id = ${id}`);
        assert.throws(() => bench.open(), { name: 'StoreError', message: /was changed by hand/ });
      }
      assert.equal(file.prepare('PRAGMA user_version').get()?.user_version, version);
      assert.equal(file.prepare('SELECT count(*) AS n FROM audit').get()?.n, 1);
      file.exec(`PRAGMA user_version = ${MIGRATIONS.length}; PRAGMA application_id = ${APPLICATION_ID}`);
      assert.deepEqual((await bench.open().verifyAudit()).findings, []);
    });
  }

  it('refuses it too where only what was there before the chain is left', () => {
    bench.open();
    const file = bench.connect();
    file.exec('DROP TABLE audit; PRAGMA user_version = 5');
    assert.throws(() => bench.open(), { name: 'StoreError', message: /was changed by hand/ });
  });

  it('keeps a record from before there were two accounts sound, and then says which one acted', async () => {
    const before = bench.open();
    await before.record(sampleEntry({ id: 'old' }));
    await before.close();
    const file = bench.connect();
    leaveAt(file, MIGRATIONS.length - 4, ['acting_id', 'acting_name', 'action', 'proof']);
    const store = bench.open();
    assert.deepEqual((await store.verifyAudit()).findings, []);
    const acting = sampleEntry({ id: 'new' }, { actingId: 'a-1', actingName: 'adm@x.example' });
    await store.record(acting);
    assert.deepEqual(await store.auditTrail('new'), [acting]);
    assert.deepEqual((await store.verifyAudit()).findings, []);
    file.exec("UPDATE audit SET acting_name = 'another@x.example' WHERE acting_id IS NOT NULL");
    assert.equal((await store.verifyAudit()).findings.length, 1);
  });

  it('keeps a record from before there was another action than a reset sound, and then says which one', async () => {
    const before = bench.open();
    await before.record(sampleEntry({ id: 'old' }));
    await before.close();
    const file = bench.connect();
    leaveAt(file, MIGRATIONS.length - 3, ['action', 'proof']);
    const store = bench.open();
    assert.deepEqual((await store.verifyAudit()).findings, []);
    const pass = sampleEntry({ id: 'new' }, { event: 'pass-started', action: 'temporary-access-pass' });
    await store.record(pass);
    assert.deepEqual(await store.auditTrail('new'), [pass]);
    assert.deepEqual((await store.verifyAudit()).findings, []);
    file.exec("UPDATE audit SET action = NULL WHERE event = 'pass-started'");
    assert.equal((await store.verifyAudit()).findings.length, 1);
  });

  it('keeps a record from before there were proofs sound, and then says what has shown who calls', async () => {
    const before = bench.open();
    await before.record(sampleEntry({ id: 'old' }));
    await before.close();
    const file = bench.connect();
    leaveAt(file, MIGRATIONS.length - 2, ['proof']);
    const store = bench.open();
    assert.deepEqual((await store.verifyAudit()).findings, []);
    const started = sampleEntry({ id: 'new' }, { event: 'reset-started', proof: 'voice number-match' });
    await store.record(started);
    assert.deepEqual(await store.auditTrail('new'), [started]);
    assert.deepEqual((await store.verifyAudit()).findings, []);
    file.exec("UPDATE audit SET proof = 'manager' WHERE event = 'reset-started'");
    assert.equal((await store.verifyAudit()).findings.length, 1);
  });

  it('keeps a record from before anything was forgotten sound, and cuts it then', async () => {
    const before = bench.open();
    for (const at of [1, 2, 3]) await before.record(sampleEntry({ id: 'old' }, { at }));
    await before.close();
    const file = bench.connect();
    file.exec(
      "INSERT INTO audit_unchained (at, event, correlation_id, actor_id, actor_name) VALUES (1, 'e', 'c', 'a', 'A')",
    );
    leaveAt(file, MIGRATIONS.length - 1, []);
    const store = bench.open();
    assert.deepEqual((await store.verifyAudit()).findings, []);
    const { count } = await store.forgetting.record({ before: 3, days: 30, now: NOW });
    assert.equal(count, 3, 'two rows of the chain, and one of before it');
    assert.equal(file.prepare('SELECT count(*) AS count FROM audit_unchained').get()?.count, 0);
    assert.deepEqual((await store.verifyAudit()).findings, []);
  });

  it('cuts the record although somebody has taken the rows of before the chain away', async () => {
    const store = bench.open();
    for (const at of [1, 2]) await store.record(sampleEntry({ id: 'old' }, { at }));
    bench.connect().exec('DROP TABLE audit_unchained');
    assert.equal((await store.forgetting.record({ before: 3, days: 30, now: NOW })).count, 1);
  });

  it('waits for another process that is just migrating', async () => {
    mkdirSync(path.dirname(bench.file));
    bench.connect().exec('PRAGMA journal_mode = WAL');
    const older = MIGRATIONS.slice(0, CHAINED_SINCE - 1);
    const steps = [...older, `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${older.length}`];
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
