import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { SqliteConnection } from '../../../../src/store/sqlite/connection.ts';
import { openSqliteFile } from '../../../../src/store/sqlite/file.ts';
import { runs, triesAll } from '../../../support/runs.ts';
import { sampleEntry, sampleRequest } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

/** How a write ends: well, by its own judgement, by a constraint, by undoing all that was written with it, or at the commit. */
const WAYS = ['holds', 'throws', 'taken', 'undoes'] as const;
type Way = (typeof WAYS)[number];

/** How long a write waits for a lock where two wait for one. Milliseconds. */
const PATIENCE = triesAll ? 3_000 : 1_000;

/** Other rows than those that are judged, so that what a write did before it failed would be seen. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS things (place INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS traces (name TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS names (name TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS owed (name TEXT REFERENCES names (name) DEFERRABLE INITIALLY DEFERRED);
  INSERT OR IGNORE INTO names VALUES ('taken');
  CREATE TRIGGER IF NOT EXISTS undoing BEFORE INSERT ON names WHEN NEW.name = 'undoes'
    BEGIN SELECT RAISE(ROLLBACK, 'all of it is undone'); END`;

describe('store/sqlite: writes that wait together', () => {
  let bench: SqliteBench;
  let db: DatabaseSync;
  let connection: SqliteConnection;
  beforeEach(async () => {
    bench = new SqliteBench();
    await bench.open().close();
    const file = openSqliteFile(bench.file, 1_000, () => undefined);
    db = file.db;
    connection = new SqliteConnection(bench.file, file, 1_000);
    await connection.write(() => db.exec(TABLES));
  });
  afterEach(async () => {
    await connection.close();
    await bench.dispose();
  });

  /** Leaves a trace first, then ends in this way. Resolves with its name. */
  function write(name: string, way: Way): Promise<string> {
    return connection.write(() => {
      db.prepare('INSERT INTO traces VALUES (?)').run(name);
      if (way === 'throws') throw new Error(`${name} throws`);
      if (way !== 'holds') db.prepare('INSERT INTO names VALUES (?)').run(way);
      db.prepare('INSERT INTO things (name) VALUES (?)').run(name);
      return name;
    });
  }
  const column = (from: 'things' | 'traces') =>
    bench
      .connect(true)
      .prepare(`SELECT name FROM ${from} ORDER BY rowid`)
      .all()
      .map(({ name }) => name);

  it('are committed with few transactions, where each that waits for the one before it takes one of its own', async () => {
    const store = bench.open();
    const { id } = sampleRequest();
    const before = bench.commits();
    await Promise.all(Array.from({ length: 200 }, () => store.record(sampleEntry({ id }))));
    const together = bench.commits() - before;
    assert.ok(together >= 1 && together <= 100, `${together} transactions`);
    for (let each = 0; each < 5; each += 1) await store.record(sampleEntry({ id }));
    assert.equal(bench.commits() - before - together, 5);
    assert.deepEqual((await store.verifyAudit()).findings, []);
  });

  it('keep their order, and one that fails does so alone, however it fails', async () => {
    const ways = fc.array(fc.constantFrom(...WAYS), { minLength: 1, maxLength: 40 });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(ways, async all => {
        round += 1;
        const names = all.map((way, each) => `${round}-${each}-${way}`);
        const told: string[] = [];
        const outcomes = await Promise.allSettled(
          all.map((way, each) => {
            const name = names[each] ?? '';
            return write(name, way).finally(() => told.push(name));
          }),
        );
        const held = names.filter((_, each) => all[each] === 'holds');
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          all.map(way => (way === 'holds' ? 'fulfilled' : 'rejected')),
        );
        assert.deepEqual(told, names, 'answers come in the order of the writes');
        const mine = (name: unknown) => String(name).startsWith(`${round}-`);
        assert.deepEqual(column('things').filter(mine), held);
        assert.deepEqual(column('traces').filter(mine), held, 'nothing is left of what failed');
      }),
      { numRuns: runs(60), seed: 20260302 },
    );
  });

  it('say each for itself why it failed', async () => {
    const outcomes = await Promise.allSettled(WAYS.map(way => write(`it-${way}`, way)));
    const said = outcomes.map(outcome => (outcome.status === 'rejected' ? String(outcome.reason) : outcome.value));
    assert.equal(said[0], 'it-holds');
    for (const [each, why] of [/it-throws throws/, /UNIQUE constraint failed/, /all of it is undone/].entries()) {
      assert.match(said[each + 1] ?? '', why);
    }
  });

  it('are none of them said to be made where the commit fails', async () => {
    const orphan = connection.write(() => db.exec(`INSERT INTO owed VALUES ('nobody')`));
    const outcomes = await Promise.allSettled([write('before', 'holds'), orphan, write('after', 'holds')]);
    for (const outcome of outcomes) {
      assert.ok(outcome.status === 'rejected');
      assert.match(String(outcome.reason), /FOREIGN KEY constraint failed/);
    }
    assert.deepEqual(column('things'), []);
    assert.equal(await write('later', 'holds'), 'later');
    assert.deepEqual(column('things'), ['later']);
  });

  it('wait for a lock each for its own time', async () => {
    const store = bench.open(PATIENCE);
    const other = bench.connect();
    other.exec('BEGIN IMMEDIATE');
    const first = assert.rejects(store.record(sampleEntry({ id: 'first' })), /is locked by another program/);
    await sleep(PATIENCE / 2);
    const second = store.record(sampleEntry({ id: 'second' }));
    await first;
    other.exec('COMMIT');
    await second;
    assert.deepEqual(
      (await store.auditTrail()).map(({ requestId }) => requestId),
      ['second'],
    );
  });
});
