import { NewerStoreError, StoreError } from '../../errors.ts';
import { SCHEMA_KEY } from './row-keys.ts';
import type { Change, StoredRow, Table } from './table.ts';
import { writeUntilSettled } from './write-until-settled.ts';

/**
 * The version of the rows that this Nyckel writes. A change that the one before would misread counts it up. A table that has no
 * number is of version 1: it was left by a Nyckel that did not write any. In version 2 rows of the record may say which account
 * somebody acted with, in version 3 what is to be done to the account, and in version 4 what has shown who calls; the one before
 * would take each for a change by hand.
 */
export const TABLE_VERSION = 4;

/** The version of the rows. @throws StoreError when they are of a newer version of Nyckel, or the number can't be read. */
export async function requireKnownVersion(table: Table): Promise<number> {
  const row = await table.get(SCHEMA_KEY);
  return row ? knownVersion(table, row) : 1;
}

/** Notes the version in a table that has no number, or that of an earlier version. @throws StoreError as requireKnownVersion */
export async function noteVersion(table: Table): Promise<void> {
  const note = { key: SCHEMA_KEY, values: { version: TABLE_VERSION } };
  await writeUntilSettled<void>(table.host, async () => {
    // Another one may be there first, and be newer.
    const row = await table.get(SCHEMA_KEY);
    if (row && knownVersion(table, row) === TABLE_VERSION) return { kind: 'landed', result: undefined };
    const change: Change = row ? { kind: 'replace', ...note, etag: row.etag } : { kind: 'insert', ...note };
    return { kind: 'write', basis: row?.etag ?? '', commit: () => table.commit([change]), result: undefined };
  });
}

function knownVersion(table: Table, row: StoredRow): number {
  const { version } = row.values;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    throw new StoreError(
      `The row ${SCHEMA_KEY} of the store ${table.host} can’t be read. Restore the table as it was before it was changed.`,
    );
  }
  if (version > TABLE_VERSION) throw new NewerStoreError(table.host, version, TABLE_VERSION);
  return version;
}
