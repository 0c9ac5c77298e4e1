import { StoreError } from '../../errors.ts';
import type { ChainKeys } from '../seal/chain-keys.ts';
import { type AuditHead, type ChainedRow, type CutMark, isGenuineRow, NO_HASH } from './chain-row.ts';

/** What of the record is to be cut. */
export interface CutWanted {
  /** Rows from before that time, in milliseconds since the epoch. */
  before: number;
  /** The policy that says so, in days. */
  days: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * The mark that stands in the place of the oldest rows, as far as all of them are from before that time; undefined where there
 * is nothing to cut. The last row of the record is never cut. Each is judged first: what was tampered with must not go with its
 * traces.
 * @param oldest rows from the first one that is there, in ascending order.
 * @param head the genuine one of the same moment.
 * @throws StoreError when one of them is not as it was written, or can't be judged.
 */
export function cutMark(
  oldest: readonly ChainedRow[],
  head: AuditHead,
  { before, days, now }: CutWanted,
  keys: ChainKeys,
): CutMark | undefined {
  let last = { count: head.cut?.count ?? 0, hash: head.cut?.hash ?? NO_HASH };
  const begin = last.count;
  for (const row of oldest) {
    const key = [keys.current, ...keys.earlier].find(({ id }) => id === row.keyId);
    const follows = row.seq === last.count + 1 && row.previousHash === last.hash;
    if (!follows || !key || !isGenuineRow(key, row)) {
      throw new StoreError(
        'The oldest rows of the record are not as they were written, or can’t be judged, so none of them is cut. Keep a copy of the store and run: npm run audit -- verify',
      );
    }
    if (row.entry.at >= before || row.seq >= head.count) break;
    last = { count: row.seq, hash: row.hash };
  }
  return last.count === begin ? undefined : { ...last, at: now, days };
}
