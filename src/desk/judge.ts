import type { Requester, Role, Target } from './account.ts';
import { actingRoles, mayReset, rolesThatCover } from './authority.ts';
import { ineligibility } from './eligibility.ts';
import type { ChosenTarget, Refusal, RefusalRule } from './request.ts';

/** Why this person may reset nobody here, or undefined when they hold a role that may. */
export function judgeRequester(requester: Requester, askerId: string): Refusal | undefined {
  if (requester.id !== askerId) return refusal('signed-in-as-another', { account: requester.displayName });
  if (requester.roles === undefined) return refusal('requester-roles-unknown');
  return actingRoles(requester.roles).length === 0 ? refusal('requester-has-no-role') : undefined;
}

/** Why this person may not reset that account, or undefined when they may. The requester has been judged before. */
export function judgeTarget(requester: Requester, target: Target): Refusal | undefined {
  const { account, roles } = target;
  if (account.id === requester.id) return refusal('own-account');
  const ineligible = ineligibility(account);
  if (ineligible) return refusal(ineligible, { target: account.displayName });
  if (roles === undefined) return refusal('target-roles-unknown', { target: account.displayName });
  if (mayReset(requester.roles, roles)) return undefined;
  return refusal('requester-role-does-not-cover', {
    target: account.displayName,
    roles: names(roles),
    covering: rolesThatCover(roles).join(', '),
  });
}

/** What changed about the target between the card and the click, as a refusal; undefined when they are still the same. */
export function judgeChange(shown: ChosenTarget, now: Target): Refusal | undefined {
  const { account, roles } = now;
  if (account.displayName !== shown.displayName || account.userPrincipalName !== shown.userPrincipalName) {
    return refusal('target-changed', {
      before: `${shown.displayName} (${shown.userPrincipalName})`,
      after: `${account.displayName} (${account.userPrincipalName})`,
    });
  }
  // Roles that can't be read are no change: judgeTarget refuses them, with the true reason.
  const same = roles === undefined || roleIds(roles).join() === shown.roleIds.join();
  return same ? undefined : refusal('target-roles-changed', { target: account.displayName });
}

/** What a request remembers of its target: enough to tell later whether it is still the same person. */
export function chosen(target: Target): ChosenTarget {
  const { id, displayName, userPrincipalName, givenName, surname } = target.account;
  return { id, displayName, userPrincipalName, givenName, surname, roleIds: roleIds(target.roles ?? []) };
}

export function refusal(rule: RefusalRule, values: Readonly<Record<string, string>> = {}): Refusal {
  return { rule, values };
}

function roleIds(roles: readonly Role[]): readonly string[] {
  return roles.map(role => role.templateId).sort();
}

function names(roles: readonly Role[]): string {
  return roles.map(role => role.name).join(', ');
}
