import type { Desk, Turn } from './desk.ts';
import type { AuditEntry } from './request/audit-entry.ts';
import type { Place } from './request/people.ts';

/** What every row about a turn of somebody holds that belongs to no request, its event apart. `at`: where it was. */
export function rowOfTurn(desk: Desk, { asker, correlationId }: Turn, at?: Place): Omit<AuditEntry, 'event'> {
  const conversationId = at?.conversationId;
  const { id: actorId, name: actorName, acting } = asker;
  const acted = acting && { actingId: acting.id, actingName: acting.name };
  return { at: desk.now(), correlationId, actorId, actorName, ...acted, conversationId };
}
