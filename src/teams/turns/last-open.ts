import { openDoubt } from '../../desk/doubts.ts';
import type { AskedDoubt } from '../../desk/request/doubt.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { dueAtOf, type Request } from '../../desk/request/request.ts';
import type { Talk } from './talk.ts';

/** What this person was asked last here, or their latest open request here, whichever is newer, and all of those requests. */
export async function lastOpen(
  talk: Talk,
): Promise<{ doubt?: AskedDoubt; request?: Request; open: readonly Request[] }> {
  const { services, turn, place } = talk;
  const [doubt, open] = await Promise.all([openDoubt(services.desk, turn, place), openHere(talk)]);
  const request = open.at(-1);
  return doubt && doubt.askedAt >= (request?.createdAt ?? 0) ? { doubt, open } : { request, open };
}

/** Requests of this person in this conversation that wait for somebody to press, oldest first. */
export async function openHere({ services, turn, place }: Talk): Promise<Request[]> {
  const { store, now } = services.desk;
  const unfinished = await store.unfinished(turn.asker.id);
  return unfinished.filter(request => isOpen(request, now()) && sameConversation(request.place, place));
}

function isOpen(request: Request, now: number): boolean {
  switch (request.state) {
    case 'choosing':
    case 'open':
    case 'awaiting-approval':
    case 'approved':
      return (dueAtOf(request) ?? 0) > now;
    default:
      return false;
  }
}
