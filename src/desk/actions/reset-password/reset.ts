import { DirectoryError, StoreError, UnrecordedResetError } from '../../../errors.ts';
import { advance, type Desk, settle } from '../../desk.ts';
import { refusal } from '../../judging/judge.ts';
import type { DirectorySession, ResetAnswer } from '../../ports.ts';
import type { ChosenTarget, RefusalRule, ResetRequest } from '../../request/request.ts';
import { CHANGE_TOLERANCE, MORE_PASSWORDS, RESET_LEASE } from '../../times.ts';
import { generateTemporaryPassword } from './temporary-password.ts';

/** Refusals that the directory also gives because the password is in force already: history, minimum age, a rule of its own. */
const MAY_BE_IN_FORCE: readonly Why[] = ['password-not-accepted', 'not-possible'];

export interface Outcome {
  request: ResetRequest;
  /** How long Graph wants to be left alone before the outcome is read. */
  retryAfterSeconds?: number;
}

type Accepted = Extract<ResetAnswer, { kind: 'accepted' }>;
type Why = Extract<ResetAnswer, { kind: 'rejected' }>['why'];

const RULES: Readonly<Record<Exclude<Why, 'sign-in-again'>, RefusalRule>> = {
  'password-not-accepted': 'password-not-accepted',
  denied: 'graph-denied',
  gone: 'target-gone',
  busy: 'busy',
  'not-possible': 'not-possible',
};

/** Calls Graph for a request that was claimed for it, and writes down what it answered. */
export async function callGraph(
  desk: Desk,
  session: DirectorySession,
  claimed: ResetRequest,
  password: string,
): Promise<Outcome | undefined> {
  const { target, dueAt } = claimed;
  // A process that stood still since it claimed the request holds it no longer.
  if (!target || dueAt === undefined || desk.now() >= dueAt) return undefined;
  const answer = await session.resetPassword(target.id, password);
  if (answer.kind !== 'rejected' || claimed.repeatedAt) {
    return perhapsSet(desk, session, claimed, answer).catch((error: unknown) => {
      throw error instanceof StoreError ? new UnrecordedResetError(claimed.id, { cause: error }) : error;
    });
  }
  if (answer.why === 'denied' && session.olderSignIn) throw await outdated(desk, claimed);
  if (answer.why === 'password-not-accepted' && claimed.attempts <= MORE_PASSWORDS) {
    const another = newPassword(target);
    const sealedPassword = desk.seal.seal(another, claimed.id);
    const next = await advance(desk, claimed, { type: 'new-password', sealedPassword }, 'reset-started');
    return next && callGraph(desk, session, next, another);
  }
  return refused(desk, session, claimed, answer.why);
}

/** The password has been set, or may have been: by this call or by an earlier one. */
function perhapsSet(
  desk: Desk,
  session: DirectorySession,
  claimed: ResetRequest,
  answer: ResetAnswer,
): Promise<Outcome | undefined> {
  switch (answer.kind) {
    case 'accepted':
      return accepted(desk, claimed, answer);
    case 'unknown':
      return lost(desk, session, claimed);
    case 'rejected':
      return refusedAgain(desk, session, claimed, answer.why);
  }
}

/**
 * An earlier call with the same password may have arrived: the refusal of its repeat says nothing of it, and may even come of
 * it. The password is kept until the last change has told, or its time is up.
 */
async function refusedAgain(
  desk: Desk,
  session: DirectorySession,
  claimed: ResetRequest,
  why: Why,
): Promise<Outcome | undefined> {
  if (why === 'sign-in-again') {
    await unknown(desk, claimed);
    throw signInAgain();
  }
  const arrived = await wasApplied(session, claimed).catch(() => false);
  return arrived ? accepted(desk, claimed) : unknown(desk, claimed, MAY_BE_IN_FORCE.includes(why));
}

