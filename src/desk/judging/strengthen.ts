import type { DirectorySession } from '../ports.ts';
import type { Refusal } from '../request/request.ts';
import type { Requester, Target } from './account.ts';
import type { EligibilityPolicy } from './eligibility.ts';
import { judgeRequester, judgeTarget } from './judge.ts';

/** The rules that a role scoped to a unit, held through a group, could lift. */
const FOR_WANT_OF_A_ROLE = [
  'requester-has-no-role',
  'target-restricted',
  'target-outside-unit',
  'target-units-unknown',
];

export interface Verdict {
  requester: Requester;
  refusal: Refusal | undefined;
}

/**
 * Judges requester and target. Roles that are scoped to a unit and come through a group take another round trip to read:
 * that is made only where nothing else lets this person reset this target.
 */
export async function judge(
  session: DirectorySession,
  policy: EligibilityPolicy,
  askerId: string,
  requester: Requester,
  target: Target | undefined,
): Promise<Verdict> {
  const first = verdict(policy, askerId, requester, target);
  const { refusal } = first;
  if (!refusal || !FOR_WANT_OF_A_ROLE.includes(refusal.rule) || requester.roleGroupIds.length === 0) return first;
  const more = await session.scopedRolesOf(requester.roleGroupIds);
  if (more === undefined || more === 'outage') {
    const unread: Requester = { ...requester, roles: undefined, outages: more && ['roles'], roleGroupIds: [] };
    return verdict(policy, askerId, unread, target);
  }
  const roles = [...(requester.roles ?? []), ...more];
  return verdict(policy, askerId, { ...requester, roles, roleGroupIds: [] }, target);
}

function verdict(
  policy: EligibilityPolicy,
  askerId: string,
  requester: Requester,
  target: Target | undefined,
): Verdict {
  const refusal = judgeRequester(requester, askerId) ?? (target && judgeTarget(requester, target, policy));
  return { requester, refusal };
}
