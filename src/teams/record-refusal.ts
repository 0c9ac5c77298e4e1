import type { Turn } from '../desk/desk.ts';
import type { Place } from '../desk/request/people.ts';
import type { Services } from './services.ts';

/**
 * Puts on record that somebody was refused before there was a request, or beside one.
 * @throws StoreError
 */
export async function recordRefusal(
  services: Services,
  { asker, correlationId }: Turn,
  rule: string,
  at?: Place,
): Promise<void> {
  const { id: actorId, name: actorName } = asker;
  const conversationId = at?.conversationId;
  const now = services.desk.now();
  await services.desk.store.record({
    at: now,
    event: 'not-allowed',
    correlationId,
    actorId,
    actorName,
    conversationId,
    rule,
  });
}
