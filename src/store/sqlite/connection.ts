import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../../errors.ts';
import type { SqliteFile } from './file.ts';
import type { SqliteGuard } from './guard.ts';
import { asStoreError, isLocked } from './sqlite-errors.ts';
import { SqliteTurns, somePause, UndoneError, type Write } from './turns.ts';

/** A purge waits only briefly for other readers, because somebody waits for it; `makePurgeGood` is for that. Milliseconds. */
const PURGE_PATIENCE = 100;

/**
 * An open file: its transactions, and the clearing of its log. A transaction is begun and ended without a pause, so that no
 * two of them get into each other. Every method rejects with a StoreError that names the file.
 */
export class SqliteConnection {
  readonly #location: string;
  readonly #db: DatabaseSync;
  readonly #guard: SqliteGuard | undefined;
  readonly #turns: SqliteTurns;
  #purgeOwed: boolean;
  #ending: Promise<void> | undefined;
  #nextPurge: Promise<void> | undefined;

  /** @param lockWait how long one call waits for other processes' locks in all, in milliseconds. */
  constructor(location: string, file: SqliteFile, lockWait: number) {
    this.#location = location;
    this.#db = file.db;
    this.#guard = file.guard;
    this.#turns = new SqliteTurns(writes => this.#guarded(writes), lockWait, file.guard !== undefined);
    this.#purgeOwed = file.purgeOwed;
  }

  /** Runs `work`, which only reads, outside of a transaction, and anew while the file is locked. */
  run<T>(work: () => T): Promise<T> {
    return this.#unlessClosed(() => this.#turns.patiently(() => this.#whileOpen(work)));
  }

  /** Runs `work`, which only reads, on one state of the file, and anew while the file is locked. */
  read<T>(work: () => T): Promise<T> {
    return this.run(() => this.#transaction('BEGIN', work));
  }

  /**
   * Runs `work` in a transaction that holds the write lock from its beginning: all of it happens, or nothing, and it is on the
   * disk when this resolves. Writes happen in the order in which they were asked for, and none into files that would not be
   * found after a restart. Those that wait together are committed together; one that fails does so alone.
   */
  write<T>(work: () => T): Promise<T> {
    return this.#unlessClosed(() => this.#turns.inTurn(work));
  }

  /** The transition is committed by now, so a failure here must not look like a failure of the transition. */
  purgeSoon(): Promise<void> {
    // One that has not begun yet serves everybody who asks for it until then.
    this.#nextPurge ??= this.#purgeNext();
    return this.#nextPurge;
  }

  async #purgeNext(): Promise<void> {
    try {
      await this.#turns.settled();
      this.#nextPurge = undefined;
      await this.#purge();
    } catch {
      this.#purgeOwed = true;
    }
  }

  async makePurgeGood(): Promise<void> {
    if (this.#purgeOwed) await this.#unlessClosed(() => this.#purge());
  }

  /** Ends what was asked for before, and then the connection. */
  close(): Promise<void> {
    this.#ending ??= this.#explained(() => this.#end());
    return this.#ending;
  }

  async #end(): Promise<void> {
    await this.#turns.settled();
    // It stays open until the process ends, and SQLite touches no file by name then.
    if (this.#guard?.mayClose() === false) return;
    try {
      await this.#purge();
    } finally {
      this.#db.close();
      this.#guard?.close();
    }
  }

  #guarded(writes: Iterable<Write>): (() => void)[] {
    try {
      const told = this.#transaction('BEGIN IMMEDIATE', () => {
        this.#guard?.checkAll();
        return Array.from(writes, write => this.#apart(write));
      });
      this.#guard?.checkPlaces();
      return told;
    } catch (error) {
      // What was committed before the log was removed is in no file that has a name.
      if (this.#guard?.hasLostItsLog()) this.#db.exec('PRAGMA wal_checkpoint(PASSIVE)');
      throw error;
    }
  }

  /** What one write of several did is undone by itself when it fails. */
  #apart(write: Write): () => void {
    this.#db.exec('SAVEPOINT write');
    try {
      const tell = write.make();
      this.#db.exec('RELEASE write');
      return tell;
    } catch (error) {
      if (isLocked(error)) throw error;
      // A full disk makes SQLite roll back all of it by itself, what the others wrote as well.
      if (!this.#db.isTransaction) throw new UndoneError('the transaction is undone', { cause: error });
      this.#db.exec('ROLLBACK TO write; RELEASE write');
      return () => write.refuse(error);
    }
  }

  #transaction<T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T {
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
  }

  /**
   * Moves the log into the database and cuts it to nothing, so that a sealed password that was taken away is in no
   * frame of the log any more. Still owed while another connection reads an older state (SQLite, PRAGMA
   * wal_checkpoint: the column busy).
   */
  async #purge(): Promise<void> {
    this.#purgeOwed = true;
    const end = performance.now() + PURGE_PATIENCE;
    while (!this.#whileOpen(() => this.#cleared()) && performance.now() < end) await sleep(somePause());
  }

  #cleared(): boolean {
    this.#guard?.checkContent();
    this.#purgeOwed = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0;
    return !this.#purgeOwed;
  }

  #whileOpen<T>(work: () => T): T {
    if (!this.#db.isOpen) throw this.#closed();
    return work();
  }

  async #unlessClosed<T>(act: () => Promise<T>): Promise<T> {
    if (this.#ending) throw this.#closed();
    return this.#explained(act);
  }

  async #explained<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw asStoreError(this.#location, error);
    }
  }

  #closed(): StoreError {
    return new StoreError(`The store ${this.#location} is closed.`);
  }
}
