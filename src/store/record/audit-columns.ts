import type { AuditEntry, RecordedEntry } from '../../desk/request/audit-entry.ts';

/**
 * Columns of the record with the property that each of them holds. The chain's hashes are made over them in this order:
 * a new one goes to the end, and none is ever moved or taken away.
 */
export const AUDIT_COLUMNS = [
  ['at', 'at'],
  ['event', 'event'],
  ['correlation_id', 'correlationId'],
  ['actor_id', 'actorId'],
  ['actor_name', 'actorName'],
  ['request_id', 'requestId'],
  ['target_id', 'targetId'],
  ['target_name', 'targetName'],
  ['conversation_id', 'conversationId'],
  ['rule', 'rule'],
  ['reason', 'reason'],
  ['ticket', 'ticket'],
  ['note', 'note'],
  ['detail', 'detail'],
  ['acting_id', 'actingId'],
  ['acting_name', 'actingName'],
  ['action', 'action'],
  ['proof', 'proof'],
] as const satisfies readonly (readonly [string, keyof AuditEntry])[];

/** An entry as it stands in a store. */
export type StoredEntry = RecordedEntry;

/** The values of an entry in the order of AUDIT_COLUMNS; null where it has none. */
export function auditValues(entry: StoredEntry): (string | number | null)[] {
  return AUDIT_COLUMNS.map(([, property]) => entry[property] ?? null);
}
