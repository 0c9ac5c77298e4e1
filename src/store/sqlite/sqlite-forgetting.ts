import { isForgettable, isPassing, isSettingOver, withForgotten } from '../../desk/forgettable.ts';
import type { ForgettingStore, Forgotten } from '../../desk/forgetting-store.ts';
import type { Request } from '../../desk/request/request.ts';
import type { CutWanted } from '../record/cut.ts';
import { type OnUnreadable, readable } from '../requests/readable.ts';
import type { SqliteConnection } from './connection.ts';
import { fromRequestRow, fromSettingRow, type Row } from './rows.ts';
import type { SqliteRecord } from './sqlite-record.ts';
import type { Statements } from './statements.ts';

/** What it works with besides the file. */
type Parts = { sql: Statements; record: SqliteRecord; onUnreadable: OnUnreadable };

/** How many rows a step looks at and takes away at most: some milliseconds of the lock. */
const MOST_AT_ONCE = 100;

/** Takes away what is old. Every method rejects with a StoreError. */
export class SqliteForgetting implements ForgettingStore {
  readonly #file: SqliteConnection;
  readonly #sql: Statements;
  readonly #record: SqliteRecord;

  readonly #onUnreadable: OnUnreadable;

  constructor(file: SqliteConnection, { sql, record, onUnreadable }: Parts) {
    this.#file = file;
    this.#sql = sql;
    this.#record = record;
    this.#onUnreadable = onUnreadable;
  }

  /** In the order in which they were begun: none ends before it begins. */
  async requests(before: number, from?: string): Promise<Forgotten> {
    const [createdAt = Number.MIN_SAFE_INTEGER, rowid = 0] = from?.split(':').map(Number) ?? [];
    const rows = await this.#file.run(() => this.#sql.oldRequests.all(before, createdAt, rowid, MOST_AT_ONCE));
    const old = this.#forgettable(rows, before);
    const forget = () => old.map(({ id, version }) => Number(this.#sql.forgetRequest.run(id, version).changes));
    const count = old.length === 0 ? 0 : await this.#file.write(() => this.#tallied('requests', sum(forget())));
    const last = rows.at(-1);
    if (rows.length === MOST_AT_ONCE) return { count, next: `${last?.created_at}:${last?.rowid}` };
    await this.#file.purgeSoon();
    return { count };
  }

  settings(before: number, from = ''): Promise<Forgotten> {
    return this.#file.write(() => {
      const rows = this.#sql.passingSettings.all(from, MOST_AT_ONCE);
      const old = rows.flatMap(row => {
        const name = String(row.name);
        return isPassing(name) && isSettingOver(fromSettingRow(name, row), before) ? [name] : [];
      });
      for (const name of old) this.#sql.dropSetting.run(name);
      const count = this.#tallied('settings', old.length);
      return rows.length === MOST_AT_ONCE ? { count, next: String(rows.at(-1)?.name) } : { count };
    });
  }

  async record(wanted: CutWanted): Promise<Forgotten> {
    const count = await this.#file.write(() => this.#tallied('rows', this.#record.cut(wanted, MOST_AT_ONCE)));
    if (count > 0) return { count, next: 'the oldest' };
    // What was deleted is in no frame of the log any more.
    await this.#file.purgeSoon();
    return { count };
  }

  /** Counts what was taken in this transaction. */
  #tallied(what: 'requests' | 'settings' | 'rows', count: number): number {
    if (count === 0) return 0;
    const [present] = this.#sql.setting.all('forgotten').map(row => fromSettingRow('forgotten', row));
    this.#sql.putSetting.run('forgotten', JSON.stringify(withForgotten(present, what, count)));
    return count;
  }

  /** What can't be read stays: nobody can tell what it owes. */
  #forgettable(rows: readonly Row[], before: number): Request[] {
    const onUnreadable = this.#onUnreadable;
    const requests = readable(rows, { read: fromRequestRow, idOf: ({ id }) => String(id), onUnreadable });
    return requests.filter(request => isForgettable(request, before));
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
