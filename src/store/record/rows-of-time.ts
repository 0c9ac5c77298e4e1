import type { RecordedEntry } from '../../desk/request/audit-entry.ts';
import { DAY } from '../../desk/times.ts';
import type { AuditedRequestStore } from './audited-store.ts';
import type { ChainedRow } from './chain-row.ts';

type Record = Pick<AuditedRequestStore, 'auditRows' | 'auditHead'>;

/** So much earlier a row may be dated than one that was written before it: several instances write, each by its own clock. */
const APART = DAY;

/**
 * The rows that are of this time (`before` not included), in the order of the record. Where they begin is found with a few reads,
 * however long the record is.
 */
export async function* rowsOfTime(
  record: Record,
  { from, before }: { from: number; before: number },
): AsyncGenerator<RecordedEntry> {
  for await (const { entry } of record.auditRows({ from: await firstSince(record, from - APART) })) {
    if (entry.at >= from && entry.at < before) yield entry;
  }
}

/** The place of the first row that is not older, in a record whose times go up with its places. */
async function firstSince(record: Record, since: number): Promise<number> {
  const head = await record.auditHead();
  // Somebody took the head away: nobody knows how far the record goes.
  if (!head) return 0;
  let [low, high] = [(head.cut?.count ?? 0) + 1, head.count + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await firstFrom(record, middle, high - 1);
    if (row && row.entry.at < since) low = row.seq + 1;
    else high = middle;
  }
  return low;
}

/** The row at this place, or the next one where that was taken away. */
async function firstFrom(record: Record, from: number, to: number): Promise<ChainedRow | undefined> {
  for (const end of [from, to]) {
    for await (const row of record.auditRows({ from, to: end })) return row;
  }
  return undefined;
}
