import { ACTION_KINDS, type ActionKind } from '../../action-kinds.ts';
import { ACTIONS } from '../actions/actions.ts';
import type { DirectorySession } from '../ports.ts';
import { type Actor, samePerson } from '../request/actor.ts';
import { particularsOf } from '../request/particulars.ts';
import type { ChosenTarget, Reach } from '../request/people.ts';
import type { Refusal, RefusalRule } from '../request/refusal.ts';
import type { Begun } from '../request/request.ts';
import {
  type ActingRole,
  actingRoles,
  mayAct,
  mayRevokeSessions,
  reachOver,
  rolesThatCover,
  type Standing,
} from './authority.ts';
import type { EligibilityPolicy } from './eligibility-policy.ts';
import { accountOf, type Who } from './identify.ts';
import type { Part, Requester, RoleHolding, Target } from './people-as-read.ts';

/** What the ids of eligible roles begin with in a request. */
const ELIGIBLE = 'eligible:';

/** What could not be read where a rule says that something is unknown. */
const PARTS: Readonly<Partial<Record<RefusalRule, Part>>> = {
  'requester-roles-unknown': 'roles',
  'target-roles-unknown': 'roles',
  'target-groups-unknown': 'groups',
  'target-units-unknown': 'units',
  'target-domain-unknown': 'domains',
};

/** The rules that a role scoped to a unit, held through a group, could lift. */
const FOR_WANT_OF_A_ROLE = [
  'requester-has-no-role',
  'target-restricted',
  'target-outside-unit',
  'target-units-unknown',
];

/** What is to be done, and who is judged: whoever wrote or pressed, the account that they are signed in with, and whose account it is about. */
export interface Parties {
  action: ActionKind;
  who: Who;
  requester: Requester;
  /** undefined: nobody yet, so that the requester alone is judged. */
  target: Target | undefined;
}

/** Who would do what to whom. */
type Pair = Pick<Parties, 'action' | 'requester'> & { target: Target };

/** The requester with the roles that they were judged by, and why they may not. */
export interface Judgement {
  requester: Requester;
  refusal: Refusal | undefined;
}

/**
 * Judges requester and target. Roles that are scoped to a unit and come through a group take another round trip to read:
 * that is made only where nothing else lets this person act on this target.
 */
export async function judge(
  session: Pick<DirectorySession, 'scopedRolesOf'>,
  policy: EligibilityPolicy,
  parties: Parties,
): Promise<Judgement> {
  const first = judgeAsRead(policy, parties);
  const { refusal } = first;
  const { requester } = parties;
  if (!refusal || !FOR_WANT_OF_A_ROLE.includes(refusal.rule) || requester.roleGroupIds.length === 0) return first;
  const more = await session.scopedRolesOf(requester.roleGroupIds);
  if (more === undefined || more === 'outage') {
    const unread: Requester = { ...requester, roles: undefined, outages: more && ['roles'], roleGroupIds: [] };
    return judgeAsRead(policy, { ...parties, requester: unread });
  }
  const roles = [...(requester.roles ?? []), ...more];
  return judgeAsRead(policy, { ...parties, requester: { ...requester, roles, roleGroupIds: [] } });
}

/** By what is known already, without another round trip. */
function judgeAsRead(policy: EligibilityPolicy, parties: Parties): Judgement {
  const { action, who, requester, target } = parties;
  if ('rule' in who) return { requester, refusal: who };
  const denied = judgeRequester(ACTIONS[action].actingRoles, requester, who);
  return { requester, refusal: denied ?? (target && judgeTarget({ action, requester, target, actor: who }, policy)) };
}

/** What else could be done to the target by the same person, as far as is known without another round trip. */
export function alternativeTo(policy: EligibilityPolicy, parties: Parties): ActionKind | undefined {
  const others = ACTION_KINDS.filter(kind => kind !== parties.action);
  return others.find(action => !judgeAsRead(policy, { ...parties, action }).refusal);
}

/** Why this person may act on nobody here, or undefined when they hold a role of the table. */
export function judgeRequester(table: readonly ActingRole[], requester: Requester, who: Who): Refusal | undefined {
  if ('rule' in who) return who;
  if (requester.roles === undefined) return unknown('requester-roles-unknown', {}, requester.outages);
  if (actingRoles(table, requester.roles).length > 0) return undefined;
  return refusal('requester-has-no-role', who.employeeIds && { shared: 'employeeId' });
}

/** Why this person may not do it to that account, or undefined when they may. The requester has been judged before. */
export function judgeTarget(
  { action, requester, target, actor }: Pair & { actor: Actor },
  policy: EligibilityPolicy,
): Refusal | undefined {
  const { actingRoles: table, ineligible } = ACTIONS[action];
  const { account } = target;
  const about = { target: account.displayName };
  const isOwn = samePerson(actor, accountOf(target));
  if (isOwn === 'same') return refusal('own-account');
  if (isOwn === 'unknown') return refusal('person-unknown');
  const never = ineligible(target, policy);
  if (never) return unknown(never, about, target.outages);
  const standing = standingOf(target);
  if (typeof standing === 'string') return unknown(standing, about, target.outages);
  if (mayAct(table, requester.roles ?? [], standing)) return undefined;
  if (isRestricted(target, standing)) return refusal('target-restricted', about);
  const { roles, guardsRoles } = standing;
  // Without the group this requester could: naming roles that are covered would not be the reason.
  const groupAlone = guardsRoles && mayAct(table, requester.roles ?? [], { ...standing, guardsRoles: false });
  if (groupAlone || (guardsRoles && roles.length === 0)) return refusal('target-guards-roles', about);
  if (roles.length === 0) return refusal(outsideUnit(table, requester), about);
  const covering = rolesThatCover(table, standing).join(', ');
  const active = roles.filter(role => !role.eligible);
  // Without the eligible roles this requester could: naming active ones that are covered would not be the reason.
  const eligibleAlone = active.length === 0 || mayAct(table, requester.roles ?? [], { ...standing, roles: active });
  if (eligibleAlone) return refusal('target-eligible', { ...about, roles: names(roles.filter(isEligible)), covering });
  return refusal('requester-role-does-not-cover', { ...about, roles: names(active), covering });
}

