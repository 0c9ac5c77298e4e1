import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { openTableStore } from '../../src/store/tables/table-store.ts';
import { forgetOn } from './old-store.ts';
import { KEYS } from './samples.ts';

/**
 * A process that forgets what is old in a store, once. In a file it kills itself at one of its write transactions, before it is
 * committed or after; on its way to a table somebody else kills it.
 */
const { STORE_FILE, STORE_TABLE = '', KILL_AT, KILL_WHEN } = process.env;

if (STORE_FILE !== undefined) killAt(Number(KILL_AT), KILL_WHEN === 'after');
const store = STORE_FILE
  ? openSqliteStore(STORE_FILE, { keys: KEYS })
  : await openTableStore({ connectionString: STORE_TABLE }, KEYS);
process.send?.('ready');
await new Promise(resolve => process.once('message', resolve));
await forgetOn(store, 0);
await store.close();
process.send?.('done');
process.disconnect?.();

/** Counts from now on: the opening of the store is no part of it. */
function killAt(nth: number, afterwards: boolean): void {
  const { exec } = DatabaseSync.prototype;
  let isWrite = false;
  let writes = 0;
  process.once('message', () => {
    DatabaseSync.prototype.exec = function counted(sql: string) {
      if (sql.startsWith('BEGIN')) isWrite = sql === 'BEGIN IMMEDIATE';
      const isMine = sql === 'COMMIT' && isWrite && ++writes === nth;
      if (isMine && !afterwards) process.kill(process.pid, 'SIGKILL');
      exec.call(this, sql);
      if (isMine) process.kill(process.pid, 'SIGKILL');
    };
  });
}
