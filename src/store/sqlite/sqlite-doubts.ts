import type { DoubtStore } from '../../desk/ports.ts';
import { type AskedDoubt, type Doubt, type DoubtsOf, isAsked } from '../../desk/request/doubt.ts';
import type { SqliteConnection } from './connection.ts';
import { fromDoubtRow, toDoubtRow } from './rows.ts';
import type { Statements } from './statements.ts';

/** What people were asked about their messages. Every method rejects with a StoreError. */
export class SqliteDoubts implements DoubtStore {
  readonly #file: SqliteConnection;
  readonly #sql: Statements;

  constructor(file: SqliteConnection, sql: Statements) {
    this.#file = file;
    this.#sql = sql;
  }

  async keep(doubt: Doubt): Promise<void> {
    await this.#file.write(() => {
      this.#sql.dropOldDoubts.run(doubt.askedAt);
      this.#sql.upsertDoubt.run(toDoubtRow(doubt));
    });
  }

  async replace(doubt: Doubt): Promise<void> {
    await this.#file.write(() => this.#sql.updateDoubt.run(JSON.stringify(doubt), doubt.id));
  }

  async get(id: string): Promise<Doubt | undefined> {
    return this.#file.run(() => this.#sql.doubtById.all(id).map(fromDoubtRow)[0]);
  }

  async latest({ personId, conversationId }: DoubtsOf): Promise<AskedDoubt | undefined> {
    return this.#file.run(() => this.#sql.latestDoubt.all(personId, conversationId).map(fromDoubtRow).find(isAsked));
  }

  async take(id: string): Promise<Doubt | undefined> {
    const [row] = await this.#file.write(() => this.#sql.takeDoubt.all(id));
    return row && this.#file.run(() => fromDoubtRow(row));
  }
}
