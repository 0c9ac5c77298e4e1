import { advance, auditRow, type Desk } from './desk.ts';
import { judge, judgeChange, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Asker, Place, Refusal, RefusalRule, ResetRequest } from './request/request.ts';

/** What the second person said. */
export type Verdict = { verdict: 'approved' } | { verdict: 'declined'; reason: string };

/** The second person, and where they pressed. */
export type Approver = Pick<Asker, 'id' | 'name'> & { at: Place };

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
 * A second person approves or declines. They have to be somebody else than requester and target, and their own active roles,
 * read now with their own session, have to cover the target. A Refusal says why they may not: it is on record, and the
 * request goes on waiting. `undefined`: it has been decided already.
 */
export async function decide(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  approver: Approver,
  said: Verdict,
): Promise<ResetRequest | Refusal | undefined> {
  const { target: shown } = request;
  if (request.state !== 'awaiting-approval' || !shown) return undefined;
  const self = ownPart(request, approver.id);
  if (self) return deny(desk, request, approver, self);
  const { requester: examined, target } = await session.examine(shown.id);
  const judged = await judge(session, desk.policy, { askerId: approver.id, requester: examined, target });
  const { refusal: denied } = judged;
  if (denied) return deny(desk, request, approver, inWordsForApprovers(denied, shown.displayName));
  const changed = target ? judgeChange(shown, target) : refusal('target-gone', { target: shown.displayName });
  if (changed) {
    return advance(desk, request, { type: 'refused', refusal: changed }, 'request-refused', {
      actor: approver,
      at: approver.at,
    });
  }
  const { id, name } = approver;
  const decision = { ...said, by: { id, name }, at: desk.now() };
  const audit = said.verdict === 'approved' ? 'request-approved' : 'request-declined';
  const detail = said.verdict === 'declined' ? said.reason : undefined;
  return advance(desk, request, { type: 'decided', decision }, audit, { actor: approver, at: approver.at, detail });
}

/** Nobody decides on what they asked for themselves or on their own account, whatever roles they hold. */
function ownPart(request: ResetRequest, approverId: string): Refusal | undefined {
  if (approverId === request.requester.id) return refusal('approver-is-requester');
  return approverId === request.target?.id ? refusal('approver-is-target') : undefined;
}

function inWordsForApprovers({ rule, values }: Refusal, target: string): Refusal {
  return refusal(FOR_APPROVERS[rule] ?? rule, { ...values, target });
}

async function deny(desk: Desk, request: ResetRequest, approver: Approver, denied: Refusal): Promise<Refusal> {
  const { rule } = denied;
  await desk.store.record(auditRow(desk, request, 'approval-refused', approver, { rule, at: approver.at }));
  return denied;
}
