import type { AuditEntry } from '../desk/audit.ts';
import type { RequestStore } from '../desk/ports.ts';

/** A request store whose record can be read again, for operators and tests. */
export interface AuditedRequestStore extends RequestStore {
  /** The record in the order in which it was written: all of it, or what belongs to one request. */
  auditTrail(requestId?: string): Promise<AuditEntry[]>;
}

/** How long a pending command waits for its person to sign in, in milliseconds. */
export const PENDING_LIFETIME = 10 * 60_000;
