import { ACTION_KINDS } from '../action-kinds.ts';
import { DirectoryError } from '../errors.ts';
import type { Use } from './actions/action.ts';
import { ACTIONS } from './actions/actions.ts';
import type { Desk, Turn } from './desk.ts';
import { seesApprovals } from './history.ts';
import { identify } from './judging/identify.ts';
import type { BegunBy, DirectorySession } from './ports.ts';
import { lastOfEach, mayLieAround } from './request/lying-around.ts';
import type { Done } from './request/request.ts';
import { MOST_FOLLOWED, MOST_READ_AT_ONCE, UNUSED_FOR, UNUSED_READ_WITHIN } from './times.ts';
import { rowOfTurn } from './turn-row.ts';

/** A secret that nobody has used up, as far as is known. */
export interface LyingAround {
  request: Done;
  use: Exclude<Use, 'used'>;
}

/** What lies around. */
interface Unused {
  /** The first that was begun first. */
  found: readonly LyingAround[];
  /** Those of everybody, not the reader's own alone. */
  ofAll: boolean;
  /** There were more than are looked at. */
  more: boolean;
}

/**
 * The temporary passwords of the last 30 days that were not changed, and the passes that were not used, read now as whoever looks:
 * of their own requests, and of everybody for those who see approvals, which is on record.
 * @throws DirectoryError
 */
export async function unusedFor(desk: Desk, session: DirectorySession, turn: Turn): Promise<Unused> {
  const { requester } = await session.examine(turn.asker.id);
  const who = identify(desk.policy.adminAccounts, turn.asker.id, requester);
  if ('rule' in who) return ownUnused(desk, undefined, turn);
  if (!seesApprovals(requester, who)) return unusedOf(desk, session, { requesterIds: who.accounts });
  await desk.store.record({ ...rowOfTurn(desk, turn), event: 'unused-shown' });
  return unusedOf(desk, session, 'everybody');
}

/** The same of one person's own requests. Without a session nothing can be read: none of them is known. @throws DirectoryError */
export function ownUnused(desk: Desk, session: DirectorySession | undefined, { asker }: Turn): Promise<Unused> {
  return unusedOf(desk, session, { requesterIds: [asker.id] });
}

async function unusedOf(desk: Desk, session: DirectorySession | undefined, of: BegunBy): Promise<Unused> {
  const begun = await desk.store.begun(of, desk.now() - UNUSED_FOR, MOST_FOLLOWED);
  const candidates = lastOfEach(begun.filter(mayLieAround));
  const uses = await usesOf(desk, session, candidates);
  const found = candidates.flatMap(request => {
    const use = uses.get(request.id) ?? 'not-known';
    return use === 'used' ? [] : [{ request, use }];
  });
  return { found, ofAll: of === 'everybody', more: begun.length === MOST_FOLLOWED };
}

/** By action, so many at once; what can't be read, or not in time, is missing. */
async function usesOf(
  desk: Desk,
  session: DirectorySession | undefined,
  requests: readonly Done[],
): Promise<ReadonlyMap<string, Use>> {
  const uses = new Map<string, Use>();
  if (!session) return uses;
  const until = desk.now() + UNUSED_READ_WITHIN;
  for (const kind of ACTION_KINDS) {
    const own = requests.filter(({ action }) => action === kind);
    for (let from = 0; from < own.length && desk.now() < until; from += MOST_READ_AT_ONCE) {
      const some = own.slice(from, from + MOST_READ_AT_ONCE);
      const read = await ACTIONS[kind].uses(session, some, desk.now()).catch(notRead);
      for (const [id, use] of read) uses.set(id, use);
    }
  }
  return uses;
}

/** Only a new sign-in is worth more than to say that it is not known. */
function notRead(error: unknown): ReadonlyMap<string, Use> {
  if (!(error instanceof DirectoryError) || error.trouble === 'sign-in-again') throw error;
  return new Map();
}
