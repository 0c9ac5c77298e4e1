import { StoreError } from '../../errors.ts';
import type { SqliteConnection } from './connection.ts';
import type { Statements } from './statements.ts';

/** Writes something and reads it again. @throws StoreError when that is not what is read */
export async function probe(file: SqliteConnection, sql: Statements, location: string): Promise<void> {
  const mark = crypto.randomUUID();
  const read = await file.write(() => {
    sql.writeProbe.run(mark);
    return sql.readProbe.get(mark);
  });
  if (read === undefined) throw new StoreError(`The store ${location} does not give back what was written.`);
}
