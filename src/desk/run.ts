import { LimitReachedError } from '../errors.ts';
import { act, notHappening } from './act.ts';
import { judgeAlarm } from './alarms.ts';
import { type Answered, STALE } from './answers.ts';
import { askPolicy, limitAsAsked, limitsFor } from './ask-policy.ts';
import { accepted, carryOut, lookFor } from './carry-out.ts';
import { claimAndCarryOut } from './claim.ts';
import { advance, type Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { alreadyOpen, judgeAgain } from './judging/judge-again.ts';
import { settleTerms } from './judging/settle-terms.ts';
import type { DirectorySession } from './ports.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Request } from './request/request.ts';
import { MOST_POLICY_TRIES } from './times.ts';

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
  const about = { action: request.action, actor, target: passed.target, approval: request.approval };
  for (let tries = 1; ; tries += 1) {
    const policy = await askPolicy(desk, session, about);
    if (policy.kind === 'refused') return concludes({ kind: 'denied', refusal: policy.refusal, passing: false });
    const now = desk.now();
    const refused = most.above === 'refuse' ? limitsFor(most, actor, target.id, now) : [];
    const limits = [...refused, limitAsAsked(policy, actor, now)];
    try {
      return await claimAndCarryOut(desk, session, { request, command, passed, signOut, terms, limits, policy });
    } catch (error) {
      // Others started at the same moment: what the policy says of one more is asked again.
      if (!(error instanceof LimitReachedError)) throw error;
      if (tries === MOST_POLICY_TRIES) return { kind: 'refused', refusal: refusal('busy') };
    }
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
