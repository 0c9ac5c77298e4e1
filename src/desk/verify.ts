import type { Ending } from './actions/action.ts';
import { ACTIONS } from './actions/actions.ts';
import { type Desk, settle } from './desk.ts';
import type { DirectorySession } from './ports.ts';
import { wasCarriedOut } from './request/duties.ts';
import type { Request } from './request/request.ts';
import { CHANGE_AFTER, LONGEST_POLL_WAIT, POLL_EVERY } from './times.ts';

/** `ended`: the request as it then is; undefined where it was gone already. */
type Looked = { kind: 'ended'; request: Request | undefined } | Extract<Ending, { kind: 'running' }>;

/** Follows an accepted call until it is known how it ended, or that this can't be known. Returns the request as it then is. */
export async function verify(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  retryAfterSeconds = 0,
): Promise<Request | undefined> {
  let wait = retryAfterSeconds * 1000;
  let change = CHANGE_AFTER;
  for (;;) {
    await desk.pause(Math.min(wait, LONGEST_POLL_WAIT));
    const looked = await verifyOnce(desk, session, request);
    if (looked.kind === 'ended') return looked.request;
    wait = looked.changeAlone ? change : Math.max((looked.retryAfterSeconds ?? 0) * 1000, POLL_EVERY);
    if (looked.changeAlone) change *= 2;
  }
}

/** Looks once. Without a session nobody can read it: in the end the outcome stays "accepted". */
export async function verifyOnce(desk: Desk, session: DirectorySession | undefined, request: Request): Promise<Looked> {
  if (!wasCarriedOut(request)) return { kind: 'ended', request: undefined };
  const ending = await ACTIONS[request.action].ending(session, request, desk.now());
  switch (ending.kind) {
    case 'running':
      return ending;
    case 'failed':
      return { kind: 'ended', request: await undone(desk, request.id, ending) };
    case 'verified':
    case 'accepted': {
      const event = { type: 'verification', verification: ending.kind } as const;
      return { kind: 'ended', request: await settle(desk, request.id, event, isUnverified) };
    }
  }
}

function undone(
  desk: Desk,
  id: string,
  { refusal }: Extract<Ending, { kind: 'failed' }>,
): Promise<Request | undefined> {
  const holds = (present: Request) => present.state === 'carried-out' || isUnverified(present);
  return settle(desk, id, { type: 'rejected', refusal }, holds);
}

function isUnverified(request: Request): boolean {
  return wasCarriedOut(request) && request.verification === 'pending';
}
