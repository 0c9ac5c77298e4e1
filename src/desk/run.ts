import { LimitReachedError } from '../errors.ts';
import { act, notHappening } from './act.ts';
import { judgeAlarm } from './alarms.ts';
import { type Answered, STALE } from './answers.ts';
import { askPolicy, limitsFor } from './ask-policy.ts';
import { accepted, carryOut, lookFor } from './carry-out.ts';
import { claimAndCarryOut } from './claim.ts';
import { advance, type Desk } from './desk.ts';
import { alreadyOpen, judgeAgain } from './judging/judge-again.ts';
import { settleTerms } from './judging/settle-terms.ts';
import type { DirectorySession } from './ports.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Request } from './request/request.ts';

/**
 * Runs an approved request with its requester's own session; requester, target and approver are judged once more. Where the
 * policy refuses what is above its limits, it does so for approved requests as well.
 * @throws DirectoryError
 */
export async function runApproved(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'run'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'approved') return STALE;
  const concludes = (facts: Facts['run']) => act(desk, request, command, decide(request, command, facts, desk.now()));
  const passed = await judgeAgain(desk, session, request);
  if (passed.kind !== 'passed') return concludes(passed.kind === 'held' ? alreadyOpen(request.target) : passed);
  const { target, signOut } = request;
  const terms = settleTerms(request.action, request.terms, passed.target, desk.now());
  if (terms && 'rule' in terms) return concludes({ kind: 'denied', refusal: terms, passing: false });
  const { actor } = passed;
  const { limits: most } = desk.policy;
  const limits = most.above === 'refuse' ? limitsFor(most, actor, target.id, desk.now()) : [];
  const about = { action: request.action, actor, target: passed.target, approval: request.approval };
  const policy = await askPolicy(desk, session, about);
  try {
    return await claimAndCarryOut(desk, session, { request, command, passed, signOut, terms, limits, policy });
  } catch (error) {
    if (!(error instanceof LimitReachedError)) throw error;
    const answer = await askPolicy(desk, session, about);
    // Where the limit is free again by now, the request stays approved and can be run.
    return answer.kind === 'refused' ? concludes({ kind: 'denied', refusal: answer.refusal, passing: false }) : STALE;
  }
}

/**
 * The requester pressed Try again after a lost answer: finds out whether it worked, else repeats with the same secret. Who
 * asks and whom it is about are judged as at the first press; a refusal changes nothing, since the secret may be in force.
 * @throws DirectoryError, UnrecordedCallError
 */
export async function retry(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'retry'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'unknown') return STALE;
  const passed = await judgeAgain(desk, session, request);
  if (passed.kind !== 'passed') {
    const denied = passed.kind === 'held' ? alreadyOpen(request.target) : passed;
    return act(desk, request, command, decide(request, command, denied, desk.now()));
  }
  if ((await lookFor(desk, session, request)) === 'arrived') return accepted(desk, request);
  const { why, alarmId } = await judgeAlarm(desk, request, passed.actor);
  if (why) return act(desk, request, command, decide(request, command, why, desk.now()));
  const repeat = { kind: 'repeat', clockAhead: passed.clockAhead } as const;
  const decision = decide(request, command, repeat, desk.now());
  if (decision.kind !== 'happens') return notHappening(desk, request, command, decision);
  const claimed = await advance(desk, request, decision.event);
  if (claimed?.state !== 'running') return STALE;
  const { sealed } = claimed;
  const secret = sealed === undefined ? undefined : desk.seal.unseal(sealed, request.id);
  return carryOut({ desk, session, claimed, actor: passed.actor, alarmId }, secret);
}
