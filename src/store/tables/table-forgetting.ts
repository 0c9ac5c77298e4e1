import { isForgettable, isPassing, isSettingOver, withForgotten } from '../../desk/forgettable.ts';
import type { ForgettingStore, Forgotten } from '../../desk/forgetting-store.ts';
import { StoreError } from '../../errors.ts';
import type { CutWanted } from '../record/cut.ts';
import { type OnUnreadable, readable } from '../requests/readable.ts';
import { joinText, splitText } from './long-text.ts';
import { type FoundRequest, forgetChanges, fromRequestEntity, isForgottenRow, readJson } from './request-rows.ts';
import { keyRange, rowKey } from './row-keys.ts';
import type { Change, StoredRow, Table } from './table.ts';
import { saysConflict } from './table-errors.ts';
import type { TableRecord } from './table-record.ts';
import type { Plan, Writer } from './writer.ts';

/** How many rows a step looks at. */
const PAGE = 200;
/** How many rows a transaction takes away at most; the count and the head go with them. */
const MOST_AT_ONCE = 96;
/** The settings from the first to behind the last that isSettingOver may be true of. */
const PASSING = { from: rowKey('setting', 'alarm:'), below: rowKey('setting', 'asks~') };
const TALLY = rowKey('setting', 'forgotten');
/** Comes before everything that a key may hold: right behind a key with it comes the next one. */
const NEXT = '!';

/** What it works with besides the table. */
interface Parts {
  writer: Writer;
  record: TableRecord;
  onUnreadable: OnUnreadable;
  /** Runs what asks the service. @throws StoreError, as after the end of the store */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Takes away what is old. Every method rejects with a StoreError. */
export class TableForgetting implements ForgettingStore {
  readonly #table: Table;
  readonly #parts: Parts;

  constructor(table: Table, parts: Parts) {
    this.#table = table;
    this.#parts = parts;
  }

  /** In the order of their keys, which tells nothing of their age. */
  requests(before: number, from?: string): Promise<Forgotten> {
    return this.#parts.run(async () => {
      const { below, ...range } = keyRange('request');
      const rows: StoredRow[] = [];
      for await (const row of this.#table.range({ from: from ?? range.from, below, atMost: PAGE })) rows.push(row);
      await this.#clear(rows.filter(isForgottenRow));
      let count = 0;
      for (const some of together(this.#forgettable(rows, before))) count += await this.#forget(some, before);
      const last = rows.at(-1);
      return rows.length < PAGE || !last ? { count } : { count, next: last.key + NEXT };
    });
  }

  settings(before: number, from = PASSING.from): Promise<Forgotten> {
    return this.#parts.run(() =>
      // Each setting is written with a row, so that it is guarded by the head of the record.
      this.#parts.writer.withRow<Forgotten>(undefined, async () => {
        const rows: StoredRow[] = [];
        for await (const row of this.#table.range({ ...PASSING, from, atMost: MOST_AT_ONCE })) rows.push(row);
        const old = rows.filter(row => isPassing(nameOf(row)) && isSettingOver(settingIn(row), before));
        const last = rows.at(-1);
        const next = rows.length < MOST_AT_ONCE || !last ? {} : { next: last.key + NEXT };
        const changes = old.map(({ key }): Change => ({ kind: 'delete', key }));
        return this.#counting('settings', changes, { count: old.length, ...next });
      }),
    );
  }

