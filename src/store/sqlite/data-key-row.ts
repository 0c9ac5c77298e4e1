import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { WrappedKey } from '../seal/data-key.ts';
import { fromDataKeyRow } from './rows.ts';
import { asStoreError } from './sqlite-errors.ts';

const TABLE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'data_keys'";
const ROW = 'SELECT * FROM data_keys WHERE url = ?';

/**
 * The data key that a Key Vault key has wrapped, read out of the file before it is opened as a store; undefined where there is
 * none, or no file. Whether it is a store at all, its opening says.
 * @param lockWait how long to wait for another process's lock, in milliseconds; the process stands still meanwhile.
 * @throws StoreError
 */
export function readDataKeyRow(file: string, url: string, lockWait: number): WrappedKey | undefined {
  const location = path.resolve(file);
  if (file === ':memory:' || !existsSync(location)) return undefined;
  try {
    const db = new DatabaseSync(location, { readOnly: true, timeout: lockWait });
    try {
      return db.prepare(TABLE).get() && db.prepare(ROW).all(url).map(fromDataKeyRow)[0];
    } finally {
      db.close();
    }
  } catch (error) {
    throw asStoreError(location, error);
  }
}
