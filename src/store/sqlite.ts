import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { AuditEntry } from '../desk/audit.ts';
import type { PendingCommand, ResetRequest } from '../desk/request.ts';
import { StaleRequestError, StoreError, TargetBusyError } from '../errors.ts';
import { type AuditedRequestStore, PENDING_LIFETIME } from './audited-store.ts';
import { asStoreError, isUniqueViolation } from './sqlite-errors.ts';
import { openSqliteFile, type SqliteFile } from './sqlite-file.ts';
import {
  asRequestRow,
  auditValues,
  fromAuditRow,
  fromPendingRow,
  fromRequestRow,
  type Row,
  toRequestRow,
} from './sqlite-rows.ts';
import { prepareStatements, type Statements } from './sqlite-statements.ts';

const DEFAULT_LOCK_WAIT = 3000;
// A purge waits only briefly for other readers, because the process stands still meanwhile; `due` makes it good.
const PURGE_LOCK_WAIT = 100;

/**
 * Opens the store in one SQLite file, which several processes of one machine may share; ':memory:' keeps nothing.
 * Folder and file are made when missing, for their owner alone, and brought to today's schema. Every method rejects
 * with a StoreError that says what is wrong with the file, and after `close` as well.
 * @param options.lockWait how long to wait for another process's lock, in milliseconds.
 * @throws StoreError
 */
export function openSqliteStore(file: string, options: { lockWait?: number } = {}): AuditedRequestStore {
  const location = file === ':memory:' ? file : path.resolve(file);
  const lockWait = options.lockWait ?? DEFAULT_LOCK_WAIT;
  try {
    return new SqliteStore(location, openSqliteFile(location, lockWait), lockWait);
  } catch (error) {
    throw asStoreError(location, error);
  }
}

class SqliteStore implements AuditedRequestStore {
  readonly #location: string;
  readonly #file: SqliteFile;
  readonly #db: DatabaseSync;
  readonly #lockWait: number;
  readonly #statements: Statements;
  #purgeOwed = false;
  #closed = false;

  constructor(location: string, file: SqliteFile, lockWait: number) {
    this.#location = location;
    this.#file = file;
    this.#db = file.db;
    this.#lockWait = lockWait;
    this.#statements = prepareStatements(file.db);
  }

  async create(request: ResetRequest, audit: AuditEntry): Promise<void> {
    this.#write(() => {
      this.#statements.insertRequest.run({ ...toRequestRow(request) });
      this.#statements.insertAudit.run(...auditValues(audit));
    });
  }

  async get(id: string): Promise<ResetRequest | undefined> {
    return this.#requests(() => this.#statements.requestById.all(id))[0];
  }

  async replace(next: ResetRequest, audit?: AuditEntry): Promise<ResetRequest> {
    const row = toRequestRow({ ...next, version: next.version + 1 });
    const purges = this.#write(() => {
      const stored = this.#statements.sealedPassword.get(next.id, next.version);
      if (stored === undefined) throw new StaleRequestError(next.id);
      this.#update(row, next.id);
      if (audit) this.#statements.insertAudit.run(...auditValues(audit));
      return stored.sealed_password !== null && stored.sealed_password !== row.sealed_password;
    });
    if (purges) this.#purgeSoon();
    return fromRequestRow(row);
  }

  async due(now: number, limit: number): Promise<ResetRequest[]> {
    if (this.#purgeOwed) this.#run(() => this.#purge());
    return this.#requests(() => this.#statements.due.all(now, limit));
  }

  async undelivered(requesterId?: string): Promise<ResetRequest[]> {
    return this.#requests(() => this.#statements.undelivered.all(requesterId ?? null));
  }

  async busyWith(targetId: string): Promise<ResetRequest | undefined> {
    return this.#requests(() => this.#statements.busyWith.all(targetId))[0];
  }

  async record(audit: AuditEntry): Promise<void> {
    this.#run(() => this.#statements.insertAudit.run(...auditValues(audit)));
  }

  async auditTrail(requestId?: string): Promise<AuditEntry[]> {
    const { auditAll, auditOfRequest } = this.#statements;
    return this.#run(() => (requestId === undefined ? auditAll.all() : auditOfRequest.all(requestId))).map(
      fromAuditRow,
    );
  }

  async keepPending(personId: string, command: PendingCommand): Promise<void> {
    this.#write(() => {
      // Whoever never signs in leaves a command behind: it goes with the next one that is kept.
      this.#statements.dropOldPending.run(command.keptAt - PENDING_LIFETIME);
      this.#statements.upsertPending.run(personId, command.keptAt, JSON.stringify(command));
    });
  }

  async takePending(personId: string, now: number): Promise<PendingCommand | undefined> {
    const [row] = this.#run(() => this.#statements.takePending.all(personId));
    if (row === undefined || Number(row.kept_at) <= now - PENDING_LIFETIME) return undefined;
    return this.#run(() => fromPendingRow(row));
  }

  async check(): Promise<void> {
    this.#run(() => this.#file.checkStillThere());
    const mark = crypto.randomUUID();
    this.#run(() => this.#statements.writeProbe.run(mark));
    const read = this.#run(() => this.#statements.readProbe.get(mark));
    if (read === undefined) throw new StoreError(`The store ${this.#location} does not give back what was written.`);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#run(() => {
      this.#closed = true;
      try {
        this.#purge();
      } finally {
        this.#db.close();
      }
    });
  }

  /** Runs `work` in one transaction that holds the write lock from its beginning: all of it happens, or nothing. */
  #write<T>(work: () => T): T {
    return this.#run(() => {
      this.#db.exec('BEGIN IMMEDIATE');
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

  #update(row: ReturnType<typeof toRequestRow>, id: string): void {
    try {
      this.#statements.updateRequest.run({ ...row });
    } catch (error) {
      throw isUniqueViolation(error) ? new TargetBusyError(id) : error;
    }
  }

  #requests(rows: () => Row[]): ResetRequest[] {
    return this.#run(() => rows().map(row => fromRequestRow(asRequestRow(row))));
  }

  #run<T>(work: () => T): T {
    if (this.#closed) throw new StoreError(`The store ${this.#location} is closed.`);
    try {
      return work();
    } catch (error) {
      throw asStoreError(this.#location, error);
    }
  }

  /** The transition is committed by now, so a failure here must not look like a failure of the transition. */
  #purgeSoon(): void {
    try {
      this.#purge();
    } catch {
      this.#purgeOwed = true;
    }
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
