import { csvLine } from '../../desk/report/csv-line.ts';
import { AUDIT_COLUMNS } from '../../store/record/audit-columns.ts';
import type { ChainedRow } from '../../store/record/chain-row.ts';

/** What came later stands behind the hash, so that each column of an earlier export stays where it was. */
const LATER: readonly string[] = ['actingId', 'actingName', 'action', 'proof'];
const EARLIER = AUDIT_COLUMNS.map(([, property]) => property).filter(name => !LATER.includes(name));
const FIELDS = ['seq', ...EARLIER, 'hash', ...LATER];

/** The rows of that time as text, line by line; the first line of csv has the names of the fields. Times are UTC. */
export async function* exportLines(
  rows: AsyncIterable<ChainedRow>,
  format: 'csv' | 'jsonl',
  { from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY }: { from?: number; before?: number },
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(FIELDS);
  for await (const row of rows) {
    if (row.entry.at < from || row.entry.at >= before) continue;
    const fields = { seq: row.seq, ...row.entry, at: timeOf(row.entry.at), hash: row.hash };
    yield format === 'csv' ? csvLine(FIELDS.map(name => cellOf(fields, name))) : `${JSON.stringify(fields)}\n`;
  }
}

function cellOf(fields: object, name: string): string {
  const value: unknown = Object.entries(fields).find(([each]) => each === name)?.[1];
  return value === undefined ? '' : String(value);
}

/** A time that somebody put in by hand may be none. */
function timeOf(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}
