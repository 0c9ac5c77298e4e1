import type { WrappedKey, WrappedKeyChange } from '../seal/data-key.ts';
import { connectTable, type TableAccount } from './connect-table.ts';
import { asOpeningError } from './opening-error.ts';
import { rowKey } from './row-keys.ts';
import type { Change, StoredRow, Table } from './table.ts';

/** The row of the data key that the Key Vault key at this URL has wrapped. @throws StoreError */
export function dataKeyRow(table: Table, url: string): Promise<StoredRow | undefined> {
  return table.get(rowKey('data-key', url));
}

export function fromDataKeyEntity({ values }: StoredRow): WrappedKey {
  return {
    version: String(values.version),
    algorithm: String(values.algorithm),
    wrapped: String(values.wrapped),
    signature: String(values.signature),
  };
}

/** @param stored the row as it is now. */
export function dataKeyChange({ url, after }: WrappedKeyChange, stored: StoredRow | undefined): Change {
  const row = { key: rowKey('data-key', url), values: { ...after } };
  return stored === undefined ? { kind: 'insert', ...row } : { kind: 'replace', ...row, etag: stored.etag };
}

/**
 * The data key that the Key Vault key at this URL has wrapped; undefined where there is none, or no table.
 * @throws StoreError
 */
export async function findDataKey(where: TableAccount, url: string): Promise<WrappedKey | undefined> {
  const table = connectTable(where);
  try {
    const row = (await table.exists()) ? await dataKeyRow(table, url) : undefined;
    return row && fromDataKeyEntity(row);
  } catch (error) {
    throw asOpeningError(table.host, where, error);
  }
}
