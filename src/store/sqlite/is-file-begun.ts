import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asStoreError } from './sqlite-errors.ts';

/**
 * Whether anything is in the file; false where there is none. Whether it is a store, its opening says.
 * @param lockWait how long to wait for another process's lock, in milliseconds; the process stands still meanwhile.
 * @throws StoreError
 */
export function isFileBegun(file: string, lockWait: number): boolean {
  const location = path.resolve(file);
  if (!existsSync(location)) return false;
  try {
    const db = new DatabaseSync(location, { readOnly: true, timeout: lockWait });
    try {
      return db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
    } finally {
      db.close();
    }
  } catch (error) {
    throw asStoreError(location, error);
  }
}
