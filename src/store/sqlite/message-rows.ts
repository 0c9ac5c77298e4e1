import { MESSAGE_KEPT } from '../../desk/times.ts';
import type { SqliteConnection } from './connection.ts';
import type { Statements } from './statements.ts';

/** Takes a message, and forgets those that were taken too long ago. @throws StoreError */
export function takeMessageRow(file: SqliteConnection, sql: Statements, key: string, now: number): Promise<boolean> {
  return file.write(() => {
    sql.dropOldMessages.run(now - MESSAGE_KEPT);
    return sql.takeMessage.all(key, now).length > 0;
  });
}

/** Whether it has been taken, and not too long ago. @throws StoreError */
export async function isMessageRowTaken(
  file: SqliteConnection,
  sql: Statements,
  key: string,
  now: number,
): Promise<boolean> {
  return file.run(() => sql.messageTaken.all(key, now - MESSAGE_KEPT).length > 0);
}

/** Gives it back. @throws StoreError */
export async function deleteMessageRow(file: SqliteConnection, sql: Statements, key: string): Promise<void> {
  await file.write(() => sql.releaseMessage.run(key));
}
