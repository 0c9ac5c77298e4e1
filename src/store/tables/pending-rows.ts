import type { PendingCommand } from '../../desk/request/errand.ts';
import { ERRAND_LIFETIME } from '../../desk/times.ts';
import { fromStoredCommand, type StoredCommand } from '../requests/earlier-errand.ts';
import { type Kept, keepRow, takeRow } from './kept-rows.ts';
import { joinText, splitText } from './long-text.ts';
import { readJson } from './request-rows.ts';
import type { Table } from './table.ts';

const PENDING: Kept = { kind: 'pending', time: 'kept_at' };

/** Keeps what a person asked for. @throws StoreError */
export async function keepPending(table: Table, personId: string, command: PendingCommand): Promise<void> {
  const values = { ...splitText('command', JSON.stringify(command)), kept_at: BigInt(command.keptAt) };
  await keepRow(table, PENDING, { id: personId, values, old: command.keptAt - ERRAND_LIFETIME });
}

/** Takes it away again. @throws StoreError */
export async function takePending(table: Table, personId: string, now: number): Promise<PendingCommand | undefined> {
  const row = await takeRow(table, PENDING, personId);
  const taken = row && fromStoredCommand(readJson<StoredCommand>(joinText('command', row.values), row.key));
  return taken && taken.keptAt > now - ERRAND_LIFETIME ? taken : undefined;
}
