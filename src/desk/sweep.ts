import { DirectoryError, StaleRequestError, TokenServiceError } from '../errors.ts';
import { accepted, lookFor } from './carry-out.ts';
import { advance, CLOCK, type Desk, settle } from './desk.ts';
import { identifyAgain } from './judging/identify.ts';
import type { DirectorySession } from './ports.ts';
import { raisedAlarm } from './request/caller.ts';
import { dueDuties } from './request/duties.ts';
import type { CardKind, DutyKind } from './request/duty.ts';
import type { RequestEvent } from './request/events.ts';
import { evolve } from './request/evolve.ts';
import { looksTheSame } from './request/looks.ts';
import type { ChosenTarget } from './request/people.ts';
import { hasLapsed, type Request, type RequestState } from './request/request.ts';

/** What time does to a request in each state that ends by itself. */
const WHEN_DUE: Readonly<Partial<Record<RequestState, RequestEvent>>> = {
  choosing: { type: 'expired' },
  open: { type: 'expired' },
  'awaiting-approval': { type: 'expired' },
  approved: { type: 'expired' },
  running: { type: 'answer-lost' },
  unknown: { type: 'erased' },
  'carried-out': { type: 'erased' },
};

/** What time has done to one request; `undefined`: nothing is due, or somebody else was faster. */
export async function lapse(desk: Desk, request: Request): Promise<Request | undefined> {
  const event = WHEN_DUE[request.state];
  return event && hasLapsed(request, desk.now()) ? advance(desk, request, event, { by: CLOCK }) : undefined;
}

/** What was taken of a request, and the request as it then is. */
interface Claimed {
  request: Request;
  due: readonly DutyKind[];
}

/**
 * Takes what is due of a request: of several bots that find it at the same moment, one alone does what is owed, so that nothing
 * is posted twice. `undefined`: another one has it, or it has changed meanwhile.
 */
export async function claimDuties(desk: Desk, request: Request): Promise<Claimed | undefined> {
  const now = desk.now();
  const next = evolve(request, { type: 'duties-claimed' }, now);
  try {
    return next && { request: await desk.store.replace(next), due: dueDuties(request, now) };
  } catch (error) {
    if (error instanceof StaleRequestError) return undefined;
    throw error;
  }
}

/** What is owed has been done, as the request is now, if `holds`. Returns the request as it then is; undefined: it does not hold. */
export function dutyDone(
  desk: Desk,
  requestId: string,
  duty: DutyKind,
  holds: (present: Request) => boolean = () => true,
): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'duty-done', duty }, holds);
}

/** It could not be done now: it is tried again after a while. */
export function dutyFailed(desk: Desk, requestId: string, duty: DutyKind): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'duty-failed', duty });
}

/** Some cards could not be shown as the request was when they were drawn: these are drawn again, or all if it has changed. */
export async function cardsLeft(desk: Desk, drawn: Request, left: readonly CardKind[]): Promise<Request | undefined> {
  const failed = { type: 'duty-failed', duty: 'cards' } as const;
  const asDrawn = (present: Request) => looksTheSame(present, drawn);
  return (await settle(desk, drawn.id, { ...failed, left }, asDrawn)) ?? settle(desk, drawn.id, failed);
}

/** Some conversations could not be alerted of what the request then said: those that were are not told of it again. */
export async function alertsLeft(desk: Desk, told: Request, reached: readonly string[]): Promise<Request | undefined> {
  const failed = { type: 'duty-failed', duty: 'alert' } as const;
  const asTold = (present: Request) => alertsOfTheSame(present, told);
  return (await settle(desk, told.id, { ...failed, reached }, asTold)) ?? settle(desk, told.id, failed);
}

/** Whether both are to be alerted of the same: of an alarm, or of an approval without proof. */
export function alertsOfTheSame(one: Request, other: Request): boolean {
  return (raisedAlarm(one) === undefined) === (raisedAlarm(other) === undefined);
}

/** It can't be done at all: it is owed no more. */
export function dutyGivenUp(desk: Desk, requestId: string, duty: DutyKind): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'duty-failed', duty, forGood: true });
}

/** The requester's session, if they are signed in as themselves; what goes wrong here is tried again at the next look. */
export async function ownSession(
  desk: Desk,
  request: Request,
  target: ChosenTarget,
): Promise<DirectorySession | undefined> {
  const session = await ownSessionOrWhy(desk, request, target);
  return typeof session === 'string' ? undefined : session;
}

/** The same, or why there is none: they are not signed in as themselves, or that can't be found out just now. */
export async function ownSessionOrWhy(
  desk: Desk,
  { requester, correlationId }: Request,
  target: ChosenTarget,
): Promise<DirectorySession | 'signed-out' | 'out-of-reach'> {
  try {
    const session = await desk.signedIn(requester, correlationId);
    if (!session) return 'signed-out';
    const examined = await session.examine(target.id);
    const who = identifyAgain(desk.policy.adminAccounts, requester, examined.requester);
    return 'rule' in who ? 'signed-out' : session;
  } catch (error) {
    if (error instanceof DirectoryError) return error.trouble === 'sign-in-again' ? 'signed-out' : 'out-of-reach';
    if (error instanceof TokenServiceError) return 'out-of-reach';
    throw error;
  }
}

/** Whether a call whose answer was lost has arrived. Returns the request as it then is. */
export async function findOut(desk: Desk, session: DirectorySession | undefined, request: Request): Promise<Request> {
  if (!session || request.state !== 'unknown') return request;
  const looked = await lookFor(desk, session, request).catch(() => 'not-seen' as const);
  const found = looked === 'arrived' ? await accepted(desk, request) : undefined;
  return found?.kind === 'done' ? found.request : request;
}
