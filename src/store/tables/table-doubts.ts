import type { DoubtStore } from '../../desk/ports.ts';
import { type AskedDoubt, type Doubt, type DoubtsOf, isAsked } from '../../desk/request/doubt.ts';
import { conversationOf } from '../../desk/request/place.ts';
import { fromStoredDoubt, type StoredDoubt } from '../requests/earlier-doubt.ts';
import { type Kept, keepRow, keptRow, takeRow } from './kept-rows.ts';
import { joinText, splitText } from './long-text.ts';
import { readJson } from './request-rows.ts';
import { keyRange } from './row-keys.ts';
import type { StoredRow, Table, Values } from './table.ts';
import { isConflict } from './table-errors.ts';

const DOUBTS: Kept = { kind: 'doubt', time: 'due_at' };

/** Does something with the table as long as the store is open, and rejects with a StoreError. */
type Run = <T>(work: () => Promise<T>) => Promise<T>;

/** What people were asked about their messages. Every method rejects with a StoreError. */
export class TableDoubts implements DoubtStore {
  readonly #table: Table;
  readonly #run: Run;

  constructor(table: Table, run: Run) {
    this.#table = table;
    this.#run = run;
  }

  keep(doubt: Doubt): Promise<void> {
    const row = { id: doubt.id, values: valuesOf(doubt), old: doubt.askedAt };
    return this.#run(() => keepRow(this.#table, DOUBTS, row));
  }

  replace(doubt: Doubt): Promise<void> {
    return this.#run(async () => {
      const row = await keptRow(this.#table, DOUBTS, doubt.id);
      try {
        if (row) await this.#table.replace(row.key, valuesOf(doubt), row.etag);
      } catch (error) {
        // Somebody was faster: it has been taken.
        if (!isConflict(error)) throw error;
      }
    });
  }

  get(id: string): Promise<Doubt | undefined> {
    return this.#run(async () => doubtIn(await keptRow(this.#table, DOUBTS, id)));
  }

  latest({ personId, conversationId }: DoubtsOf): Promise<AskedDoubt | undefined> {
    const filter = `person_id eq ${quoted(personId)} and conversation_id eq ${quoted(conversationId)}`;
    return this.#run(async () => {
      let latest: AskedDoubt | undefined;
      for await (const row of this.#table.range({ ...keyRange(DOUBTS.kind), filter })) {
        const doubt = doubtIn(row);
        if (doubt && isAsked(doubt) && doubt.askedAt >= (latest?.askedAt ?? 0)) latest = doubt;
      }
      return latest;
    });
  }

  take(id: string): Promise<Doubt | undefined> {
    return this.#run(async () => doubtIn(await takeRow(this.#table, DOUBTS, id)));
  }
}

function valuesOf(doubt: Doubt): Values {
  const { asker, place, dueAt } = doubt;
  const found = { person_id: asker.id, conversation_id: conversationOf(place), due_at: BigInt(dueAt) };
  return { ...splitText('doubt', JSON.stringify(doubt)), ...found };
}

function doubtIn(row: StoredRow | undefined): Doubt | undefined {
  return row && fromStoredDoubt(readJson<StoredDoubt>(joinText('doubt', row.values), row.key));
}

/** A text in a filter (OData). */
function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
