import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../errors.ts';
import { SqliteGuard } from './guard.ts';
import { migrate } from './schema.ts';
import { isLocked } from './sqlite-errors.ts';
import { somePause } from './turns.ts';

const IN_MEMORY = ':memory:';
const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

export interface SqliteFile {
  db: DatabaseSync;
  /** Undefined in memory. */
  guard: SqliteGuard | undefined;
  /** Something that was taken away may still be in the log. */
  purgeOwed: boolean;
}

/**
 * Opens the database at an absolute path, or ':memory:', at today's schema. The folder is made when it is missing. File
 * and folder that are made here belong to their owner alone, and a file found with wider permissions is narrowed.
 * @param lockWait how long to wait for another process's lock, in milliseconds. The process stands still meanwhile, because
 *   it has nothing to do without its store; once the file is open, no call waits.
 * @param finish runs in the transaction that brings the schema up to date; gets the schema version of before.
 */
export function openSqliteFile(
  file: string,
  lockWait: number,
  finish: (db: DatabaseSync, before: number) => void,
): SqliteFile {
  if (file !== IN_MEMORY) keepToOwner(file);
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    patiently(lockWait, () => configure(db, file));
    patiently(lockWait, () => migrate(db, file, before => finish(db, before)));
    // Whatever a process that died had purged without clearing the log is cleared now, or as soon as nobody reads it.
    const cleared = patiently(lockWait, () => db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get());
    return { db, guard: file === IN_MEMORY ? undefined : new SqliteGuard(file), purgeOwed: cleared?.busy !== 0 };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Tries again for so many milliseconds while another process holds the file, or opens it at the same moment. */
function patiently<T>(lockWait: number, act: () => T): T {
  const end = performance.now() + lockWait;
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= end) throw error;
      Atomics.wait(PAUSE, 0, 0, somePause());
    }
  }
}

function keepToOwner(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: OWNER_ONLY_FOLDER });
  // Made before SQLite opens it: SQLite gives -wal and -shm the permissions that it finds here. A file that is there is not
  // opened: closing it again would take away the locks of another connection of this process (POSIX, fcntl).
  if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  else closeSync(openSync(file, 'a', OWNER_ONLY_FILE));
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
