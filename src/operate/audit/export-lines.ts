import { AUDIT_COLUMNS } from '../../store/record/audit-columns.ts';
import type { ChainedRow } from '../../store/record/chain-row.ts';

/** What came later stands behind the hash, so that each column of an earlier export stays where it was. */
const LATER: readonly string[] = ['actingId', 'actingName', 'action', 'proof'];
const EARLIER = AUDIT_COLUMNS.map(([, property]) => property).filter(name => !LATER.includes(name));
const FIELDS = ['seq', ...EARLIER, 'hash', ...LATER];
/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), with its full-width, small, raised and
 * lowered forms and the minus sign: whatever does not stand right behind a letter or a digit. Which character parts the
 * cells is the reader's choice (a semicolon in most of Europe), and quotes in the middle of what it takes for a cell do not hold it.
 */
const FORMULA =
  /(?<![\p{L}\p{N}])(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u207A-\u207C\u208A-\u208C\u2212])/gu;
/** Characters that a reader takes away before it looks at the cell. */
const TAKEN_AWAY = /^'*[\t\r\n]/;

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

/** RFC 4180: lines end with CRLF, and a quote inside a cell is doubled. */
function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Reversible: an apostrophe in front of each of those characters, and of a cell that begins with a tab or the end of a line. */
function csvCell(text: string): string {
  const safe = text.replace(FORMULA, "'").replace(TAKEN_AWAY, "'$&");
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
