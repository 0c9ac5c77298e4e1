import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { StoreError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { KEYS, sampleEntry } from './samples.ts';
import { SqliteBench } from './sqlite/bench.ts';

const NOBODY = { getToken: async () => null };

describe('store/open-store', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  it('opens the file that STORE names', async () => {
    const store = await openStore({ kind: 'sqlite', path: bench.file }, KEYS, NOBODY);
    await store.record(sampleEntry({ id: 'r' }));
    await store.close();
    assert.ok(existsSync(bench.file));
    assert.equal((await bench.open().auditTrail()).length, 1);
  });

  it('passes on what is wrong with the file', async () => {
    await assert.rejects(openStore({ kind: 'sqlite', path: bench.folder }, KEYS, NOBODY), StoreError);
  });

  it('does not take a table store that nobody answers for', async () => {
    const refused = openStore({ kind: 'tables', url: 'http://tables.example' }, KEYS, NOBODY);
    await assert.rejects(refused, StoreError);
  });
});
