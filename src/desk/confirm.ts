import { advance, type Desk } from './desk.ts';
import { judgeChange, judgeRequester, judgeTarget, refusal } from './judge.ts';
import type { DirectorySession, ResetAnswer } from './ports.ts';
import type { ChosenTarget, Reason, Refusal, RefusalRule, ResetRequest } from './request.ts';
import { generateTemporaryPassword } from './temporary-password.ts';

/** How many more passwords are tried when the service finds one weak or banned. */
const MORE_PASSWORDS = 2;
/** Clocks differ a little: a change this long before our call still counts as ours. Milliseconds. */
const CLOCK_TOLERANCE = 5_000;

export interface Outcome {
  request: ResetRequest;
  /** Where Graph tells how the reset went; missing where it did not say. */
  operation?: { url: string; retryAfterSeconds?: number };
}

/**
 * The requester pressed Confirm. Reads roles and target again, seals a new password into the store, and only then calls
 * Graph: whatever happens after the call, the password is known. `undefined`: somebody else was faster, or the card is old.
 */
export async function confirm(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  input: { reason?: Reason; ticket?: string },
): Promise<Outcome | undefined> {
  const { target } = request;
  if (request.state !== 'open' || !target) return undefined;
  const examined = await session.examine(target.id);
  const denied = await judgeAgain(desk, request, target, examined);
  if (denied) {
    const refused = await advance(desk, request, { type: 'refused', refusal: denied }, 'request-refused');
    return refused && { request: refused };
  }
  const password = newPassword(target);
  const sealedPassword = desk.seal.seal(password, request.id);
  const changedBefore = timeOf(examined.target?.account.lastPasswordChangeDateTime);
  const confirmed = { type: 'confirmed', sealedPassword, changedBefore, ...input } as const;
  const claimed = await advance(desk, request, confirmed, 'reset-started');
  return claimed && perform(desk, session, claimed, password);
}

/** The requester pressed Try again after a lost answer: finds out whether it worked, else repeats with the same password. */
export async function retry(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<Outcome | undefined> {
  if (request.state !== 'unknown' || !request.sealedPassword || !request.target) return undefined;
  if (await wasApplied(session, request)) return accepted(desk, request);
  const claimed = await advance(desk, request, { type: 'repeated' }, 'reset-started');
  return claimed && perform(desk, session, claimed, desk.seal.unseal(request.sealedPassword, request.id));
}

async function judgeAgain(
  desk: Desk,
  request: ResetRequest,
  shown: ChosenTarget,
  { requester, target }: Awaited<ReturnType<DirectorySession['examine']>>,
): Promise<Refusal | undefined> {
  const denied = judgeRequester(requester, request.requester.id);
  if (denied) return denied.rule === 'requester-has-no-role' ? refusal('requester-roles-changed') : denied;
  if (!target) return refusal('target-gone', { target: shown.displayName });
  const changed = judgeChange(shown, target) ?? judgeTarget(requester, target);
  if (changed) return changed;
  const busy = await desk.store.busyWith(shown.id);
  return busy && refusal('target-already-open', { target: shown.displayName });
}

async function perform(
  desk: Desk,
  session: DirectorySession,
  claimed: ResetRequest,
  password: string,
): Promise<Outcome | undefined> {
  const target = claimed.target;
  if (!target) return undefined;
  const answer = await session.resetPassword(target.id, password);
  if (answer.kind === 'accepted') return accepted(desk, claimed, answer);
  if (answer.kind === 'unknown') return lost(desk, session, claimed);
  if (answer.why === 'password-not-accepted' && claimed.attempts <= MORE_PASSWORDS) {
    const another = newPassword(target);
    const sealedPassword = desk.seal.seal(another, claimed.id);
    const next = await advance(desk, claimed, { type: 'new-password', sealedPassword }, 'reset-started');
    return next && perform(desk, session, next, another);
  }
  const rejected: Refusal = refusal(RULES[answer.why], { target: target.displayName });
  const failed = await advance(desk, claimed, { type: 'rejected', refusal: rejected }, 'reset-failed');
  return failed && { request: failed };
}

const RULES: Readonly<Record<Extract<ResetAnswer, { kind: 'rejected' }>['why'], RefusalRule>> = {
  'password-not-accepted': 'password-not-accepted',
  denied: 'graph-denied',
  gone: 'target-gone',
  'sign-in-again': 'sign-in-lapsed',
  busy: 'busy',
  'not-possible': 'graph-denied',
};

async function accepted(
  desk: Desk,
  claimed: ResetRequest,
  answer?: Extract<ResetAnswer, { kind: 'accepted' }>,
): Promise<Outcome | undefined> {
  const request = await advance(desk, claimed, { type: 'accepted' }, 'reset-accepted');
  if (!request || !answer?.operationUrl) return request && { request };
  return { request, operation: { url: answer.operationUrl, retryAfterSeconds: answer.retryAfterSeconds } };
}

/** The answer was lost. The target's last password change tells whether the call arrived. */
async function lost(desk: Desk, session: DirectorySession, claimed: ResetRequest): Promise<Outcome | undefined> {
  if (await wasApplied(session, claimed)) return accepted(desk, claimed);
  const unknown = await advance(desk, claimed, { type: 'answer-lost' }, 'reset-unknown');
  return unknown && { request: unknown };
}

async function wasApplied(session: DirectorySession, request: ResetRequest): Promise<boolean> {
  const { target, resetStartedAt, changedBefore } = request;
  if (!target || resetStartedAt === undefined) return false;
  const changed = await session.lastPasswordChange(target.id).catch(() => undefined);
  return changed !== undefined && changed !== changedBefore && changed >= resetStartedAt - CLOCK_TOLERANCE;
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}

function newPassword(target: ChosenTarget): string {
  const { displayName, givenName = '', surname = '', userPrincipalName } = target;
  const parts = [displayName, givenName, surname, userPrincipalName.split('@')[0] ?? ''];
  return generateTemporaryPassword(parts.flatMap(part => part.split(/[^\p{L}\p{N}]+/u)).filter(Boolean));
}
