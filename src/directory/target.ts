import { z } from 'zod';
import type { ActionKind } from '../action-kinds.ts';
import type { Part, Roles, Target } from '../desk/judging/people-as-read.ts';
import { assignmentsItem, protectingHoldings, readAssignments } from './assignments.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { eligibleItem, readEligible } from './eligible.ts';
import { pathSegment } from './endpoint.ts';
import { findingItems, readFindings } from './findings.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { hasRoleGroup, memberGroupsItem, ownedGroupsItem, readRoleGroups } from './groups.ts';
import { managerItem, readManager } from './manager.ts';
import { outagesAmong } from './outages.ts';
import { photoItem, readPhoto } from './photo.ts';
import { joinedRoles, readListedRoles, rolesItem } from './roles.ts';
import type { TenantFacts } from './tenant.ts';
import { memberUnitsItem, readMemberUnits } from './units.ts';
import { ACCOUNT_SELECT, readUser } from './users.ts';
import { EMPLOYEE_ID } from './values.ts';

const NUMBERED = z.object({ employeeId: EMPLOYEE_ID });

/**
 * By what an account is read, and for which action. What roles are assigned to it, and which it may activate, can be read by
 * object id alone.
 */
type TargetKey = ({ objectId: string } | { signInName: string }) & { action: ActionKind | undefined };

/**
 * The reads about a target. `known`: it was there before, so its absence is worth a line in the log.
 * @throws DirectoryError (gone) when the key can't be one
 */
export function targetItems(key: TargetKey, known: boolean): readonly BatchItem[] {
  const byId = 'objectId' in key;
  const user = byId ? `/users/${pathSegment(key.objectId)}` : userPath(key.signInName);
  return [
    { id: 'user', url: `${user}?$select=${ACCOUNT_SELECT}`, essential: true, mayBeAbsent: !known },
    rolesItem('roles', user),
    ...(byId ? [assignmentsItem('assignments', key.objectId), eligibleItem('eligible', key.objectId)] : []),
    memberGroupsItem('groups', user),
    ownedGroupsItem('owned-groups', user),
    memberUnitsItem('member-units', user),
    managerItem('manager', user),
    photoItem('photo', user),
    ...findingItems(key.action, user),
  ];
}

/** A sign-in name that begins with $ is no segment of a path (Microsoft Graph, "Get user"), but a key between brackets. */
function userPath(signInName: string): string {
  if (!signInName.startsWith('$')) return `/users/${pathSegment(signInName)}`;
  return `/users('${pathSegment(signInName.replaceAll("'", "''"))}')`;
}

/**
 * The target with what could be read about it; undefined when there is no such account.
 * @throws DirectoryError when the account itself can't be read
 */
export function readTarget(answers: BatchAnswers, key: TargetKey, tenant: TenantFacts): Target | undefined {
  const answer = answers.get('user');
  if (!succeeded(answer)) {
    if (troubleOf(answer) === 'gone') return undefined;
    throw directoryError(answer, 'user');
  }
  const account = readUser(answer.body);
  const { employeeId } = NUMBERED.parse(answer.body);
  // Graph takes a sign-in name where an id belongs, but lists no assignments for it.
  const byId = 'objectId' in key && key.objectId.toLowerCase() === account.id.toLowerCase();
  const listed = readListedRoles(answers.get('roles'));
  const active = byId ? joinedRoles(listed, readAssigned(answers.get('assignments'), tenant)) : listed;
  const eligible = byId ? readEligible(answers.get('eligible'), tenant.units) : { roles: [], complete: true };
  const memberships = readRoleGroups(answers.get('groups'));
  return {
    account: { ...account, manager: readManager(answers.get('manager')), photo: readPhoto(answers.get('photo')) },
    employeeId,
    // A role that has been activated counts as active alone.
    roles: joinedRoles(active, eligible.roles),
    rolesComplete: byId,
    eligibilityUnknown: !eligible.complete,
    guardsRoles: hasRoleGroup(memberships, readRoleGroups(answers.get('owned-groups'))),
    groupIds: memberships.all,
    unseenGroupIds: tenant.unseenGroupIds,
    units: readMemberUnits(answers.get('member-units')),
    domains: tenant.domains,
    findings: readFindings(key.action, answers),
    outages: [...outagesOf(answers, byId), ...tenantOutages(tenant)],
  };
}

function outagesOf(answers: BatchAnswers, byId: boolean): readonly Part[] {
  const roles = byId ? ['roles', 'assignments'] : ['roles'];
  return outagesAmong(answers, {
    roles,
    eligible: byId ? ['eligible'] : [],
    groups: ['groups', 'owned-groups'],
    units: ['member-units'],
  });
}

/** Without the tenant's units it is not known how roles that are scoped to one of them protect. */
function tenantOutages({ outages = [] }: TenantFacts): readonly Part[] {
  return outages.map(part => (part === 'units' ? 'roles' : part));
}

function readAssigned(answer: GraphAnswer, tenant: TenantFacts): Roles {
  const assignments = readAssignments(answer);
  return assignments && protectingHoldings(assignments, tenant.units);
}
