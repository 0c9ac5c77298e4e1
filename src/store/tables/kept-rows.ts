import { randomUUID } from 'node:crypto';
import { keyRange, type RowKind, rowKey } from './row-keys.ts';
import type { StoredRow, Table, Values } from './table.ts';
import { writeUntilSettled } from './write-until-settled.ts';

/** How many old rows one that is kept takes away. */
const MOST_DROPPED = 20;

/** Rows that are kept for a while: their kind, and the time in each of them that says for how long. */
export interface Kept {
  kind: RowKind;
  time: string;
}

/**
 * Keeps a row. Those that nobody came for go with it: whose time is not after `old`, in milliseconds since the epoch.
 * @throws StoreError
 */
export async function keepRow(
  table: Table,
  { kind, time }: Kept,
  row: { id: string; values: Values; old: number },
): Promise<void> {
  await table.put(rowKey(kind, row.id), row.values);
  const filter = `${time} le ${BigInt(row.old)}L`;
  const left: StoredRow[] = [];
  for await (const each of table.range({ ...keyRange(kind), filter, atMost: MOST_DROPPED })) left.push(each);
  await Promise.all(left.map(each => table.drop(each.key, each.etag)));
}

/** A row that nobody has taken. @throws StoreError */
export async function keptRow(table: Table, { kind }: Kept, id: string): Promise<StoredRow | undefined> {
  const row = await table.get(rowKey(kind, id));
  return row === undefined || isTaken(row) ? undefined : row;
}

/** Whether it is only the mark that is left of it. */
function isTaken(row: StoredRow): boolean {
  return row.values.taken_by !== undefined;
}

/**
 * Takes a row away, so that one caller alone gets it. It is marked before it is deleted, because a deletion that is refused
 * does not tell whether an earlier try of the same deletion was made.
 * @throws StoreError
 */
export async function takeRow(table: Table, { kind, time }: Kept, id: string): Promise<StoredRow | undefined> {
  const key = rowKey(kind, id);
  const mark = randomUUID();
  let taken: StoredRow | undefined;
  await writeUntilSettled<void>(table.host, async () => {
    const row = await table.get(key);
    if (row?.values.taken_by === mark) return { kind: 'landed', result: undefined };
    taken = undefined;
    if (row === undefined || isTaken(row)) return { kind: 'landed', result: undefined };
    taken = row;
    const marked = { taken_by: mark, [time]: BigInt(String(row.values[time])) };
    return { kind: 'write', basis: row.etag, commit: () => table.replace(key, marked, row.etag), result: undefined };
  });
  if (taken !== undefined) await dropMark(table, key, mark);
  return taken;
}

/** The row is taken by now: a mark that stays behind holds nothing and goes with the old ones. */
async function dropMark(table: Table, key: string, mark: string): Promise<void> {
  const row = await table.get(key).catch(() => undefined);
  if (row?.values.taken_by === mark) await table.drop(key, row.etag).catch(() => undefined);
}
