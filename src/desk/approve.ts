import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import type { Desk } from './desk.ts';
import { judge, judgeChange, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Refusal, RefusalRule } from './request/refusal.ts';
import type { AwaitingApproval, Request } from './request/request.ts';

/** Rules about a requester, in the words for an approver. */
const FOR_APPROVERS: Readonly<Partial<Record<RefusalRule, RefusalRule>>> = {
  'requester-has-no-role': 'approver-has-no-role',
  'requester-roles-unknown': 'approver-roles-unknown',
  'requester-role-does-not-cover': 'approver-role-does-not-cover',
  'target-outside-unit': 'approver-role-does-not-cover',
  'target-restricted': 'approver-role-does-not-cover',
  'target-guards-roles': 'approver-role-does-not-cover',
  'target-eligible': 'approver-role-does-not-cover',
};

/**
 * A second person approves or declines. They have to be somebody else than requester and target, and their own active roles, read
 * now with their own session, have to cover the target. A refusal is on record, and the request goes on waiting.
 * @throws DirectoryError
 */
export async function answerQuestion(
  desk: Desk,
  session: DirectorySession,
  request: Request,
  command: Command<'approve' | 'decline'>,
): Promise<Answered> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'awaiting-approval') return STALE;
  const facts = await judgeApprover(desk, session, request, command.by.id);
  return act(desk, request, command, decide(request, command, facts, desk.now()));
}

async function judgeApprover(
  desk: Desk,
  session: DirectorySession,
  { action, target: shown }: AwaitingApproval,
  askerId: string,
): Promise<Facts['approve']> {
  const { requester, target } = await session.examine(shown.id);
  const { refusal: denied } = await judge(session, desk.policy, { action, askerId, requester, target });
  if (denied) return { kind: 'denied', refusal: inWordsForApprovers(denied, shown.displayName), passing: false };
  const changed = target ? judgeChange(shown, target) : refusal('target-gone', { target: shown.displayName });
  return changed ? { kind: 'changed', refusal: changed } : { kind: 'passed' };
}

function inWordsForApprovers({ rule, values }: Refusal, target: string): Refusal {
  return refusal(FOR_APPROVERS[rule] ?? rule, { ...values, target });
}
