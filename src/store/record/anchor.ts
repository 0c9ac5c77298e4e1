import type { Logger } from 'pino';
import { DAY } from '../../desk/times.ts';
import type { AuditedRequestStore } from './audited-store.ts';

/**
 * Writes into the log, at the start and then once a day, how far the record goes, and how many of its first rows are cut. The chain alone can't see that the whole
 * store was put back to an older copy; a log that is kept elsewhere can (docs/record.md).
 */
export function createAnchor(store: AuditedRequestStore, log: Logger, now: () => number): () => Promise<void> {
  let last: number | undefined;
  return async () => {
    if (last !== undefined && now() - last < DAY) return;
    const head = await store.auditHead();
    if (!head) return;
    last = now();
    log.info({ count: head.count, hash: head.hash, ...(head.cut && { cut: head.cut.count }) }, 'audit anchor');
  };
}
