import type { DirectorySession, TakenBack } from '../../ports.ts';
import type { Accepted, Done, Failed } from '../../request/request.ts';
import { CALL_LEASE, MINUTE } from '../../times.ts';
import type { Afterwards, MayTakeBack } from '../action.ts';
import { isOurs } from './lost-call.ts';
import type { PassReceipt, PresentPass } from './pass.ts';

/** What can be done with a pass once it was made. */
export const PASS_AFTERWARDS: Afterwards = {
  refusals: { withdraw: 'pass-not-withdrawn', read: 'pass-not-read' },
  withdraw,
  endsAt,
  read,
};

/** Deletes the pass of this request; where only a lost call may have made one, what that call made. Never throws. */
async function withdraw(
  session: DirectorySession,
  request: Accepted | Failed,
  mayTakeBack: MayTakeBack,
): Promise<TakenBack> {
  const { target, made } = request;
  if (made) return session.withdrawPass(target.id, made.id);
  const present = await session.readPass(target.id).catch(() => undefined);
  if (present === undefined) return 'unknown';
  if (present === 'none' || !isOurs(present, request)) return 'gone';
  const may = await mayTakeBack(present.id);
  if (may === 'yes') return session.withdrawPass(target.id, present.id);
  return may === 'not-ours' ? 'gone' : 'unknown';
}

/** A pass that may have been made lasts no longer than it was asked for, since the last call at most. By our own clock. */
function endsAt({ made, startedAt, repeatedAt, clockAhead = 0, terms }: Accepted | Failed): number {
  if (made) return made.endsAt - clockAhead;
  const madeBy = (repeatedAt.at(-1) ?? startedAt) + CALL_LEASE;
  const { minutes = 0, startsAt = madeBy } = terms ?? {};
  return Math.max(startsAt, madeBy) + minutes * MINUTE;
}

/** How a pass stands, by the one that the person has now; a person has one at most. @throws DirectoryError */
async function read(session: DirectorySession, { target, made }: Done, now: number): Promise<PassReceipt> {
  const present = await session.readPass(target.id);
  return { status: statusOf(present, made?.id, made?.endsAt ?? now, now), at: now };
}

const STATUS: Readonly<Record<PresentPass['state'], PassReceipt['status']>> = {
  usable: 'not-used',
  'not-yet': 'not-yet',
  used: 'used',
  expired: 'expired',
  disabled: 'expired',
};

/** Of a pass that can be used more than once, the directory does not tell whether it was. */
function statusOf(
  present: PresentPass | 'none',
  id: string | undefined,
  ends: number,
  now: number,
): PassReceipt['status'] {
  if (present === 'none' || present.id !== id) return now >= ends ? 'expired' : 'withdrawn';
  return present.state === 'usable' && !present.once ? 'not-known' : STATUS[present.state];
}
