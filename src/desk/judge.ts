import type { Requester, RoleHolding, Target } from './account.ts';
import { actingRoles, mayReset, mayRevokeSessions, rolesThatCover, type Standing } from './authority.ts';
import { type EligibilityPolicy, ineligibility } from './eligibility.ts';
import type { ChosenTarget, Refusal, RefusalRule } from './request.ts';

/** Why this person may reset nobody here, or undefined when they hold a role that may. */
export function judgeRequester(requester: Requester, askerId: string): Refusal | undefined {
  if (requester.id !== askerId) return refusal('signed-in-as-another', { account: requester.displayName });
  if (requester.roles === undefined) return refusal('requester-roles-unknown');
  return actingRoles(requester.roles).length === 0 ? refusal('requester-has-no-role') : undefined;
}

/** Why this person may not reset that account, or undefined when they may. The requester has been judged before. */
export function judgeTarget(requester: Requester, target: Target, policy: EligibilityPolicy): Refusal | undefined {
  const { account } = target;
  const about = { target: account.displayName };
  if (account.id === requester.id) return refusal('own-account');
  const ineligible = ineligibility(account, target.domains, policy);
  if (ineligible) return refusal(ineligible, about);
  const standing = standingOf(target);
  if (typeof standing === 'string') return refusal(standing, about);
  if (mayReset(requester.roles ?? [], standing)) return undefined;
  if (isRestricted(target, standing)) return refusal('target-restricted', about);
  const { roles, guardsRoles } = standing;
  // Without the group this requester could: naming roles that are covered would not be the reason.
  const groupAlone = guardsRoles && mayReset(requester.roles ?? [], { ...standing, guardsRoles: false });
  if (groupAlone || (guardsRoles && roles.length === 0)) return refusal('target-guards-roles', about);
  if (roles.length === 0) return refusal('target-outside-unit', about);
  const covering = rolesThatCover(standing).join(', ');
  return refusal('requester-role-does-not-cover', { ...about, roles: names(roles), covering });
}

/** Whether this person may also sign that account out everywhere. Both have been judged before. */
export function maySignOutEverywhere(requester: Requester, target: Target): boolean {
  const standing = standingOf(target);
  return typeof standing !== 'string' && mayRevokeSessions(requester.roles ?? [], standing);
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
  const comparable = roles?.filter(role => shown.rolesComplete || role.listed);
  const same = comparable !== undefined && roleIds(comparable).join() === shown.roleIds.join();
  return same ? undefined : refusal('target-roles-changed', { target: account.displayName });
}

/** What a request remembers of its target: enough to tell later whether it is still the same person. */
export function chosen(target: Target): ChosenTarget {
  const { id, displayName, userPrincipalName, givenName, surname, jobTitle, department } = target.account;
  const { rolesComplete, roles = [] } = target;
  return {
    id,
    displayName,
    userPrincipalName,
    givenName,
    surname,
    jobTitle,
    department,
    roleNames: [...new Set(roles.map(role => role.name))],
    synced: target.account.onPremisesSyncEnabled === true,
    rolesComplete,
    roleIds: roleIds(roles),
  };
}

export function refusal(rule: RefusalRule, values: Readonly<Record<string, string>> = {}): Refusal {
  return { rule, values };
}

/** What is known of the target's standing, or the rule that names what is missing: unknown is never the same as none. */
function standingOf({ account, roles, guardsRoles, units }: Target): Standing | RefusalRule {
  if (roles === undefined) return 'target-roles-unknown';
  if (guardsRoles === undefined) return 'target-groups-unknown';
  if (units === undefined) return 'target-units-unknown';
  const shown = units.some(unit => unit.restricted);
  return account.isManagementRestricted && !shown ? 'target-units-unknown' : { roles, guardsRoles, units };
}

function isRestricted({ account }: Target, { units }: Standing): boolean {
  return account.isManagementRestricted === true || units.some(unit => unit.restricted);
}

function roleIds(roles: readonly RoleHolding[]): readonly string[] {
  return roles.map(({ templateId, unit }) => (unit ? `${templateId}@${unit.id}` : templateId)).sort();
}

function names(roles: readonly RoleHolding[]): string {
  return [...new Set(roles.map(role => role.name))].join(', ');
}
