import path from 'node:path';
import type { ForgettingStore } from '../../desk/forgetting-store.ts';
import type { BegunBy, Counted, DoubtStore, Limit, Listed } from '../../desk/ports.ts';
import type { AuditEntry, RecordedEntry } from '../../desk/request/audit-entry.ts';
import type { PendingCommand } from '../../desk/request/errand.ts';
import type { Request } from '../../desk/request/request.ts';
import type { Settings } from '../../desk/settings.ts';
import { LimitReachedError, StaleRequestError, TargetBusyError } from '../../errors.ts';
import type { StoredEntry } from '../record/audit-columns.ts';
import type { AuditedRequestStore } from '../record/audited-store.ts';
import type { AuditFindings } from '../record/chain-findings.ts';
import type { AuditHead, ChainedRow } from '../record/chain-row.ts';
import { rowsOfTime } from '../record/rows-of-time.ts';
import { earliestBegun } from '../requests/earliest-begun.ts';
import { type OnUnreadable, readable, refuseUnreadable } from '../requests/readable.ts';
import type { SealKeys } from '../seal/chain-keys.ts';
import { SqliteConnection } from './connection.ts';
import { openSqliteFile } from './file.ts';
import { deleteMessageRow, isMessageRowTaken, takeMessageRow } from './message-rows.ts';
import { keepPendingRow, takePendingRow } from './pending-rows.ts';
import { probe } from './probe.ts';
import { recordRows, verifyRecord } from './read-record.ts';
import { fromRequestRow, fromSettingRow, type Row, toRequestRow } from './rows.ts';
import { SqliteDoubts } from './sqlite-doubts.ts';
import { asStoreError, isUniqueViolation } from './sqlite-errors.ts';
import { SqliteForgetting } from './sqlite-forgetting.ts';
import { SqliteRecord } from './sqlite-record.ts';
import { begunRows, prepareStatements, type Statements } from './statements.ts';

/** Longer than a disk or a scheduler holds up another process, shorter than Teams waits for the answer to a click. Milliseconds. */
const DEFAULT_LOCK_WAIT = 10_000;

/**
 * Opens the store in one SQLite file, which several processes of one machine may share; ':memory:' keeps nothing.
 * Folder and file are made when missing, for their owner alone, and brought to today's schema. Every method rejects
 * with a StoreError that says what is wrong with the file, and after `close` as well.
 * @param options.keys SEAL_KEY, which the record is chained with, and the one of before while it is being changed.
 * @param options.lockWait how long one call waits for other processes' locks in all, in milliseconds.
 * @param options.onUnreadable told of what listings leave out; without it they reject.
 * @throws StoreError
 */
export function openSqliteStore(
  file: string,
  options: { keys: SealKeys; lockWait?: number; onUnreadable?: OnUnreadable },
): AuditedRequestStore {
  const location = file === ':memory:' ? file : path.resolve(file);
  const lockWait = options.lockWait ?? DEFAULT_LOCK_WAIT;
  try {
    const opened = openSqliteFile(location, lockWait, (db, before) => new SqliteRecord(db, options.keys).begin(before));
    const connection = new SqliteConnection(location, opened, lockWait);
    return new SqliteStore(connection, {
      location,
      sql: prepareStatements(opened.db),
      record: new SqliteRecord(opened.db, options.keys),
      onUnreadable: options.onUnreadable ?? refuseUnreadable,
    });
  } catch (error) {
    throw asStoreError(location, error);
  }
}

/** What it works with besides its file. */
type Parts = { location: string; sql: Statements; record: SqliteRecord; onUnreadable: OnUnreadable };

class SqliteStore implements AuditedRequestStore {
  readonly #location: string;
  readonly #file: SqliteConnection;
  readonly #sql: Statements;
  readonly #record: SqliteRecord;
  readonly #onUnreadable: OnUnreadable;
  readonly doubts: DoubtStore;
  readonly forgetting: ForgettingStore;

  constructor(file: SqliteConnection, { location, sql, record, onUnreadable }: Parts) {
    this.#location = location;
    this.#file = file;
    this.#sql = sql;
    this.#record = record;
    this.#onUnreadable = onUnreadable;
    this.doubts = new SqliteDoubts(file, sql);
    this.forgetting = new SqliteForgetting(file, { sql, record, onUnreadable });
  }

