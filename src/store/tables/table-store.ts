import { randomUUID } from 'node:crypto';
import type { ForgettingStore } from '../../desk/forgetting-store.ts';
import type { BegunBy, Counted, DoubtStore, Limit, Listed } from '../../desk/ports.ts';
import type { AuditEntry, RecordedEntry } from '../../desk/request/audit-entry.ts';
import type { PendingCommand } from '../../desk/request/errand.ts';
import { heldTarget } from '../../desk/request/holding.ts';
import type { Request } from '../../desk/request/request.ts';
import type { Settings } from '../../desk/settings.ts';
import { StoreError } from '../../errors.ts';
import type { StoredEntry } from '../record/audit-columns.ts';
import type { AuditedRequestStore } from '../record/audited-store.ts';
import type { AuditFindings } from '../record/chain-findings.ts';
import type { AuditHead, ChainedRow } from '../record/chain-row.ts';
import { rowsOfTime } from '../record/rows-of-time.ts';
import { type OnUnreadable, refuseUnreadable } from '../requests/readable.ts';
import type { SealKeys } from '../seal/chain-keys.ts';
import { connectTable, type TableAccount } from './connect-table.ts';
import { joinText, splitText } from './long-text.ts';
import { isMessageTaken, releaseMessage, takeMessage } from './message-rows.ts';
import { openRecord } from './open-record.ts';
import { asOpeningError } from './opening-error.ts';
import { keepPending, takePending } from './pending-rows.ts';
import { readJson } from './request-rows.ts';
import { RequestTable } from './request-table.ts';
import { PROBE_KEY, rowKey } from './row-keys.ts';
import { noteVersion, requireKnownVersion } from './schema-version.ts';
import type { Table } from './table.ts';
import { TableDoubts } from './table-doubts.ts';
import { asTableError } from './table-errors.ts';
import { TableForgetting } from './table-forgetting.ts';
import { TableRecord } from './table-record.ts';
import { Writer } from './writer.ts';

/**
 * Opens the store in the table "nyckel" of a storage account, which any number of processes may share; the table is made
 * when missing. What is overwritten or deleted is gone from the table at once; Azure Table Storage has neither versions
 * nor soft delete, and what its own copies keep for how long is for the service to say.
 * Every method rejects with a StoreError that says what is wrong with the account, and after `close` as well.
 * @param onUnreadable told of what listings leave out; without it they reject.
 * @throws StoreError
 */
export async function openTableStore(
  where: TableAccount,
  keys: SealKeys,
  onUnreadable: OnUnreadable = refuseUnreadable,
): Promise<AuditedRequestStore> {
  const table = connectTable(where);
  try {
    if (!(await table.exists())) await table.make();
    await requireKnownVersion(table);
    const record = new TableRecord(table, keys, await openRecord(table, keys));
    // Behind the record, which begins in an empty table only.
    await noteVersion(table);
    return new TableStore(table, record, onUnreadable);
  } catch (error) {
    throw asOpeningError(table.host, where, error);
  }
}

class TableStore implements AuditedRequestStore {
  readonly #table: Table;
  readonly #record: TableRecord;
  readonly #requests: RequestTable;
  readonly #writer: Writer;
  readonly doubts: DoubtStore;
  readonly forgetting: ForgettingStore;
  #closed = false;

  constructor(table: Table, record: TableRecord, onUnreadable: OnUnreadable) {
    this.#table = table;
    this.#record = record;
    this.#requests = new RequestTable(table, onUnreadable);
    this.#writer = new Writer(table, record);
    this.doubts = new TableDoubts(table, work => this.#run(work));
    const run = <T>(work: () => Promise<T>) => this.#run(work);
    this.forgetting = new TableForgetting(table, { writer: this.#writer, record, onUnreadable, run });
  }

  create(request: Request, audit: AuditEntry): Promise<void> {
    return this.#run(() =>
      this.#writer.withRow(audit, (place, writeId) => this.#requests.creation(request, place, writeId)),
    );
  }

  get(id: string): Promise<Request | undefined> {
    return this.#run(async () => (await this.#requests.read(id))?.request);
  }

  replace(next: Request, audit?: AuditEntry, limits: readonly Limit[] = []): Promise<Request> {
    return this.#run(() =>
      audit === undefined && limits.length === 0
        ? this.#writer.withoutRow(writeId => this.#requests.transition(next, [], writeId))
        : this.#writer.withRow(audit, (_place, writeId) => this.#requests.transition(next, limits, writeId)),
    );
  }

  due(now: number, limit: number): Promise<Request[]> {
    return this.#run(() => this.#requests.due(now, limit));
  }

  lapsed(now: number, limit: number): Promise<Request[]> {
    return this.#run(() => this.#requests.lapsed(now, limit));
  }

  unfinished(requesterId?: string): Promise<Request[]> {
    return this.#run(() => this.#requests.unfinished(requesterId));
  }

  busyWith(targetId: string): Promise<Request | undefined> {
    return this.#run(async () => {
      const holder = await this.#requests.holderOf(targetId);
      const request = holder && (await this.#requests.read(holder))?.request;
      return request && heldTarget(request) === targetId ? request : undefined;
    });
  }

