import { randomUUID } from 'node:crypto';
import type { PendingCommand } from '../../desk/request/errand.ts';
import { ERRAND_LIFETIME } from '../../desk/times.ts';
import { fromStoredCommand, type StoredCommand } from '../requests/earlier-errand.ts';
import { joinText, splitText } from './long-text.ts';
import { readJson } from './request-rows.ts';
import { keyRange, rowKey } from './row-keys.ts';
import type { StoredRow, Table } from './table.ts';
import { writeUntilSettled } from './write-until-settled.ts';

/** How many old commands one that is kept takes away. */
const MOST_DROPPED = 20;

/** Keeps what a person asked for. @throws StoreError */
export async function keepPending(table: Table, personId: string, command: PendingCommand): Promise<void> {
  const text = splitText('command', JSON.stringify(command));
  await table.put(rowKey('pending', personId), { ...text, kept_at: BigInt(command.keptAt) });
  // Whoever never signs in leaves a command behind: it goes with the next one that is kept.
  const filter = `kept_at le ${BigInt(command.keptAt - ERRAND_LIFETIME)}L`;
  const old: StoredRow[] = [];
  for await (const row of table.range({ ...keyRange('pending'), filter, atMost: MOST_DROPPED })) old.push(row);
  await Promise.all(old.map(row => table.drop(row.key, row.etag)));
}

/**
 * Takes it away again. It is marked before it is deleted, because a deletion that is refused does not tell whether an
 * earlier try of the same deletion was made.
 * @throws StoreError
 */
export async function takePending(table: Table, personId: string, now: number): Promise<PendingCommand | undefined> {
  const key = rowKey('pending', personId);
  const mark = randomUUID();
  let taken: PendingCommand | undefined;
  await writeUntilSettled<void>(table.host, async () => {
    const row = await table.get(key);
    if (row?.values.taken_by === mark) return { kind: 'landed', result: undefined };
    taken = undefined;
    if (row === undefined || row.values.taken_by !== undefined) return { kind: 'landed', result: undefined };
    taken = fromStoredCommand(readJson<StoredCommand>(joinText('command', row.values), key));
    const marked = { taken_by: mark, kept_at: BigInt(taken.keptAt) };
    return { kind: 'write', basis: row.etag, commit: () => table.replace(key, marked, row.etag), result: undefined };
  });
  if (taken === undefined) return undefined;
  await dropMark(table, key, mark);
  return taken.keptAt <= now - ERRAND_LIFETIME ? undefined : taken;
}

/** The command is taken by now: a mark that stays behind holds nothing and goes with the old commands. */
async function dropMark(table: Table, key: string, mark: string): Promise<void> {
  const row = await table.get(key).catch(() => undefined);
  if (row?.values.taken_by === mark) await table.drop(key, row.etag).catch(() => undefined);
}
