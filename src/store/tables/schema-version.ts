import { NewerStoreError, StoreError } from '../../errors.ts';
import { SCHEMA_KEY } from './row-keys.ts';
import type { Change, Table } from './table.ts';
import { writeUntilSettled } from './write-until-settled.ts';

/**
 * The version of the rows that this Nyckel writes. A change that the one before would misread counts it up. A table that has no
 * number is of version 1: it was left by a Nyckel that did not write any.
 */
export const TABLE_VERSION = 1;

/** @throws StoreError when the rows are of a newer version of Nyckel, or the number can't be read. */
export async function requireKnownVersion(table: Table): Promise<void> {
  await knownVersion(table);
}

/** Notes the version in a table that has no number. @throws StoreError as requireKnownVersion */
export async function noteVersion(table: Table): Promise<void> {
  const note: Change = { kind: 'insert', key: SCHEMA_KEY, values: { version: TABLE_VERSION } };
  await writeUntilSettled<void>(table.host, async () => {
    // Another one may be there first, and be newer.
    if ((await knownVersion(table)) !== undefined) return { kind: 'landed', result: undefined };
    return { kind: 'write', basis: '', commit: () => table.commit([note]), result: undefined };
  });
}

async function knownVersion(table: Table): Promise<number | undefined> {
  const row = await table.get(SCHEMA_KEY);
  if (row === undefined) return undefined;
  const { version } = row.values;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    throw new StoreError(
      `The row ${SCHEMA_KEY} of the store ${table.host} can’t be read. Restore the table as it was before it was changed.`,
    );
  }
  if (version > TABLE_VERSION) throw new NewerStoreError(table.host, version, TABLE_VERSION);
  return version;
}
