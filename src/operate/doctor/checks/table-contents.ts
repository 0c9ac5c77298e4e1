import { randomUUID } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import type { StoreLocation } from '../../../store/location.ts';
import { connectTable } from '../../../store/tables/connect-table.ts';
import { holdsRows } from '../../../store/tables/is-table-begun.ts';
import { fromHeadEntity, fromRingEntity } from '../../../store/tables/record-rows.ts';
import { fromRequestEntity } from '../../../store/tables/request-rows.ts';
import { HEAD_KEY, keyRange, PROBE_KEY } from '../../../store/tables/row-keys.ts';
import { requireKnownVersion, TABLE_VERSION } from '../../../store/tables/schema-version.ts';
import type { Table } from '../../../store/tables/table.ts';
import type { NoContents, SealedPassword, StoreContents } from './store-contents.ts';

type Tables = Extract<StoreLocation, { kind: 'tables' }>;

/**
 * Reads and writes the table as it is, without the key: nothing is written to one that the bot has not begun yet, or that an
 * older bot may still work with.
 * @throws StoreError
 */
export async function tableContents(
  location: Tables,
  credential: TokenCredential,
): Promise<StoreContents | NoContents> {
  const table = connectTable('url' in location ? { url: location.url, credential } : location);
  if (!(await table.exists())) return 'missing';
  const version = await requireKnownVersion(table);
  if (!(await holdsRows(table))) return 'missing';
  if (version < TABLE_VERSION) return 'older';
  await table.put(PROBE_KEY, { mark: randomUUID() });
  const head = await table.get(HEAD_KEY);
  const ring = [];
  for await (const row of table.range(keyRange('key'))) ring.push(fromRingEntity(row));
  const passwords = await sealedPasswords(table);
  return { headKeyId: head && fromHeadEntity(head).keyId, ring, passwords };
}

/** The address of the service, for its clock. */
export function tableAddress(location: Tables): string {
  if ('url' in location) return location.url;
  // The address is read out of the connection string as the store itself does it.
  return TableClient.fromConnectionString(location.connectionString, 'nyckel').url;
}

async function sealedPasswords(table: Table): Promise<SealedPassword[]> {
  const passwords: SealedPassword[] = [];
  for await (const row of table.range({ ...keyRange('request'), filter: "sealed_password gt ''" })) {
    const { request } = fromRequestEntity(row);
    if ('sealed' in request && request.sealed !== undefined)
      passwords.push({ requestId: request.id, sealed: request.sealed });
  }
  return passwords;
}
