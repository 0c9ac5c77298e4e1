import type { Turn } from '../../desk/desk.ts';
import type { AuditEvent } from '../../desk/request/audit-entry.ts';
import type { Place } from '../../desk/request/people.ts';
import type { Services } from '../services.ts';

/** Puts a sign-in, or why it did not work, on record. */
export async function recordSignIn(
  services: Services,
  { asker, correlationId }: Turn,
  event: Extract<AuditEvent, 'signed-in' | 'signed-out' | 'sign-in-failed'>,
  { rule, at }: { rule?: string; at?: Place } = {},
): Promise<void> {
  const { id: actorId, name: actorName } = asker;
  const conversationId = at?.conversationId;
  await services.desk.store.record({
    at: services.desk.now(),
    event,
    correlationId,
    actorId,
    actorName,
    conversationId,
    rule,
  });
}
