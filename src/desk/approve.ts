import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import type { Desk } from './desk.ts';
import { asSignedIn, identify } from './judging/identify.ts';
import { judge, judgeChange, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import { type Actor, samePerson } from './request/actor.ts';
import { knownCaller } from './request/caller.ts';
import type { By, Command, Facts } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Somebody } from './request/people.ts';
import type { Refusal, RefusalRule } from './request/refusal.ts';
import type { AwaitingApproval, Request } from './request/request.ts';

/** Rules about a requester, in the words for an approver. */
const FOR_APPROVERS: Readonly<Partial<Record<RefusalRule, RefusalRule>>> = {
  'requester-has-no-role': 'approver-has-no-role',
  'own-account': 'approver-is-target',
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
  const { facts, by } = await judgeApprover(desk, session, request, command);
  const signed = { ...command, by };
  return act(desk, request, signed, decide(request, signed, facts, desk.now()));
}

/** Whether they may, and who they are once their sign-in is read. */
async function judgeApprover(
  desk: Desk,
  session: DirectorySession,
  request: AwaitingApproval,
  { by }: By,
): Promise<{ facts: Facts['approve']; by: Somebody }> {
  const { action, target: shown, requester: asked } = request;
  const { requester, target } = await session.examine(shown.id, { action });
  const who = identify(desk.policy.adminAccounts, by.id, requester);
  const signed = asSignedIn(by, requester, who);
  const own = 'rule' in who ? undefined : (ownRequest(who, asked) ?? ownWord(who, request));
  const denied = own ?? (await judge(session, desk.policy, { action, who, requester, target })).refusal;
  if (denied) {
    const inWords = inWordsForApprovers(denied, shown.displayName);
    return { facts: { kind: 'denied', refusal: inWords, passing: false }, by: signed };
  }
  const changed = target ? judgeChange(action, shown, target) : refusal('target-gone', { target: shown.displayName });
  return { facts: changed ? { kind: 'changed', refusal: changed } : { kind: 'passed' }, by: signed };
}

/** Nobody approves what they asked for, with whichever of their accounts. */
function ownRequest(who: Actor, asked: Somebody): Refusal | undefined {
  const same = samePerson(who, asked);
  if (same === 'unknown') return refusal('person-unknown');
  return same === 'same' ? refusal('approver-is-requester') : undefined;
}

/** Nobody stands for a request twice: who has said who calls is no second person. */
function ownWord(who: Actor, request: AwaitingApproval): Refusal | undefined {
  const vouching = knownCaller(request).proofs.filter(({ kind }) => kind === 'manager');
  const found = vouching.map(({ by }) => samePerson(who, by));
  if (found.includes('same')) return refusal('approver-has-vouched');
  return found.includes('unknown') ? refusal('person-unknown') : undefined;
}

function inWordsForApprovers({ rule, values }: Refusal, target: string): Refusal {
  return refusal(FOR_APPROVERS[rule] ?? rule, { ...values, target });
}
