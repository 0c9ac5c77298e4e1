import type { Desk, Turn } from './desk.ts';
import type { AuditEntry } from './request/audit-entry.ts';
import type { Place } from './request/people.ts';

/** What every row about a turn of somebody holds that belongs to no request, its event apart. `at`: where it was. */
export function rowOfTurn(desk: Desk, { asker, correlationId }: Turn, at?: Place): Omit<AuditEntry, 'event'> {
  const conversationId = at?.conversationId;
  return { at: desk.now(), correlationId, actorId: asker.id, actorName: asker.name, conversationId };
}
