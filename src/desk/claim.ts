import { TargetBusyError } from '../errors.ts';
import { act } from './act.ts';
import { ACTIONS } from './actions/actions.ts';
import type { Terms } from './actions/kept.ts';
import { type Answered, STALE } from './answers.ts';
import type { PolicyAnswer } from './ask-policy.ts';
import { carryOut } from './carry-out.ts';
import { advance, type Desk } from './desk.ts';
import { alreadyOpen, type Passed } from './judging/judge-again.ts';
import type { DirectorySession, Limit } from './ports.ts';
import { asRequester } from './request/actor.ts';
import type { Command, Go } from './request/commands.ts';
import { decide } from './request/decide.ts';
import type { Approved, Open } from './request/request.ts';

/** What is about to be called for, and with whose sign-in. */
export interface Starting {
  request: Open | Approved;
  command: Command<'confirm' | 'run'>;
  passed: Passed;
  signOut: boolean;
  terms: Terms | undefined;
  /** Judged by the store together with the claim. */
  limits: readonly Limit[];
  /** What the policy has said. */
  policy: Pick<PolicyAnswer, 'demand' | 'least' | 'alarmId'>;
}

/**
 * Claims the request and calls the directory: seals a new secret of ours into the store, and only then calls, so that whatever
 * happens after the call, the secret is known.
 * @throws LimitReachedError, DirectoryError, UnrecordedCallError
 */
export async function claimAndCarryOut(desk: Desk, session: DirectorySession, starting: Starting): Promise<Answered> {
  const { request, command, passed, limits } = starting;
  const { target } = request;
  const secret = ACTIONS[request.action].prepare?.(target);
  const changedBefore = timeOf(passed.target.account.lastPasswordChangeDateTime);
  const { actor, clockAhead, reach } = passed;
  const sealed = secret === undefined ? undefined : desk.seal.seal(secret, request.id);
  const claim = { sealed, changedBefore, clockAhead, reach };
  const { terms, policy } = starting;
  const { demand, least, alarmId } = policy;
  const signOut = starting.signOut && passed.maySignOut;
  const go: Go = { kind: 'go', claim, signOut, terms, shown: { demand, least, alarmId } };
  const decision = decide(request, command, go, desk.now());
  if (decision.kind !== 'happens') return act(desk, request, command, decision);
  try {
    const claimed = await advance(desk, request, decision.event, {
      by: asRequester(request.requester, command.by),
      limits,
    });
    return claimed?.state === 'running' ? await carryOut({ desk, session, claimed, actor, alarmId }, secret) : STALE;
  } catch (error) {
    if (!(error instanceof TargetBusyError)) throw error;
    return act(desk, request, command, decide(request, command, alreadyOpen(target), desk.now()));
  }
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}
