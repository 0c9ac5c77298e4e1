import { connectTable, type TableAccount } from './connect-table.ts';
import { asOpeningError } from './opening-error.ts';
import { PROBE_KEY } from './row-keys.ts';
import type { Table } from './table.ts';

/** First and behind the last row key of the table. */
const EVERYTHING = { from: '', below: '~' };

/**
 * Whether anything was ever written there but the mark of a readiness check, which says nothing and may come before the record:
 * from `npm run doctor` of an earlier version.
 * @throws StoreError
 */
export async function holdsRows(table: Table): Promise<boolean> {
  for await (const { key } of table.range({ ...EVERYTHING, atMost: 2 })) if (key !== PROBE_KEY) return true;
  return false;
}

/** Whether a bot has started on this table; false where there is none. @throws StoreError */
export async function isTableBegun(where: TableAccount): Promise<boolean> {
  const table = connectTable(where);
  try {
    return (await table.exists()) && (await holdsRows(table));
  } catch (error) {
    throw asOpeningError(table.host, where, error);
  }
}
