import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { asStoreError } from './sqlite-errors.ts';
import type { SqliteFile } from './sqlite-file.ts';

// A purge waits only briefly for other readers, because the process stands still meanwhile; `makePurgeGood` is for that.
const PURGE_LOCK_WAIT = 100;

/** An open file: its transactions, and the clearing of its log. Every method throws a StoreError that names the file. */
export class SqliteConnection {
  readonly #location: string;
  readonly #file: SqliteFile;
  readonly #db: DatabaseSync;
  readonly #lockWait: number;
  #purgeOwed = false;
  #closed = false;

  constructor(location: string, file: SqliteFile, lockWait: number) {
    this.#location = location;
    this.#file = file;
    this.#db = file.db;
    this.#lockWait = lockWait;
  }

  /** Runs `work` outside of a transaction. */
  run<T>(work: () => T): T {
    if (this.#closed) throw new StoreError(`The store ${this.#location} is closed.`);
    try {
      return work();
    } catch (error) {
      throw asStoreError(this.#location, error);
    }
  }

  /** Runs `work` in one transaction that holds the write lock from its beginning: all of it happens, or nothing. */
  write<T>(work: () => T): T {
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Runs `work`, which only reads, on one state of the file. */
  read<T>(work: () => T): T {
    return this.#transaction('BEGIN', work);
  }

  checkStillThere(): void {
    this.run(() => this.#file.checkStillThere());
  }

  /** The transition is committed by now, so a failure here must not look like a failure of the transition. */
  purgeSoon(): void {
    try {
      this.#purge();
    } catch {
      this.#purgeOwed = true;
    }
  }

  makePurgeGood(): void {
    if (this.#purgeOwed) this.run(() => this.#purge());
  }

  close(): void {
    if (this.#closed) return;
    this.run(() => {
      this.#closed = true;
      try {
        this.#purge();
      } finally {
        this.#db.close();
      }
    });
  }

  #transaction<T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T {
    return this.run(() => {
      this.#db.exec(begin);
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk makes SQLite roll back by itself.
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /**
   * Moves the log into the database and cuts it to nothing, so that a sealed password that was taken away is in no
   * frame of the log any more. Still owed while another connection reads an older state (SQLite, PRAGMA
   * wal_checkpoint: the column busy).
   */
  #purge(): void {
    this.#db.exec(`PRAGMA busy_timeout = ${PURGE_LOCK_WAIT}`);
    try {
      this.#purgeOwed = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${this.#lockWait}`);
    }
  }
}
