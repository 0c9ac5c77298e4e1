import type { CallAnswer, DirectorySession } from '../../ports.ts';
import type { Begun } from '../../request/request.ts';
import type { HowToCall } from '../action.ts';
import { isShown } from './lost-call.ts';
import { usualTerms } from './terms.ts';

/**
 * Makes the pass. Microsoft's pages say that a second one takes the place of the first, and reports say that it is refused while
 * there is one (CIPP 4436): then the first is deleted, if the confirm card has named it, and the call is made once more. A pass
 * that nobody was told of is left where it is. Never throws.
 */
export async function giveOrReplacePass(
  session: DirectorySession,
  request: Begun,
  { isInTime }: HowToCall,
): Promise<CallAnswer> {
  const { target, terms = usualTerms(target.findings) } = request;
  const first = await session.givePass(target.id, terms);
  if (first.kind !== 'rejected' || first.why !== 'exists') return first;
  const present = await session.readPass(target.id).catch(() => undefined);
  if (present === undefined || present === 'none' || !isShown(present, request) || !isInTime()) return first;
  const taken = await session.withdrawPass(target.id, present.id);
  if (taken !== 'done' && taken !== 'gone') return first;
  const second = isInTime() ? await session.givePass(target.id, terms) : first;
  return { ...(second.kind === 'rejected' ? REFUSED_AFTER : second), tookAway: true };
}

/** Whatever the reason: the earlier pass is gone, which is what has to be told. */
const REFUSED_AFTER = { kind: 'rejected', why: 'earlier-deleted' } as const;
