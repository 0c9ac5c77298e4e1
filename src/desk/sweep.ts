import { DirectoryError, StaleRequestError, TokenServiceError } from '../errors.ts';
import { accepted, wasApplied } from './actions/reset-password/reset.ts';
import { verifyOnce } from './actions/reset-password/verify.ts';
import { advance, type Desk, settle } from './desk.ts';
import type { DirectorySession } from './ports.ts';
import type { AuditEvent } from './request/audit.ts';
import type { RequestEvent } from './request/events.ts';
import type { RequestState, ResetRequest } from './request/request.ts';
import { transition } from './request/transitions.ts';
import { isUnverified } from './request/work.ts';
import { signOutEverywhere } from './sign-out.ts';
import { SIGN_OUT_WITHIN } from './times.ts';

/** What time does to a request in each state that has a due time. */
const WHEN_DUE: Readonly<Partial<Record<RequestState, { event: RequestEvent; audit: AuditEvent }>>> = {
  choosing: { event: { type: 'expired' }, audit: 'request-expired' },
  open: { event: { type: 'expired' }, audit: 'request-expired' },
  'awaiting-approval': { event: { type: 'expired' }, audit: 'request-expired' },
  approved: { event: { type: 'expired' }, audit: 'request-expired' },
  resetting: { event: { type: 'answer-lost' }, audit: 'reset-unknown' },
  unknown: { event: { type: 'erased' }, audit: 'password-erased' },
  reset: { event: { type: 'erased' }, audit: 'password-erased' },
};

/** Who did what time did. */
export const CLOCK = { id: 'nyckel', name: 'Nyckel' };

/** What time has done to one request; `undefined`: nothing is due, or somebody else was faster. */
export async function lapse(desk: Desk, request: ResetRequest): Promise<ResetRequest | undefined> {
  const due = WHEN_DUE[request.state];
  if (!due || request.dueAt === undefined || request.dueAt > desk.now()) return undefined;
  return advance(desk, request, due.event, due.audit, { actor: CLOCK });
}

/**
 * Does what is due for one request, or was left by a process that died: ends its state, finds out about a lost answer, reads
 * how a reset ended, signs out everywhere. Returns the request as it then is. What needs the requester's own rights waits
 * for as long as they are not signed in.
 */
export async function takeUp(desk: Desk, request: ResetRequest): Promise<ResetRequest> {
  let present = (await lapse(desk, request)) ?? request;
  if (!needsSession(present)) return present;
  const session = await ownSession(desk, present);
  if (session && present.state === 'unknown') present = (await findOut(desk, session, present)) ?? present;
  if (present.signOut === 'wanted') present = await signOutLate(desk, session, present);
  if (isUnverified(present)) {
    const looked = await verifyOnce(desk, session, present);
    if (looked.kind === 'ended') present = looked.request ?? present;
  }
  return present;
}

/**
 * Takes a due request for this sweep and sets the time of the next one: of several bots that find it at the same moment, one
 * alone does what is owed, so that nothing is posted twice. `undefined`: another one has it, or it has changed meanwhile.
 */
export async function claim(desk: Desk, request: ResetRequest): Promise<ResetRequest | undefined> {
  const next = transition(request, { type: 'looked' }, desk.now());
  try {
    return next && (await desk.store.replace(next));
  } catch (error) {
    if (error instanceof StaleRequestError) return undefined;
    throw error;
  }
}

/** The sweep has looked: until the next time, counted from now. */
export async function looked(desk: Desk, requestId: string): Promise<void> {
  const isDue = ({ workAt }: ResetRequest) => workAt !== undefined && workAt <= desk.now();
  await settle(desk, requestId, { type: 'looked' }, undefined, isDue);
}

function needsSession(request: ResetRequest): boolean {
  const wasReset = request.state === 'reset' || request.state === 'done';
  return request.state === 'unknown' || isUnverified(request) || (wasReset && request.signOut === 'wanted');
}

/** The requester's session, if they are signed in as themselves; what goes wrong here is tried again at the next look. */
async function ownSession(desk: Desk, { requester, target, correlationId }: ResetRequest) {
  if (!target) return undefined;
  try {
    const session = await desk.signedIn(requester, correlationId);
    const examined = await session?.examine(target.id);
    return examined?.requester.id === requester.id ? session : undefined;
  } catch (error) {
    if (error instanceof DirectoryError || error instanceof TokenServiceError) return undefined;
    throw error;
  }
}

async function findOut(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<ResetRequest | undefined> {
  const applied = await wasApplied(session, request).catch(() => false);
  return applied ? (await accepted(desk, request))?.request : undefined;
}

async function signOutLate(
  desk: Desk,
  session: DirectorySession | undefined,
  request: ResetRequest,
): Promise<ResetRequest> {
  if (session) return signOutEverywhere(desk, session, request);
  if (desk.now() < (request.resetAt ?? 0) + SIGN_OUT_WITHIN) return request;
  const failed = await settle(desk, request.id, { type: 'signed-out', ended: 'failed' }, 'sessions-not-revoked');
  return failed ?? request;
}
