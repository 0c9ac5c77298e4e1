import { randomUUID } from 'node:crypto';
import { MESSAGE_KEPT } from '../../desk/times.ts';
import { keyRange, rowKey } from './row-keys.ts';
import type { StoredRow, Table } from './table.ts';
import { type Attempt, writeUntilSettled } from './write-until-settled.ts';

/** How many old messages one that is taken takes away. */
const MOST_DROPPED = 20;

/** Takes a message, and forgets some of those that were taken too long ago. @throws StoreError */
export async function takeMessage(table: Table, message: string, now: number): Promise<boolean> {
  const key = rowKey('message', message);
  const values = { taken_by: randomUUID(), taken_at: BigInt(now) };
  const taken = await writeUntilSettled<boolean>(table.host, async (): Promise<Attempt<boolean>> => {
    const row = await table.get(key);
    // An earlier try of this very write was made, and its answer lost.
    if (row?.values.taken_by === values.taken_by) return { kind: 'landed', result: true };
    if (row !== undefined && isKept(row, now)) return { kind: 'landed', result: false };
    const commit =
      row === undefined
        ? () => table.commit([{ kind: 'insert', key, values }])
        : () => table.replace(key, values, row.etag);
    return { kind: 'write', basis: row?.etag ?? '', commit, result: true };
  });
  // It is taken by now: what can't be forgotten today goes with the next one.
  if (taken) await dropOld(table, now).catch(() => undefined);
  return taken;
}

/** Whether it has been taken, and not too long ago. @throws StoreError */
export async function isMessageTaken(table: Table, message: string, now: number): Promise<boolean> {
  const row = await table.get(rowKey('message', message));
  return row !== undefined && isKept(row, now);
}

/** Gives it back. @throws StoreError */
export async function releaseMessage(table: Table, message: string): Promise<void> {
  const row = await table.get(rowKey('message', message));
  if (row !== undefined) await table.drop(row.key, row.etag);
}

function isKept({ values }: StoredRow, now: number): boolean {
  return Number(values.taken_at) > now - MESSAGE_KEPT;
}

async function dropOld(table: Table, now: number): Promise<void> {
  const filter = `taken_at le ${BigInt(now - MESSAGE_KEPT)}L`;
  const old: StoredRow[] = [];
  for await (const row of table.range({ ...keyRange('message'), filter, atMost: MOST_DROPPED })) old.push(row);
  await Promise.all(old.map(row => table.drop(row.key, row.etag)));
}