  record(wanted: CutWanted): Promise<Forgotten> {
    const { run, writer, record } = this.#parts;
    return run(() =>
      writer.withRow<Forgotten>(undefined, async (_place, _writeId, head) => {
        const cutting = await record.cutting(head, wanted, MOST_AT_ONCE);
        if (!cutting) return { kind: 'landed', result: { count: 0 } };
        const { cut, count, gone } = cutting;
        return { ...(await this.#counting('rows', gone, { count, next: 'the oldest' })), cut };
      }),
    );
  }

  /** Those that can't be taken away together are tried one by one; one that can't at all stays, and keeps no other. */
  async #forget(some: readonly FoundRequest[], before: number): Promise<number> {
    try {
      return (await this.#forgetTogether(some, before)).count;
    } catch (error) {
      if (!(error instanceof StoreError) || !saysConflict(error.cause)) throw error;
      const [one, ...others] = some;
      if (one && others.length === 0) this.#parts.onUnreadable(one.request.id, error);
      let count = 0;
      for (const each of others.length > 0 ? some : []) count += await this.#forget([each], before);
      return count;
    }
  }

  async #forgetTogether(some: readonly FoundRequest[], before: number): Promise<Forgotten> {
    let found: readonly FoundRequest[] | undefined = some;
    const made = await this.#parts.writer.withRow<Forgotten & { keys: string[] }>(undefined, async () => {
      // As they are now, where somebody was faster.
      const present = found ?? (await this.#again(some));
      found = undefined;
      const old = present.filter(({ request }) => isForgettable(request, before));
      const changes = old.flatMap(forgetChanges);
      const keys = changes.flatMap(({ kind, key }) => (kind === 'replace' ? [key] : []));
      return this.#counting('requests', changes, { count: old.length, keys });
    });
    await this.#clear(made.keys.map(key => ({ key })));
    return made;
  }

  /** Takes the marks away. Those that stay, because another process takes them too, are found again. */
  async #clear(marks: readonly Pick<StoredRow, 'key'>[]): Promise<void> {
    for (let begin = 0; begin < marks.length; begin += MOST_AT_ONCE) {
      const some = marks.slice(begin, begin + MOST_AT_ONCE).map(({ key }): Change => ({ kind: 'delete', key }));
      await this.#table.commit(some).catch(() => undefined);
    }
  }

  async #again(some: readonly FoundRequest[]): Promise<FoundRequest[]> {
    const rows = await Promise.all(some.map(({ request }) => this.#table.get(rowKey('request', request.id))));
    return rows.flatMap(row => (row && !isForgottenRow(row) ? [fromRequestEntity(row)] : []));
  }

  /** What can't be read stays: nobody can tell what it owes. */
  #forgettable(rows: readonly StoredRow[], before: number): FoundRequest[] {
    const left = rows.filter(row => !isForgottenRow(row));
    const { onUnreadable } = this.#parts;
    const idOf = ({ key }: StoredRow) => key.slice(key.indexOf('|') + 1);
    const found = readable(left, { read: fromRequestEntity, idOf, onUnreadable });
    return found.filter(({ request }) => isForgettable(request, before));
  }

  /** These changes, with the count of what they take. */
  async #counting<Result extends Forgotten>(
    what: 'requests' | 'settings' | 'rows',
    changes: readonly Change[],
    result: Result,
  ): Promise<Plan<Result>> {
    if (result.count === 0) return { kind: 'landed', result };
    const row = await this.#table.get(TALLY);
    const tally = withForgotten(row && settingIn(row), what, result.count);
    const put: Change = { kind: 'put', key: TALLY, values: splitText('value', JSON.stringify(tally)) };
    return { kind: 'write', basis: row?.etag ?? '', changes: [...changes, put], result };
  }
}

function settingIn<Value>({ key, values }: StoredRow): Value {
  return readJson<Value>(joinText('value', values), key);
}

function nameOf({ key }: StoredRow): string {
  return key.slice(key.indexOf('|') + 1);
}

/** As many at a time as go into one transaction. */
function together(all: readonly FoundRequest[]): FoundRequest[][] {
  const groups: FoundRequest[][] = [];
  let room = 0;
  for (const found of all) {
    const changes = forgetChanges(found).length;
    if (room < changes) {
      groups.push([]);
      room = MOST_AT_ONCE;
    }
    groups.at(-1)?.push(found);
    room -= changes;
  }
  return groups;
}