  async create(request: Request, audit: AuditEntry): Promise<void> {
    await this.#file.write(() => {
      this.#sql.insertRequest.run({ ...toRequestRow(request) });
      this.#record.append(audit);
    });
  }

  async get(id: string): Promise<Request | undefined> {
    return (await this.#requests(() => this.#sql.requestById.all(id)))[0];
  }

  async replace(next: Request, audit?: AuditEntry, limits: readonly Limit[] = []): Promise<Request> {
    const row = toRequestRow({ ...next, version: next.version + 1 });
    const purges = await this.#file.write(() => {
      const stored = this.#sql.sealedPassword.get(next.id, next.version);
      if (stored === undefined) throw new StaleRequestError(next.id);
      this.#update(row, next.id);
      const reached = limits.findIndex(({ of, since, atMost }) => this.#begun(of, since, next.id) >= atMost);
      if (reached >= 0) throw new LimitReachedError(next.id, reached);
      if (audit) this.#record.append(audit);
      return stored.sealed_password !== null && stored.sealed_password !== row.sealed_password;
    });
    if (purges) await this.#file.purgeSoon();
    return fromRequestRow(row);
  }

  async due(now: number, limit: number): Promise<Request[]> {
    await this.#file.makePurgeGood();
    return this.#listing(() => this.#sql.due.all(now, limit));
  }

  async lapsed(now: number, limit: number): Promise<Request[]> {
    await this.#file.makePurgeGood();
    return this.#listing(() => this.#sql.lapsed.all(now, limit));
  }

  async unfinished(requesterId?: string): Promise<Request[]> {
    const { unfinished, unfinishedOf: of } = this.#sql;
    return this.#listing(() => (requesterId === undefined ? unfinished.all() : of.all(requesterId)));
  }

  async busyWith(targetId: string): Promise<Request | undefined> {
    return (await this.#requests(() => this.#sql.busyWith.all(targetId)))[0];
  }

  async begunSince(of: Counted, since: number): Promise<number> {
    return this.#file.run(() => this.#begun(of, since));
  }

  async begun(of: BegunBy, since: number, limit: number): Promise<Request[]> {
    return earliestBegun(await this.#listing(() => begunRows(this.#sql, of, since, limit)), limit);
  }

  async history(of: Listed, limit: number): Promise<Request[]> {
    const { historyOfRequester: asked, historyOfTarget: about } = this.#sql;
    const rows = () => ('requesterId' in of ? asked.all(of.requesterId, limit) : about.all(of.targetId, limit));
    return this.#listing(rows);
  }

  async record(audit: AuditEntry): Promise<void> {
    await this.#file.write(() => this.#record.append(audit));
  }

  async auditTrail(requestId?: string): Promise<StoredEntry[]> {
    return this.#file.run(() => this.#record.trail(requestId));
  }

  recorded(time: { from: number; before: number }): AsyncIterable<RecordedEntry> {
    return rowsOfTime(this, time);
  }

  auditRows(range: { from?: number; to?: number } = {}): AsyncIterable<ChainedRow> {
    return recordRows(this.#file, this.#record, range);
  }

  async auditHead(): Promise<AuditHead | undefined> {
    return this.#file.run(() => this.#record.head());
  }

  async verifyAudit(): Promise<AuditFindings> {
    return verifyRecord(this.#file, this.#record);
  }

  async setting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    return this.#file.run(() => this.#sql.setting.all(name).map(row => fromSettingRow(name, row))[0]);
  }

  async putSetting<Name extends keyof Settings>(name: Name, value: Settings[Name], audit: AuditEntry): Promise<void> {
    await this.#file.write(() => {
      this.#sql.putSetting.run(name, JSON.stringify(value));
      this.#record.append(audit);
    });
  }

  replaceSetting<Name extends keyof Settings>(
    name: Name,
    { before, after }: { before: Settings[Name] | undefined; after: Settings[Name] },
    audit: AuditEntry,
  ): Promise<boolean> {
    return this.#file.write(() => {
      const [present] = this.#sql.setting.all(name).map(row => fromSettingRow(name, row));
      if (JSON.stringify(present) !== JSON.stringify(before)) return false;
      this.#sql.putSetting.run(name, JSON.stringify(after));
      this.#record.append(audit);
      return true;
    });
  }

  keepPending(personId: string, command: PendingCommand): Promise<void> {
    return keepPendingRow(this.#file, this.#sql, personId, command);
  }

  takePending(personId: string, now: number): Promise<PendingCommand | undefined> {
    return takePendingRow(this.#file, this.#sql, personId, now);
  }

  takeMessage(key: string, now: number): Promise<boolean> {
    return takeMessageRow(this.#file, this.#sql, key, now);
  }

  isMessageTaken(key: string, now: number): Promise<boolean> {
    return isMessageRowTaken(this.#file, this.#sql, key, now);
  }

  releaseMessage(key: string): Promise<void> {
    return deleteMessageRow(this.#file, this.#sql, key);
  }

  async check(): Promise<void> {
    await probe(this.#file, this.#sql, this.#location);
    await this.#file.read(() => this.#record.checkedHead());
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #update(row: ReturnType<typeof toRequestRow>, id: string): void {
    try {
      this.#sql.updateRequest.run({ ...row });
    } catch (error) {
      throw isUniqueViolation(error) ? new TargetBusyError(id) : error;
    }
  }

  #begun(of: Counted, since: number, exceptId?: string): number {
    const { begunByRequester, begunForTarget } = this.#sql;
    const [counts, ids] = 'requesterIds' in of ? [begunByRequester, of.requesterIds] : [begunForTarget, [of.targetId]];
    return ids.reduce((sum, id) => sum + Number(counts.get(id, since, exceptId ?? null)?.count), 0);
  }

  #requests(rows: () => Row[]): Promise<Request[]> {
    return this.#file.run(() => rows().map(fromRequestRow));
  }

  /** Without those that can't be read. */
  async #listing(rows: () => Row[]): Promise<Request[]> {
    const found = await this.#file.run(rows);
    return readable(found, { read: fromRequestRow, idOf: ({ id }) => String(id), onUnreadable: this.#onUnreadable });
  }
}
