import type { DirectorySession } from '../ports.ts';
import { type Actor, samePerson } from '../request/actor.ts';
import type { AdminAccounts } from '../request/admin-accounts.ts';
import type { Approval } from '../request/approval.ts';
import type { Denied } from '../request/commands.ts';
import type { Refusal } from '../request/refusal.ts';
import type { Asked } from '../request/request.ts';
import type { EligibilityPolicy } from './eligibility-policy.ts';
import { actorOf, mayStillActWith } from './identify.ts';
import { judge, refusal } from './judge.ts';
import type { ApproverNow, Target } from './people-as-read.ts';

/** Not known, rather than no: the approver's roles, or parts of the target, could not be read. */
const UNKNOWN = /-unknown$/;

/** What was approved, and by whom. */
type Approved = Approval & Pick<Asked, 'action'>;

/**
 * Whether the person who approved could still do so, read with the requester's sign-in right before it is carried out: up to half an
 * hour may lie between. Undefined where they could. Where that can't be read, nothing is done: their own sign-in, with which
 * they approved, says nothing about now, and a minute later it may be known.
 */
export async function approvalLost(
  session: DirectorySession,
  policy: EligibilityPolicy & { adminAccounts: AdminAccounts },
  { action, decision }: Approved,
  { approver, target, actor }: { approver?: ApproverNow; target: Target; actor: Actor },
): Promise<Denied | undefined> {
  if (!decision) return undefined;
  const about = { target: target.account.displayName, approver: decision.by.name };
  if (approver?.account === 'ended') return denied(refusal('approver-account-ended', about), false);
  if (approver?.account === undefined) return denied(refusal('approver-not-readable', about), true);
  const { by } = decision;
  // The policy may have been changed since.
  if (!mayStillActWith(policy.adminAccounts, by)) return denied(refusal('approver-role-ended', about), false);
  const isRequester = samePerson(actor, by);
  if (isRequester === 'same') return denied(refusal('approver-is-requester'), false);
  const isUnread = policy.adminAccounts.sharedAttribute !== 'none' && by.employeeIds === undefined;
  if (isRequester === 'unknown' || isUnread) return denied(refusal('approver-not-readable', about), true);
  const who = actorOf(policy.adminAccounts, by);
  const { refusal: why } = await judge(session, policy, { action, who, requester: approver, target });
  if (!why) return undefined;
  const passing = UNKNOWN.test(why.rule);
  return denied(refusal(passing ? 'approver-not-readable' : 'approver-role-ended', about), passing);
}

/** Why an approval no longer counts. `passing`: it is not known, so that the request waits and can be tried again. */
function denied(why: Refusal, passing: boolean): Denied {
  return { kind: 'denied', refusal: why, passing };
}
