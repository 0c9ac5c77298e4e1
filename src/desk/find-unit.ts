import { conversationFor, unitConversations } from './approvals-conversations.ts';
import type { Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Place } from './request/people.ts';
import { sameConversation } from './request/place.ts';
import type { Refusal } from './request/refusal.ts';
import type { Unit } from './settings.ts';
import { MOST_UNIT_CONVERSATIONS } from './times.ts';

/**
 * The administrative unit of that name whose requests are to be approved in `to`, as whoever wants it may read it; or why that
 * can't be: nobody knows which one is meant, or who is in it.
 * @throws DirectoryError
 */
export async function findUnit(
  desk: Desk,
  session: DirectorySession,
  { unit: name, place }: { unit: string; place: Place },
): Promise<Unit | Refusal> {
  const called = (await session.units())?.filter(unit => folded(unit.name) === folded(name)) ?? [];
  const [found] = called;
  if (!found) return refusal('approvals-unit-not-found', { unit: name });
  if (called.length > 1) return refusal('approvals-unit-several', { unit: found.name });
  if (found.hidesMembers) return refusal('approvals-unit-hidden', { unit: found.name });
  const unit = { id: found.id, name: found.name };
  const all = await unitConversations(desk);
  if (all.some(each => each.unit.id === unit.id)) return unit;
  const general = await conversationFor(desk);
  if (general && sameConversation(general.place, place)) return refusal('approvals-unit-here', { unit: unit.name });
  const most = MOST_UNIT_CONVERSATIONS;
  return all.length < most ? unit : refusal('approvals-units-many', { most: String(most) });
}

/** Nobody writes a name with the same capitals and blanks twice. */
function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
