import { NyckelError, StoreError } from '../../errors.ts';

const NOT_WRITABLE =
  'is not writable. Give the account that runs Nyckel write access to the file and to its folder (SQLite keeps two more files beside it).';
const NO_FILE = 'can’t be opened. STORE must name a file, in a folder that exists or can be made.';
const LOCKED =
  'is locked by another program. Close what holds it open: a backup, a database browser, a copy of Nyckel that hangs.';
const FULL = 'can’t take any more: the disk is full. Free some space; nothing needs to be repaired.';
const DAMAGED = 'is damaged. Stop Nyckel, keep a copy of the file and restore the last backup.';
const FOREIGN = 'is not a database. Let STORE name another file, or restore the last backup.';
const UNREADABLE =
  'can’t be read or written: the disk or the network share reports an error. See the log of the system.';

/** Primary result codes (SQLite, Result and Error Codes). */
const BY_RESULT_CODE: ReadonlyMap<number, string> = new Map([
  [3, NOT_WRITABLE], // SQLITE_PERM
  [5, LOCKED], // SQLITE_BUSY
  [6, LOCKED], // SQLITE_LOCKED
  [8, NOT_WRITABLE], // SQLITE_READONLY
  [10, UNREADABLE], // SQLITE_IOERR
  [11, DAMAGED], // SQLITE_CORRUPT
  [13, FULL], // SQLITE_FULL
  [14, NO_FILE], // SQLITE_CANTOPEN
  [26, FOREIGN], // SQLITE_NOTADB
]);

const BY_SYSTEM_CODE: ReadonlyMap<string, string> = new Map([
  ['EACCES', NOT_WRITABLE],
  ['EPERM', NOT_WRITABLE],
  ['EROFS', NOT_WRITABLE],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['EISDIR', NO_FILE],
  ['ENOTDIR', NO_FILE],
  ['EEXIST', NO_FILE],
  ['ENOENT', NO_FILE],
  ['EIO', UNREADABLE],
]);

/**
 * What went wrong with the store at `path`, as an error for operators: where, what, and the fix where one is known. An
 * error that has a code already stays as it is.
 */
export function asStoreError(path: string, error: unknown): NyckelError {
  if (error instanceof NyckelError) return error;
  const known = explained(error);
  if (known !== undefined) return new StoreError(`The store ${path} ${known}`, { cause: error });
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreError(`The store ${path} failed: ${detail}`, { cause: error });
}

function explained(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // The low byte of an extended result code is its primary code.
  if ('errcode' in error && typeof error.errcode === 'number') return BY_RESULT_CODE.get(error.errcode & 0xff);
  return 'code' in error && typeof error.code === 'string' ? BY_SYSTEM_CODE.get(error.code) : undefined;
}

/** Whether a write was refused because another row has that place already (SQLITE_CONSTRAINT_UNIQUE). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 2067;
}

/** Whether another connection holds a lock (SQLITE_BUSY, SQLITE_LOCKED); the low byte is the primary code. */
export function isLocked(error: unknown): boolean {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return false;
  return [5, 6].includes(error.errcode & 0xff);
}
