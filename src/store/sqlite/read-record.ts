import { verifyChain, verifyUncut } from '../record/chain.ts';
import type { AuditFindings } from '../record/chain-findings.ts';
import type { ChainedRow } from '../record/chain-row.ts';
import type { SqliteConnection } from './connection.ts';
import { FIRST_SEQ, LAST_SEQ, type SqliteRecord } from './sqlite-record.ts';

/** Rows of the record that are read at once: between pages others get their turn. */
const PAGE = 500;

/** The rows with these places, both included, page by page; to either end where none is given. */
export function recordRows(
  file: SqliteConnection,
  record: SqliteRecord,
  { from, to }: { from?: number; to?: number },
): AsyncGenerator<ChainedRow> {
  return pages(file, record, asSeq(from, FIRST_SEQ), asSeq(to, LAST_SEQ));
}

/** Compares every row with what was written; what others write meanwhile is not looked at. */
export function verifyRecord(file: SqliteConnection, record: SqliteRecord): Promise<AuditFindings> {
  const verify = async () => {
    // So the rows fit the head without a long transaction.
    const { head, last, keys } = await file.read(() => ({
      head: record.head(),
      last: record.lastSeq(),
      keys: record.readKeys(),
    }));
    return verifyChain(pages(file, record, FIRST_SEQ, last ?? FIRST_SEQ), head, keys);
  };
  return verifyUncut(verify, () => file.run(() => record.head()));
}

async function* pages(
  file: SqliteConnection,
  record: SqliteRecord,
  from: bigint,
  to: bigint,
): AsyncGenerator<ChainedRow> {
  for (let next = from; next <= to; ) {
    const start = next;
    const page = await file.run(() => record.page(start, to, PAGE));
    yield* page.rows;
    next = page.next;
  }
}

/** The place of a row as the database takes it, or another one where none is given. */
function asSeq(place: number | undefined, otherwise: bigint): bigint {
  return place === undefined ? otherwise : BigInt(place);
}