  begunSince(of: Counted, since: number): Promise<number> {
    return this.#run(async () => (await this.#requests.startedSince(of, since)).length);
  }

  begun(of: BegunBy, since: number, limit: number): Promise<Request[]> {
    return this.#run(() => this.#requests.begun(of, since, limit));
  }

  history(of: Listed, limit: number): Promise<Request[]> {
    return this.#run(() => this.#requests.history(of, limit));
  }

  record(audit: AuditEntry): Promise<void> {
    return this.#run(() =>
      this.#writer.withRow(audit, async () => ({ kind: 'write', basis: '', changes: [], result: undefined })),
    );
  }

  setting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    return this.#run(() => this.#setting(name));
  }

  putSetting<Name extends keyof Settings>(name: Name, value: Settings[Name], audit: AuditEntry): Promise<void> {
    return this.#run(() => {
      const values = splitText('value', JSON.stringify(value));
      const changes = [{ kind: 'put' as const, key: rowKey('setting', name), values }];
      return this.#writer.withRow(audit, async () => ({ kind: 'write', basis: '', changes, result: undefined }));
    });
  }

  replaceSetting<Name extends keyof Settings>(
    name: Name,
    { before, after }: { before: Settings[Name] | undefined; after: Settings[Name] },
    audit: AuditEntry,
  ): Promise<boolean> {
    const values = splitText('value', JSON.stringify(after));
    const changes = [{ kind: 'put' as const, key: rowKey('setting', name), values }];
    return this.#run(() =>
      // Each setting is written with a row, so that it is guarded by the head of the record.
      this.#writer.withRow<boolean>(audit, async () => {
        const present = await this.#setting(name);
        const isStill = JSON.stringify(present) === JSON.stringify(before);
        return isStill ? { kind: 'write', basis: '', changes, result: true } : { kind: 'landed', result: false };
      }),
    );
  }

  keepPending(personId: string, command: PendingCommand): Promise<void> {
    return this.#run(() => keepPending(this.#table, personId, command));
  }

  takePending(personId: string, now: number): Promise<PendingCommand | undefined> {
    return this.#run(() => takePending(this.#table, personId, now));
  }

  takeMessage(key: string, now: number): Promise<boolean> {
    return this.#run(() => takeMessage(this.#table, key, now));
  }

  isMessageTaken(key: string, now: number): Promise<boolean> {
    return this.#run(() => isMessageTaken(this.#table, key, now));
  }

  releaseMessage(key: string): Promise<void> {
    return this.#run(() => releaseMessage(this.#table, key));
  }

  auditTrail(requestId?: string): Promise<StoredEntry[]> {
    return this.#run(async () => {
      const entries: StoredEntry[] = [];
      for await (const { entry } of this.#record.rows()) {
        if (requestId === undefined || entry.requestId === requestId) entries.push(entry);
      }
      return entries;
    });
  }

  recorded(time: { from: number; before: number }): AsyncIterable<RecordedEntry> {
    return rowsOfTime(this, time);
  }

  async *auditRows(range: { from?: number; to?: number } = {}): AsyncGenerator<ChainedRow> {
    await this.#run(async () => undefined);
    yield* this.#record.rows(range.from, range.to);
  }

  auditHead(): Promise<AuditHead | undefined> {
    return this.#run(() => this.#record.head());
  }

  verifyAudit(): Promise<AuditFindings> {
    return this.#run(() => this.#record.verify());
  }

  check(): Promise<void> {
    return this.#run(async () => {
      await this.#table.put(PROBE_KEY, { mark: randomUUID() });
      const row = await this.#table.get(PROBE_KEY);
      if (typeof row?.values.mark !== 'string') {
        throw new StoreError(`The store ${this.#table.host} does not give back what was written.`);
      }
      await this.#record.readEnd();
      // Another process may have brought the table up to a newer version meanwhile.
      await requireKnownVersion(this.#table);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writer.settled();
  }

  async #setting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    const row = await this.#table.get(rowKey('setting', name));
    return row && readJson<Settings[Name]>(joinText('value', row.values), row.key);
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError(`The store ${this.#table.host} is closed.`);
    try {
      return await work();
    } catch (error) {
      throw asTableError(this.#table.host, error);
    }
  }
}
