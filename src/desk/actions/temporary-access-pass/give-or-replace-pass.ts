import type { CallAnswer, DirectorySession } from '../../ports.ts';
import type { Begun } from '../../request/request.ts';
import { isShown } from './lost-call.ts';
import { usualTerms } from './terms.ts';

/**
 * Makes the pass. Microsoft's pages say that a second one takes the place of the first, and reports say that it is refused while
 * there is one (CIPP 4436): then the first is deleted, if the confirm card has named it, and the call is made once more. A pass
 * that nobody was told of is left where it is. Never throws.
 */
export async function giveOrReplacePass(session: DirectorySession, request: Begun): Promise<CallAnswer> {
  const { target, terms = usualTerms(target.findings) } = request;
  const first = await session.givePass(target.id, terms);
  if (first.kind !== 'rejected' || (first.why !== 'exists' && first.why !== 'not-possible')) return first;
  const present = await session.readPass(target.id).catch(() => undefined);
  if (present === undefined || present === 'none') return first;
  if (!isShown(present, request)) return { kind: 'rejected', why: 'exists' };
  const taken = await session.withdrawPass(target.id, present.id);
  if (taken !== 'done' && taken !== 'gone') return { kind: 'rejected', why: 'exists' };
  return session.givePass(target.id, terms);
}
