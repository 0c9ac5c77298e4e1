import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../desk/request/audit-entry.ts';
import { headChange } from './record-rows.ts';
import type { Change, Table } from './table.ts';
import type { RecordEnd, TableRecord } from './table-record.ts';
import { writeUntilSettled } from './write-until-settled.ts';

/** What a write comes to, as things are now; `basis` names the versions that it was judged on. */
export type Plan<T> =
  | { kind: 'landed'; result: T }
  | { kind: 'write'; basis: string; changes: readonly Change[]; result: T };

/** Makes changes together with the record, or without it. */
export class Writer {
  readonly #table: Table;
  readonly #record: TableRecord;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(table: Table, record: TableRecord) {
    this.#table = table;
    this.#record = record;
  }

  /**
   * Makes the changes in one transaction with a row of the record and its head. The head is read before anything is
   * judged and must still be the same when it is written, so that nothing that was counted can have grown meanwhile.
   * Without an entry the head is only written again. The writes of one process wait for each other, so that only
   * processes compete.
   */
  withRow<T>(entry: AuditEntry | undefined, plan: (end: RecordEnd, writeId: string) => Promise<Plan<T>>): Promise<T> {
    const written = this.#queue.then(() => this.#write(entry, plan));
    this.#queue = written.catch(() => undefined);
    return written;
  }

  /** Makes changes that the record does not tell of; what they depend on is guarded by the changes themselves. */
  withoutRow<T>(plan: (writeId: string) => Promise<Plan<T>>): Promise<T> {
    const writeId = randomUUID();
    return writeUntilSettled(this.#table.host, async () => {
      const planned = await plan(writeId);
      return planned.kind === 'landed' ? planned : { ...planned, commit: () => this.#table.commit(planned.changes) };
    });
  }

  /** Settles when no write waits any more. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  #write<T>(entry: AuditEntry | undefined, plan: (end: RecordEnd, writeId: string) => Promise<Plan<T>>): Promise<T> {
    const writeId = randomUUID();
    let tried: { seq: number; result: T } | undefined;
    return writeUntilSettled(this.#table.host, async () => {
      // From the row before on, so that a row that this write may have made already is seen.
      const end = await this.#record.readEnd(tried && tried.seq - 1);
      if (tried !== undefined && end.writeIds.get(tried.seq) === writeId) {
        return { kind: 'landed', result: tried.result };
      }
      const planned = await plan(end, writeId);
      if (planned.kind === 'landed') return planned;
      const recorded = entry ? this.#record.append(end, entry, writeId) : [headChange(end.head, end.headEtag)];
      tried = { seq: end.head.count + 1, result: planned.result };
      const changes = [...planned.changes, ...recorded];
      const basis = `${end.headEtag} ${planned.basis}`;
      return { kind: 'write', basis, commit: () => this.#table.commit(changes), result: planned.result };
    });
  }
}
