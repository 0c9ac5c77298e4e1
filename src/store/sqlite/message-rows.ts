import { MESSAGE_KEPT } from '../../desk/times.ts';
import type { SqliteConnection } from './connection.ts';
import type { Statements } from './statements.ts';

/** Takes a message, and forgets those that were taken too long ago. @throws StoreError */
export function takeMessage(file: SqliteConnection, sql: Statements, key: string, now: number): Promise<boolean> {
  return file.write(() => {
    sql.dropOldMessages.run(now - MESSAGE_KEPT);
    return sql.takeMessage.all(key, now).length > 0;
  });
}

/** @throws StoreError */
export async function isMessageTaken(
  file: SqliteConnection,
  sql: Statements,
  key: string,
  now: number,
): Promise<boolean> {
  return file.run(() => sql.messageTaken.all(key, now - MESSAGE_KEPT).length > 0);
}

/** @throws StoreError */
export async function releaseMessage(file: SqliteConnection, sql: Statements, key: string): Promise<void> {
  await file.write(() => sql.releaseMessage.run(key));
}
