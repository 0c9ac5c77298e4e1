import type { PendingCommand } from '../../desk/request/errand.ts';
import { ERRAND_LIFETIME } from '../../desk/times.ts';
import type { SqliteConnection } from './connection.ts';
import { fromPendingRow } from './rows.ts';
import type { Statements } from './statements.ts';

/** Keeps what a person asked for. @throws StoreError */
export async function keepPendingRow(
  file: SqliteConnection,
  sql: Statements,
  personId: string,
  command: PendingCommand,
): Promise<void> {
  await file.write(() => {
    // Whoever never signs in leaves a command behind: it goes with the next one that is kept.
    sql.dropOldPending.run(command.keptAt - ERRAND_LIFETIME);
    sql.upsertPending.run(personId, command.keptAt, JSON.stringify(command));
  });
}

/** Takes it away again. @throws StoreError */
export async function takePendingRow(
  file: SqliteConnection,
  sql: Statements,
  personId: string,
  now: number,
): Promise<PendingCommand | undefined> {
  const [row] = await file.write(() => sql.takePending.all(personId));
  if (row === undefined || Number(row.kept_at) <= now - ERRAND_LIFETIME) return undefined;
  return file.run(() => fromPendingRow(row));
}
