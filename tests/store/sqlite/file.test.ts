import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ErrorCode, StoreError } from '../../../src/errors.ts';
import { MIGRATIONS } from '../../../src/store/sqlite/schema.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { KEYS, sampleEntry, sampleRequest } from '../samples.ts';
import { SqliteBench } from './bench.ts';

describe('store/sqlite: the file', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
  const files = () => [bench.file, `${bench.file}-wal`, `${bench.file}-shm`];

  describe('permissions', () => {
    it('makes the folder and the files for the owner alone, whatever the umask', async () => {
      const umask = process.umask(0);
      try {
        await bench.open().check();
      } finally {
        process.umask(umask);
      }
      assert.equal(mode(path.dirname(bench.file)), '700');
      assert.deepEqual(files().map(mode), ['600', '600', '600']);
    });

    it('narrows files that others could read', async () => {
      await bench.open().check();
      for (const file of files()) chmodSync(file, 0o644);
      await bench.open().check();
      assert.deepEqual(files().map(mode), ['600', '600', '600']);
    });

    it('leaves a folder that was there as it is', async () => {
      mkdirSync(path.dirname(bench.file), { mode: 0o755 });
      await bench.open().check();
      assert.equal(mode(path.dirname(bench.file)), '755');
    });
  });

  describe('refusals at opening', () => {
    const refuses = (message: RegExp, file = bench.file) =>
      assert.throws(
        () => openSqliteStore(file, { keys: KEYS, lockWait: 100 }),
        (error: unknown) => {
          assert.ok(error instanceof StoreError);
          assert.equal(error.code, ErrorCode.StoreUnavailable);
          assert.ok(error.message.startsWith(`The store ${file} `), error.message);
          assert.match(error.message, message);
          return true;
        },
      );

    it('a folder in place of the file', () => refuses(/can’t be opened\. STORE must name a file/, bench.folder));

    it('a file in place of the folder', () => {
      writeFileSync(path.dirname(bench.file), '');
      refuses(/can’t be opened\. STORE must name a file/);
    });

    it('a file that is no database', () => {
      mkdirSync(path.dirname(bench.file));
      writeFileSync(bench.file, 'Dear diary, '.repeat(1000));
      refuses(/is not a database\. Let STORE name another file/);
      assert.match(readFileSync(bench.file, 'utf8'), /^Dear diary/, 'it was not overwritten');
    });

    it('a damaged database', async () => {
      const store = bench.open();
      for (let each = 0; each < 50; each++) {
        const request = sampleRequest();
        await store.create(request, sampleEntry(request));
      }
      await store.close();
      const bytes = readFileSync(bench.file);
      writeFileSync(bench.file, bytes.fill(0xee, 100, 4096));
      refuses(/is damaged\. Stop Nyckel, keep a copy of the file and restore the last backup/);
    });

    it('a database of another program, and leaves it alone', () => {
      mkdirSync(path.dirname(bench.file));
      const other = bench.connect();
      for (const version of [0, 1, 99]) {
        other.exec(`CREATE TABLE IF NOT EXISTS theirs (x); PRAGMA user_version = ${version}`);
        refuses(/is a database of another program/);
      }
      assert.equal(other.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n, 1);
    });

    it('a schema from the future', async () => {
      await bench.open().close();
      const other = bench.connect();
      other.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
      refuses(
        new RegExp(
          `schema version ${MIGRATIONS.length + 1}.*up to ${MIGRATIONS.length}\\. Start the newer Nyckel again`,
        ),
      );
      assert.equal(other.prepare('PRAGMA user_version').get()?.user_version, MIGRATIONS.length + 1);
    });

    it('a file that another program holds', async () => {
      await bench.open().close();
      bench.connect().exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      refuses(/is locked by another program/);
    });
  });
});