/** Whether this person may also sign that account out everywhere. Both have been judged before. */
export function maySignOutEverywhere({ action, requester, target }: Pair): boolean {
  const standing = standingOf(target);
  if (typeof standing === 'string') return false;
  return mayRevokeSessions(ACTIONS[action].actingRoles, requester.roles ?? [], standing);
}

/** How far the role reaches by which this person may do it to that account. Both have been judged before. */
export function reachOf({ action, requester, target }: Pair): Reach {
  const standing = standingOf(target);
  return typeof standing === 'string'
    ? 'some'
    : reachOver(ACTIONS[action].actingRoles, requester.roles ?? [], standing);
}

/**
 * What changed about the target between the card and the click, as a refusal; undefined when they are still the same. `begun`: the
 * request, where its calls have begun.
 */
export function judgeChange(action: ActionKind, shown: ChosenTarget, now: Target, begun?: Begun): Refusal | undefined {
  const { account, roles } = now;
  if (account.displayName !== shown.displayName || account.userPrincipalName !== shown.userPrincipalName) {
    return refusal('target-changed', {
      before: `${shown.displayName} (${shown.userPrincipalName})`,
      after: `${account.displayName} (${account.userPrincipalName})`,
    });
  }
  const comparable = roles?.filter(role => shown.rolesComplete || role.listed);
  // Not everybody may read who is eligible for what: only what both have read can have changed.
  const bothKnow = !shown.eligibilityUnknown && !now.eligibilityUnknown;
  const same =
    comparable !== undefined &&
    idsOf(comparable, bothKnow).join() === shown.roleIds.filter(id => bothKnow || !isEligibleId(id)).join();
  if (!same) return refusal('target-roles-changed', { target: account.displayName });
  const changed = ACTIONS[action].changed?.(shown.findings, now.findings, begun);
  return changed && refusal(changed, { target: account.displayName });
}

/** What a request remembers of its target: enough to tell later whether it is still the same person. */
export function chosenTarget(target: Target): ChosenTarget {
  const { rolesComplete, eligibilityUnknown, roles = [] } = target;
  return {
    ...particularsOf(target.account),
    roleNames: [...new Set(roles.filter(role => !role.eligible).map(role => role.name))],
    eligibleNames: [...new Set(roles.filter(isEligible).map(role => role.name))],
    synced: target.account.onPremisesSyncEnabled === true,
    rolesComplete,
    eligibilityUnknown,
    roleIds: idsOf(roles, true),
    ...(target.findings && { findings: target.findings }),
    ...(target.units && target.units.length > 0 && { unitIds: target.units.map(({ id }) => id) }),
  };
}

export function refusal(rule: RefusalRule, values: Readonly<Record<string, string>> = {}): Refusal {
  return { rule, values };
}

/** As refusal(), for what is unknown: with the value `outage` where the directory gave no answer to that part. */
function unknown(rule: RefusalRule, about: Refusal['values'], outages: readonly Part[] = []): Refusal {
  const part = PARTS[rule];
  return refusal(rule, part && outages.includes(part) ? { ...about, outage: part } : about);
}

/** What is known of the target's standing, or the rule that names what is missing: unknown is never the same as none. */
function standingOf({ account, roles, guardsRoles, units }: Target): Standing | RefusalRule {
  if (roles === undefined) return 'target-roles-unknown';
  if (guardsRoles === undefined) return 'target-groups-unknown';
  if (units === undefined) return 'target-units-unknown';
  const shown = units.some(unit => unit.restricted);
  return account.isManagementRestricted && !shown ? 'target-units-unknown' : { roles, guardsRoles, units };
}

/** A unit that hides its members may have this one all the same: that it is outside of it is not known. */
function outsideUnit(table: readonly ActingRole[], { roles = [] }: Requester): RefusalRule {
  const hidden = actingRoles(table, roles).some(role => role.unit?.hidesMembers);
  return hidden ? 'target-units-unknown' : 'target-outside-unit';
}

function isEligible(role: RoleHolding): boolean {
  return role.eligible === true;
}

function isRestricted({ account }: Target, { units }: Standing): boolean {
  return account.isManagementRestricted === true || units.some(unit => unit.restricted);
}

function idsOf(roles: readonly RoleHolding[], withEligible: boolean): readonly string[] {
  return roles
    .filter(role => withEligible || !role.eligible)
    .map(({ templateId, unit, eligible }) => {
      const id = unit ? `${templateId}@${unit.id}` : templateId;
      return eligible ? `${ELIGIBLE}${id}` : id;
    })
    .sort();
}

function isEligibleId(id: string): boolean {
  return id.startsWith(ELIGIBLE);
}

function names(roles: readonly RoleHolding[]): string {
  return [...new Set(roles.map(role => role.name))].join(', ');
}
