import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { In } from '../../../../src/desk/request/request.ts';
import { StoreError } from '../../../../src/errors.ts';
import type { AuditedRequestStore } from '../../../../src/store/record/audited-store.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite-store.ts';
import { runs } from '../../../support/runs.ts';
import { everyWrite } from '../../every-write.ts';
import { KEYS, movedTo, NOW, sampleEntry, sampleRequest, sampleTarget } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

const SUFFIXES = ['', '-wal', '-shm'] as const;
const REFUSED =
  /^The (store|file) .+ was (removed or replaced|written over by another program) while .+ (Nothing is written any more|nothing is written until then)\./;
const refused = (error: unknown) => error instanceof StoreError && REFUSED.test(error.message);

describe('store/sqlite: files that are not what they were', () => {
  let bench: SqliteBench;
  let store: AuditedRequestStore;
  let request: In<'open'>;
  beforeEach(async () => {
    bench = new SqliteBench();
    store = bench.open();
    request = sampleRequest({ dueAt: NOW });
    await store.create(request, sampleEntry(request));
  });
  afterEach(() => bench.dispose());

  const files = () => SUFFIXES.map(suffix => `${bench.file}${suffix}`);
  const aside = (file: string) => path.join(bench.folder, path.basename(file));
  const folder = () => path.dirname(bench.file);

  const writes = everyWrite(() => ({ store, request }));

  async function assertNothingIsWritten(): Promise<void> {
    for (const [name, write] of Object.entries(writes)) {
      const outcome = await write().then(
        () => 'was made',
        (error: unknown) => error,
      );
      assert.ok(outcome instanceof StoreError, `${name} ${String(outcome)}`);
      assert.match(outcome.message, REFUSED, name);
    }
  }

  const replaceBy = (file: string, other: string) => {
    copyFileSync(other, `${file}.new`);
    renameSync(`${file}.new`, file);
  };
  const HARM: Record<string, () => void> = {
    'all removed': () => files().forEach(file => void rmSync(file)),
    'the database removed': () => rmSync(bench.file),
    'the log removed': () => rmSync(`${bench.file}-wal`),
    'the index removed': () => rmSync(`${bench.file}-shm`),
    'log and index removed': () => SUFFIXES.slice(1).forEach(suffix => void rmSync(`${bench.file}${suffix}`)),
    'the database replaced by its copy': () => replaceBy(bench.file, bench.file),
    'the log replaced by its copy': () => replaceBy(`${bench.file}-wal`, `${bench.file}-wal`),
    'the index replaced by its copy': () => replaceBy(`${bench.file}-shm`, `${bench.file}-shm`),
    'the database moved': () => renameSync(bench.file, aside(bench.file)),
    'the folder moved': () => renameSync(folder(), `${folder()}-old`),
    'the folder removed': () => rmSync(folder(), { recursive: true }),
    'the folder replaced': () => {
      renameSync(folder(), `${folder()}-old`);
      mkdirSync(folder());
    },
    'a folder in place of the database': () => {
      rmSync(bench.file);
      mkdirSync(bench.file);
    },
    'the database emptied': () => truncateSync(bench.file),
    'the database cut': () => truncateSync(bench.file, 4096),
    'the log emptied': () => truncateSync(`${bench.file}-wal`),
    'the log cut': () => truncateSync(`${bench.file}-wal`, 4000),
    'the log written over': () => writeFileSync(`${bench.file}-wal`, readFileSync(`${bench.file}-wal`).fill(7, 0, 32)),
    'something else written over the database': () => writeFileSync(bench.file, 'Dear diary'),
    'the database made longer': () => appendFileSync(bench.file, 'x'.repeat(4096)),
  };
  for (const [what, harm] of Object.entries(HARM)) {
    it(`writes nothing: ${what}`, async () => {
      harm();
      await assertNothingIsWritten();
      await assertNothingIsWritten();
    });
  }

  it('writes nothing into an older copy that was copied over the database, by no purge and by no stop', async () => {
    const sealed = await store.replace(movedTo(request, 'carried-out', { sealed: 'v1.a' }), sampleEntry(request));
    bench.connect().exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const backup = readFileSync(bench.file);
    const reader = bench.connect();
    reader.exec('BEGIN; SELECT * FROM requests');
    await store.replace(movedTo(sealed, 'done'), sampleEntry(request));
    reader.exec('COMMIT');
    writeFileSync(bench.file, backup);
    await assert.rejects(store.due(NOW, 1), refused);
    await assertNothingIsWritten();
    await store.close();
    assert.deepEqual(readFileSync(bench.file), backup);
  });

  it('writes nothing when a link leads elsewhere', async () => {
    const link = path.join(bench.folder, 'link.db');
    symlinkSync(bench.file, link);
    store = openSqliteStore(link, { keys: KEYS });
    await store.check();
    const other = path.join(bench.folder, 'other.db');
    await openSqliteStore(other, { keys: KEYS }).close();
    rmSync(link);
    symlinkSync(other, link);
    await assertNothingIsWritten();
    await store.close();
  });

  it('goes on when the same files are moved back, and the record is sound', async () => {
    for (const file of files()) renameSync(file, aside(file));
    await assertNothingIsWritten();
    for (const file of files()) renameSync(aside(file), file);
    await store.replace(movedTo(request, 'running'), sampleEntry(request));
    await assertSound(2);
  });

  it('has after a restart what was committed before the log was removed, however it ended', async () => {
    await store.record(sampleEntry(request));
    for (const suffix of ['-wal', '-shm']) rmSync(`${bench.file}${suffix}`);
    await assertNothingIsWritten();
    // As a process finds it that starts after this one was killed.
    copyFileSync(bench.file, aside(bench.file));
    const killed = openSqliteStore(aside(bench.file), { keys: KEYS });
    assert.deepEqual((await killed.auditTrail()).length, 2);
    await killed.close();
    await store.close();
    store = bench.open();
    await assertSound(2);
  });

  it('does not touch the files of another store that has come to its place when it stops', async () => {
    for (const file of files()) renameSync(file, aside(file));
    const other = openSqliteStore(bench.file, { keys: KEYS });
    const theirs = sampleRequest();
    await other.create(theirs, sampleEntry(theirs));
    await assertNothingIsWritten();
    await store.close();
    assert.deepEqual(
      files().map(file => existsSync(file)),
      [true, true, true],
    );
    await other.check();
    assert.deepEqual(await other.get(theirs.id), theirs);
    await other.close();
  });

  it('leaves a log that is not its own where it is when it stops', async () => {
    replaceBy(`${bench.file}-wal`, `${bench.file}-wal`);
    await assertNothingIsWritten();
    await store.close();
    assert.ok(existsSync(`${bench.file}-wal`));
  });

  it('takes another name for the same file for no harm', async () => {
    linkSync(bench.file, aside(bench.file));
    await store.check();
  });

  it('takes nothing that SQLite does for harm, whoever writes, moves the log, reads or opens', async () => {
    const act = fc.constantFrom('write', 'other writes', 'passive', 'restart', 'truncate', 'open', 'verify', 'purge');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40 }), async acts => {
        const other = bench.open();
        const foreign = bench.connect();
        for (const each of acts) await acted(each, other, foreign);
        await store.check();
        assert.deepEqual((await store.verifyAudit()).findings, []);
        await other.close();
        foreign.close();
      }),
      { numRuns: runs(15), seed: 20260302 },
    );
  });

  async function acted(
    act: string,
    other: AuditedRequestStore,
    foreign: ReturnType<SqliteBench['connect']>,
  ): Promise<unknown> {
    switch (act) {
      case 'write':
        return store.record(sampleEntry(request));
      case 'other writes':
        return other.record(sampleEntry(request));
      case 'open':
        return openSqliteStore(bench.file, { keys: KEYS }).close();
      case 'verify':
        return other.verifyAudit();
      case 'purge': {
        const sealed = sampleRequest({ state: 'carried-out', target: sampleTarget(randomUUID()) });
        await store.create(sealed, sampleEntry(sealed));
        return store.replace(movedTo(sealed, 'done'), sampleEntry(sealed));
      }
      default:
        return foreign.prepare(`PRAGMA wal_checkpoint(${act})`).get();
    }
  }

  async function assertSound(rows: number): Promise<void> {
    const verified = await store.verifyAudit();
    assert.deepEqual({ rows: verified.rows, findings: verified.findings }, { rows, findings: [] });
  }
});
