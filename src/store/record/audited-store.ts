import type { RequestStore } from '../../desk/ports.ts';
import type { StoredEntry } from './audit-columns.ts';
import type { AuditFindings } from './chain-findings.ts';
import type { AuditHead, ChainedRow } from './chain-row.ts';

/**
 * A request store whose record can be read and verified, for operators and tests. Every method that writes to the
 * record rejects with a StoreError, and changes nothing, when the record does not end as its head says (checkEnd).
 */
export interface AuditedRequestStore extends RequestStore {
  /** The record in the order in which it was written: all of it, or what belongs to one request. */
  auditTrail(requestId?: string): Promise<StoredEntry[]>;
  /** The rows with these places (`seq`, both included) in ascending order, read page by page; all without a range. */
  auditRows(range?: { from?: number; to?: number }): AsyncIterable<ChainedRow>;
  /** How far the record goes; undefined when somebody took the head away. */
  auditHead(): Promise<AuditHead | undefined>;
  /** Compares every row of the record with what was written. Others may go on writing meanwhile. */
  verifyAudit(): Promise<AuditFindings>;
}
