import { ACTIONS } from './actions/actions.ts';
import { type Desk, settle } from './desk.ts';
import type { DirectorySession } from './ports.ts';
import { mayBeReplaced, mayLiveOn } from './request/duties.ts';
import type { CarriedOut, Done, Failed, Request } from './request/request.ts';
import { CALL_LEASE, CHANGE_TOLERANCE } from './times.ts';
import { unclaimed } from './unclaimed.ts';

/**
 * Takes back what nobody was given, with the requester's own sign-in: without it, that waits, until it is over by itself. That nothing
 * is there counts only once no lost call can arrive any more. Returns the request as it then is.
 */
export async function withdrawUnseen(
  desk: Desk,
  session: DirectorySession | undefined,
  request: Request,
): Promise<Request> {
  const { afterwards } = ACTIONS[request.action];
  if (mayBeReplaced(request)) return withdrawReplacing(desk, session, request);
  if (!mayLiveOn(request) || !afterwards) return request;
  const now = desk.now() + (request.clockAhead ?? 0);
  if (now >= afterwards.endsAt(request)) {
    return (await settle(desk, request.id, { type: 'duty-done', duty: 'withdraw' })) ?? request;
  }
  const taken = session && (await afterwards.withdraw(session, request, unclaimed(desk, request)));
  if (taken === 'done' || (taken === 'gone' && !mayArrive(request, desk.now()))) {
    return (await settle(desk, request.id, { type: 'withdrawn' }, mayLiveOn)) ?? request;
  }
  return (await settle(desk, request.id, { type: 'duty-failed', duty: 'withdraw' }, mayLiveOn)) ?? request;
}

/**
 * Once no lost call can arrive any more, looks whether one has taken the place of what is known: that is taken back, since nobody
 * has its secret, and what was handed over does not work any more. Returns the request as it then is.
 */
async function withdrawReplacing(
  desk: Desk,
  session: DirectorySession | undefined,
  request: CarriedOut | Done,
): Promise<Request> {
  const later = { type: 'duty-failed', duty: 'withdraw' } as const;
  const looks = session && !mayArrive(request, desk.now());
  const found = looks
    ? await ACTIONS[request.action].afterLost(session, request, unclaimed(desk, request)).catch(() => undefined)
    : undefined;
  if (found === undefined) return (await settle(desk, request.id, later, mayBeReplaced)) ?? request;
  if (found !== 'undone') return (await settle(desk, request.id, { type: 'duty-done', duty: 'withdraw' })) ?? request;
  if (request.state === 'carried-out') await settle(desk, request.id, { type: 'erased' });
  return (await settle(desk, request.id, { type: 'withdrawn' })) ?? request;
}

/** Whether a call whose answer was lost may still arrive. */
function mayArrive({ startedAt, repeatedAt, made }: CarriedOut | Done | Failed, now: number): boolean {
  if (made && repeatedAt.length === 0) return false;
  return now < Math.max(startedAt, ...repeatedAt) + CALL_LEASE + CHANGE_TOLERANCE;
}
