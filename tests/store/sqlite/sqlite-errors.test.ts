import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../../src/errors.ts';
import { asStoreError } from '../../../src/store/sqlite/sqlite-errors.ts';
import { SqliteBench } from './bench.ts';

describe('store/sqlite/sqlite-errors', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  const caught = (work: () => void): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return assert.fail('nothing was thrown');
  };

  it('tells a full disk', async () => {
    await bench.open().check();
    const small = bench.connect();
    small.exec('PRAGMA max_page_count = 1');
    const full = caught(() => small.exec('CREATE TABLE t AS SELECT zeroblob(100000) AS x'));
    assert.match(asStoreError('/x', full).message, /^The store \/x can’t take any more: the disk is full/);
  });

  it('tells a file that can only be read', async () => {
    await bench.open().check();
    const error = caught(() => bench.connect(true).exec('DELETE FROM probe'));
    assert.match(asStoreError('/x', error).message, /^The store \/x is not writable\. Give the account/);
  });

  it('tells a file that can’t be opened', () => {
    const error = caught(() => new DatabaseSync(path.join(bench.folder, 'no', 'such', 'folder.db')));
    assert.match(asStoreError('/x', error).message, /^The store \/x can’t be opened/);
  });

  for (const [code, message] of [
    ['EROFS', /not writable/],
    ['EACCES', /not writable/],
    ['ENOSPC', /disk is full/],
  ] as const) {
    it(`tells ${code} of the system`, () => {
      const error = Object.assign(new Error(code), { code });
      const told = asStoreError('/x', error);
      assert.match(told.message, message);
      assert.equal(told.cause, error);
    });
  }

  it('understands extended result codes', () => {
    const ioErrorAtWrite = 10 | (3 << 8);
    const told = asStoreError('/x', Object.assign(new Error('disk I/O error'), { errcode: ioErrorAtWrite }));
    assert.match(told.message, /^The store \/x can’t be read or written: the disk or the network share/);
  });

  it('passes on what it does not know, and leaves coded errors alone', () => {
    assert.equal(asStoreError('/x', new Error('odd')).message, 'The store /x failed: odd');
    assert.equal(asStoreError('/x', 'odd').message, 'The store /x failed: odd');
    const coded = new StoreError('said already');
    assert.equal(asStoreError('/x', coded), coded);
  });
});
