import type { DirectorySession, TakenBack } from '../../ports.ts';
import type { Accepted, Done, Failed } from '../../request/request.ts';
import { CALL_LEASE, MINUTE } from '../../times.ts';
import type { Afterwards, IsUnclaimed } from '../action.ts';
import { isOurs } from './lost-call.ts';
import type { PassReceipt, PresentPass } from './pass.ts';

/** What can be done with a pass once it was made. */
export const PASS_AFTERWARDS: Afterwards = {
  refusals: { withdraw: 'pass-not-withdrawn', read: 'pass-not-read' },
  withdraw,
  endsAt,
  read,
};

/**
 * Deletes the pass of this request, and what a call of it has made whose answer was lost: that may have taken the place of the one
 * that is known. What another request has made is left alone. Never throws.
 */
async function withdraw(
  session: DirectorySession,
  request: Accepted | Failed,
  isUnclaimed: IsUnclaimed,
): Promise<TakenBack> {
  const { target, made, repeatedAt } = request;
  const taken = made && (await session.withdrawPass(target.id, made.id));
  if (taken && (taken !== 'gone' || repeatedAt.length === 0)) return taken;
  const present = await session.readPass(target.id).catch(() => undefined);
  if (present === undefined) return 'unknown';
  if (present === 'none' || !isOurs(present, request) || !(await isUnclaimed(present.id))) return 'gone';
  return session.withdrawPass(target.id, present.id);
}

/** A pass that may have been made lasts no longer than it was asked for, from the end of the last call on. */
function endsAt({ made, startedAt, repeatedAt, clockAhead = 0, terms }: Accepted | Failed): number {
  const madeBy = Math.max(startedAt, ...repeatedAt) + CALL_LEASE + clockAhead;
  const { minutes = 0, startsAt = madeBy } = terms ?? {};
  return made?.endsAt ?? Math.max(startsAt, madeBy) + minutes * MINUTE;
}

/** How a pass stands, by the one that the person has now; a person has one at most. @throws DirectoryError */
async function read(session: DirectorySession, request: Done, now: number): Promise<PassReceipt> {
  const present = await session.readPass(request.target.id);
  return { status: receiptStatus(present, request.made?.id, hasEnded(request, now)), at: now };
}

/** Whether its time is over, by the directory's clock. `now` is in milliseconds since the epoch. */
export function hasEnded({ made, clockAhead = 0 }: Done, now: number): boolean {
  return made === undefined || now + clockAhead >= made.endsAt;
}

const STATUS: Readonly<Record<PresentPass['state'], PassReceipt['status']>> = {
  usable: 'not-used',
  'not-yet': 'not-yet',
  used: 'used',
  expired: 'expired',
  disabled: 'disabled',
};

/**
 * How the pass of this id stands, by the one that the person has now. Of one that can be used more than once, the directory does not
 * tell whether it was.
 */
export function receiptStatus(
  present: PresentPass | 'none',
  id: string | undefined,
  isOver: boolean,
): PassReceipt['status'] {
  if (present === 'none' || present.id !== id) return isOver ? 'expired' : 'withdrawn';
  return present.state === 'usable' && !present.once ? 'not-known' : STATUS[present.state];
}
