import type { CallRecord } from './types.ts';

export interface CallLog {
  add(record: Omit<CallRecord, 'n'>): void;
  /** Calls with a number above `n`, oldest first. */
  since(n: number): readonly CallRecord[];
  /** Forgets the calls; the numbers go on. */
  clear(): void;
}

const KEPT_CALLS = 50_000;

/** What the bot asked of the sandbox, numbered in the order of the answers. Bodies are never kept. */
export function createCallLog(): CallLog {
  let last = 0;
  let records: CallRecord[] = [];
  return {
    add(record) {
      last += 1;
      records.push({ n: last, ...record });
      if (records.length > KEPT_CALLS) records = records.slice(-KEPT_CALLS / 2);
    },
    since: n => records.filter(record => record.n > n),
    clear() {
      records = [];
    },
  };
}
