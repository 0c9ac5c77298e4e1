import { headOf } from '../record/chain-row.ts';
import { renewedHead } from '../record/renewed-head.ts';
import { wrappedKeyToWrite } from '../record/wrapped-key-change.ts';
import { type ChainKeys, openRing, type SealKeys } from '../seal/chain-keys.ts';
import { dataKeyChange, dataKeyRow, fromDataKeyEntity } from './data-key-rows.ts';
import { holdsRows } from './is-table-begun.ts';
import { fromHeadEntity, fromRingEntity, headChange, headValues, ringChange } from './record-rows.ts';
import { HEAD_KEY, keyRange } from './row-keys.ts';
import type { Change, StoredRow, Table } from './table.ts';
import { writeUntilSettled } from './write-until-settled.ts';

/**
 * Begins the record in an empty table, takes an existing one over from the previous SEAL_KEY where there is one, and keeps the
 * data key. A head that is missing beside other rows is not made again: somebody took it away.
 * @throws StoreError
 */
export async function openRecord(table: Table, keys: SealKeys): Promise<ChainKeys> {
  return writeUntilSettled<ChainKeys>(table.host, async () => {
    const head = await table.get(HEAD_KEY);
    const ring: StoredRow[] = [];
    for await (const row of table.range(keyRange('key'))) ring.push(row);
    const opened = openRing(ring.map(fromRingEntity), keys);
    const dataKey = keys.wrapped && (await dataKeyRow(table, keys.wrapped.url));
    const toWrite = wrappedKeyToWrite(dataKey && fromDataKeyEntity(dataKey), head && fromHeadEntity(head), keys);
    const changes = [
      ...opened.write.map(ringChange),
      ...(await headChanges(table, head, keys, opened.keys)),
      ...(toWrite ? [dataKeyChange(toWrite, dataKey)] : []),
    ];
    if (changes.length === 0) return { kind: 'landed', result: opened.keys };
    const basis = [head, dataKey, ...ring].map(row => row?.etag).join();
    return { kind: 'write', basis, commit: () => table.commit(changes), result: opened.keys };
  });
}

async function headChanges(
  table: Table,
  stored: StoredRow | undefined,
  sealKeys: SealKeys,
  keys: ChainKeys,
): Promise<Change[]> {
  if (stored === undefined) {
    const first = headValues(headOf(keys.current));
    return (await holdsRows(table)) ? [] : [{ kind: 'insert', key: HEAD_KEY, values: first }];
  }
  const renewed = renewedHead(fromHeadEntity(stored), sealKeys);
  return renewed === undefined ? [] : [headChange(renewed, stored.etag)];
}
