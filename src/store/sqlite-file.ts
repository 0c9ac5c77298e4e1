import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { isLocked } from './sqlite-errors.ts';
import { migrate } from './sqlite-schema.ts';

const IN_MEMORY = ':memory:';
const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/** Milliseconds. */
const RETRY_EVERY = 20;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

export interface SqliteFile {
  db: DatabaseSync;
  /** Throws StoreError when the file at the path is no longer the one that is open. */
  checkStillThere(): void;
}

/**
 * Opens the database at an absolute path, or ':memory:', at today's schema. The folder is made when it is missing. File
 * and folder that are made here belong to their owner alone, and a file found with wider permissions is narrowed.
 * @param lockWait how long to wait for another process's lock, in milliseconds; the process stands still meanwhile.
 * @param finish runs in the transaction that brings the schema up to date; gets the schema version of before.
 */
export function openSqliteFile(
  file: string,
  lockWait: number,
  finish: (db: DatabaseSync, before: number) => void,
): SqliteFile {
  if (file !== IN_MEMORY) keepToOwner(file);
  const db = new DatabaseSync(file, { timeout: lockWait });
  try {
    patiently(lockWait, () => configure(db, file));
    migrate(db, file, before => finish(db, before));
    // Whatever a process that died had purged without clearing the log is cleared now.
    patiently(lockWait, () => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, checkStillThere: file === IN_MEMORY ? () => undefined : fileGuard(file) };
}

/**
 * Tries again for so many milliseconds while the file is locked. SQLite itself does not wait for a lock where one connection
 * turns write-ahead logging on while another one opens the file: two bots that start at once on a new store.
 */
function patiently(lockWait: number, act: () => void): void {
  const end = performance.now() + lockWait;
  for (;;) {
    try {
      act();
      return;
    } catch (error) {
      if (!isLocked(error) || performance.now() >= end) throw error;
      Atomics.wait(PAUSE, 0, 0, RETRY_EVERY);
    }
  }
}

function keepToOwner(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: OWNER_ONLY_FOLDER });
  // Made before SQLite opens it: SQLite gives -wal and -shm the permissions that it finds here.
  closeSync(openSync(file, 'a', OWNER_ONLY_FILE));
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(each) && (statSync(each).mode & 0o077) !== 0) chmodSync(each, OWNER_ONLY_FILE);
  }
}

function configure(db: DatabaseSync, file: string): void {
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
  if (file !== IN_MEMORY && mode !== 'wal') {
    throw new StoreError(`The store ${file} must lie on a local disk: write-ahead logging is not possible there.`);
  }
  // FULL: a sealed password is on the disk before Graph is called, even if the power fails a moment later.
  db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
}

function fileGuard(file: string): () => void {
  const opened = statSync(file);
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.ino === opened.ino && found.dev === opened.dev) return;
    throw new StoreError(
      `The store ${file} was removed or replaced while it was open. Restart Nyckel; what was written since is not in it.`,
    );
  };
}