async function refused(
  desk: Desk,
  session: DirectorySession,
  claimed: ResetRequest,
  why: Why,
): Promise<Outcome | undefined> {
  if (why === 'sign-in-again') {
    // Nothing was set: the card stays as it is, and the click goes on after the sign-in.
    await advance(desk, claimed, { type: 'not-called' }, 'reset-not-called');
    throw signInAgain();
  }
  // Another service than the one that knows the accounts may be what does not find it.
  const rule = why === 'gone' && !(await isGone(session, claimed)) ? 'not-possible' : RULES[why];
  const rejected = refusal(rule, { target: claimed.target?.displayName ?? '' });
  const failed = await advance(desk, claimed, { type: 'rejected', refusal: rejected }, 'reset-failed');
  return failed && { request: failed };
}

async function isGone(session: DirectorySession, { target }: ResetRequest): Promise<boolean> {
  if (!target) return true;
  const examined = await session.examine(target.id).catch(() => undefined);
  return examined !== undefined && examined.target === undefined;
}

/** Graph took the reset. That stays true when the lease has lapsed meanwhile, as long as the password is still this one. */
export async function accepted(desk: Desk, claimed: ResetRequest, answer?: Accepted): Promise<Outcome | undefined> {
  const event = { type: 'accepted', operationUrl: answer?.operationUrl } as const;
  const samePassword = (present: ResetRequest) => present.sealedPassword === claimed.sealedPassword;
  const request = await settle(desk, claimed.id, event, 'reset-accepted', samePassword);
  return request && { request, retryAfterSeconds: answer?.retryAfterSeconds };
}

/** The answer was lost. The target's last password change tells whether the call arrived. */
async function lost(desk: Desk, session: DirectorySession, claimed: ResetRequest): Promise<Outcome | undefined> {
  const applied = await wasApplied(session, claimed).catch(() => false);
  return applied ? accepted(desk, claimed) : unknown(desk, claimed);
}

async function unknown(desk: Desk, claimed: ResetRequest, repeatRefused = false): Promise<Outcome | undefined> {
  const request = await advance(desk, claimed, { type: 'answer-lost', repeatRefused }, 'reset-unknown');
  return request && { request };
}

/**
 * Whether the last password change is the one of a call of ours: not the one from before it, and not a later one, which
 * somebody else made. False is no more than "not seen": a change may become visible late, or not be readable. Both times are the
 * directory's own, so that it does not matter how wrong our clock is. Throws a DirectoryError when the requester has to sign in again.
 */
export async function wasApplied(session: DirectorySession, request: ResetRequest): Promise<boolean> {
  const { target, calledAt = [], changedBefore } = request;
  if (!target || calledAt.length === 0) return false;
  const changed = await session.lastPasswordChange(target.id).catch((error: unknown) => {
    if (error instanceof DirectoryError && error.trouble === 'sign-in-again') throw error;
    return undefined;
  });
  if (changed === undefined) return false;
  const during = (began: number) =>
    changed >= began - CHANGE_TOLERANCE && changed <= began + RESET_LEASE + CHANGE_TOLERANCE;
  return changed !== changedBefore && calledAt.some(during);
}

/** A temporary password without any part of the person's names. */
export function newPassword(target: ChosenTarget): string {
  const { displayName, givenName = '', surname = '', userPrincipalName } = target;
  const parts = [displayName, givenName, surname, userPrincipalName.split('@')[0] ?? ''];
  return generateTemporaryPassword(parts.flatMap(part => part.split(/[^\p{L}\p{N}]+/u)).filter(Boolean));
}

/** Nothing was set, and the role may be newer than the sign-in: the click goes on with a new one, whose no is final. */
async function outdated(desk: Desk, claimed: ResetRequest): Promise<DirectoryError> {
  await advance(desk, claimed, { type: 'not-called' }, 'reset-not-called', { detail: RULES.denied });
  return new DirectoryError('sign-in-again', 'Graph refused the reset with an older sign-in', { outdated: true });
}

function signInAgain(): DirectoryError {
  return new DirectoryError('sign-in-again', 'Graph wants a new sign-in for the reset');
}
