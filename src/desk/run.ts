import { LimitReachedError, TargetBusyError } from '../errors.ts';
import { accepted, callGraph, newPassword, type Outcome, wasApplied } from './actions/reset-password/reset.ts';
import { askPolicy, limitsFor } from './ask-policy.ts';
import { advance, auditRow, type Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { judgeAgain, type Passed } from './judging/judge-again.ts';
import type { DirectorySession, Limit } from './ports.ts';
import type { Input } from './request/events.ts';
import type { Refusal, ResetRequest } from './request/request.ts';

/**
 * Claims the request and resets: seals a new password into the store, and only then calls Graph, so that whatever happens
 * after the call, the password is known. `undefined`: somebody else was faster. Throws a LimitReachedError.
 */
export async function start(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  passed: Passed,
  input: Input,
  limits: readonly Limit[],
): Promise<Outcome | undefined> {
  const { target } = request;
  if (!target) return undefined;
  const password = newPassword(target);
  const sealedPassword = desk.seal.seal(password, request.id);
  const changedBefore = timeOf(passed.target.account.lastPasswordChangeDateTime);
  const signOut = input.signOut && passed.maySignOut;
  const { clockAhead } = passed;
  const confirmed = { type: 'confirmed', ...input, sealedPassword, changedBefore, clockAhead, signOut } as const;
  try {
    const claimed = await advance(desk, request, confirmed, 'reset-started', { limits });
    return claimed && (await callGraph(desk, session, claimed, password));
  } catch (error) {
    if (!(error instanceof TargetBusyError)) throw error;
    return refuse(desk, request, refusal('target-already-open', { target: target.displayName }));
  }
}

/** Ends a request that must not go on. `undefined`: somebody else was faster. */
export async function refuse(desk: Desk, request: ResetRequest, denied: Refusal): Promise<Outcome | undefined> {
  const refused = await advance(desk, request, { type: 'refused', refusal: denied }, 'request-refused');
  return refused && { request: refused };
}

/**
 * Runs an approved request with its requester's own session; requester, target and approver are judged once more. Where the
 * policy refuses what is above its limits, it does so for approved requests as well. A Refusal changed nothing.
 */
export async function runApproved(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<Outcome | Refusal | undefined> {
  const { target: shown, reason, ticket } = request;
  if (request.state !== 'approved' || !shown) return undefined;
  const judged = await judgeAgain(desk, session, request, shown);
  if ('denied' in judged && judged.passing) return notNow(desk, request, judged.denied);
  if ('denied' in judged) return refuse(desk, request, judged.denied);
  const { limits } = desk.policy;
  const strict = limits.above === 'refuse' ? limitsFor(limits, request.requester.id, shown.id, desk.now()) : [];
  const input = { reason, ticket, signOut: request.signOut === 'wanted' };
  try {
    return await start(desk, session, request, judged, input, strict);
  } catch (error) {
    if (!(error instanceof LimitReachedError)) throw error;
    const decision = await askPolicy(desk, request.requester.id, judged.target);
    // Where the limit is free again by now, the request stays approved and can be run.
    return decision.kind === 'refused' ? refuse(desk, request, decision.refusal) : undefined;
  }
}

/**
 * The requester pressed Try again after a lost answer: finds out whether it worked, else repeats with the same password. Who
 * asks and whom it is about are judged as at the first click; a refusal changes nothing, since the password may be in force.
 */
export async function retry(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<Outcome | Refusal | undefined> {
  const { target, sealedPassword } = request;
  if (request.state !== 'unknown' || !sealedPassword || !target) return undefined;
  const judged = await judgeAgain(desk, session, request, target);
  if ('denied' in judged) return notNow(desk, request, judged.denied);
  if (await wasApplied(session, request)) return accepted(desk, request);
  const claimed = await advance(desk, request, { type: 'repeated', clockAhead: judged.clockAhead }, 'reset-started');
  return claimed && callGraph(desk, session, claimed, desk.seal.unseal(sealedPassword, request.id));
}

/** On record, and the request stays as it is. */
async function notNow(desk: Desk, request: ResetRequest, denied: Refusal): Promise<Refusal> {
  await desk.store.record(auditRow(desk, request, 'not-allowed', request.requester, { rule: denied.rule }));
  return denied;
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}
