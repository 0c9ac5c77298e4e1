import { activeAssignments, eligibilities, ownedGroupsOf, roleGroupsOf, unitsOf } from '../tenant/memberships.ts';
import type { RoleAssignment, Tenant } from '../tenant/model.ts';

const AUTHENTICATION = 'c4e39bd9-1100-46d3-8c65-fb160da0071f';
const AUTHENTICATION_POLICY = '0526716b-113d-4c15-b2c8-68e3c22b9f80';
const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';
const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const PASSWORD = '966707d0-3269-4727-9be2-8c3a10f19b9d';
const PRIVILEGED_AUTHENTICATION = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';
const USER = 'fe930be7-5e62-47db-91af-98c3a49a38b1';

const TOP = [PRIVILEGED_AUTHENTICATION, GLOBAL];
const EVERYBODY = [PASSWORD, HELPDESK, AUTHENTICATION, USER, ...TOP];
const ALL_BUT_PASSWORD = [HELPDESK, AUTHENTICATION, USER, ...TOP];

/**
 * Role of the target, by template id, to the roles that may reset it. A role that is missing here takes the top two.
 * Source: Microsoft Entra, "Privileged roles and permissions", Who can reset passwords.
 */
const MAY_RESET = new Map<string, readonly string[]>([
  [AUTHENTICATION, [AUTHENTICATION, ...TOP]],
  ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b' /* Directory Readers */, EVERYBODY],
  [GLOBAL, TOP],
  ['fdd7a751-b60b-444a-984c-02652fe8fa1c' /* Groups Administrator */, [USER, ...TOP]],
  ['95e79109-95c0-4d8e-aee3-d01accf2d47b' /* Guest Inviter */, EVERYBODY],
  [HELPDESK, [HELPDESK, USER, ...TOP]],
  ['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b' /* Message Center Reader */, ALL_BUT_PASSWORD],
  [PASSWORD, EVERYBODY],
  [PRIVILEGED_AUTHENTICATION, TOP],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814' /* Privileged Role Administrator */, TOP],
  ['4a5d8f65-41da-4de4-8968-e035b65339cf' /* Reports Reader */, ALL_BUT_PASSWORD],
  [USER, [USER, ...TOP]],
  ['27460883-1df1-4691-b032-3b79643e5e63' /* User Experience Success Manager */, ALL_BUT_PASSWORD],
  ['75934031-6c7e-415a-99d7-48dbd49e875e' /* Usage Summary Reports Reader */, ALL_BUT_PASSWORD],
]);

/** Deprecated partner roles and the default user role: they neither give nor protect. */
const WITHOUT_EFFECT = [
  '4ba39ca4-527c-499a-b93d-d9b492c50246',
  'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
  'b79fbf4d-3ef9-4689-8143-76b194e85509',
];

/** Global Administrator can't be assigned to a unit. */
const UNIT_SCOPED = [PASSWORD, HELPDESK, AUTHENTICATION, USER, PRIVILEGED_AUTHENTICATION];

const UNIT_SCOPE = /^\/administrativeUnits\/(.+)$/i;

export type Authority = 'allowed' | 'no-role' | 'target-protected' | 'restricted-management';

interface TargetStanding {
  /** For each thing that the target holds, the roles that cover it. */
  coveredBy: (readonly string[])[];
  unitIds: string[];
  restrictedUnitIds: string[];
}

function unitOf(assignment: RoleAssignment): string | undefined {
  return UNIT_SCOPE.exec(assignment.directoryScopeId ?? '')?.[1]?.toLowerCase();
}

/** The target's own roles, active and eligible: those that somebody may activate protect them too (cisagov/ScubaGear 2072). */
function heldBy(tenant: Tenant, targetId: string): RoleAssignment[] {
  const all = [...activeAssignments(tenant, targetId), ...eligibilities(tenant, targetId)];
  return all.filter(assignment => !WITHOUT_EFFECT.includes(assignment.roleDefinitionId));
}

function guardsRoles(tenant: Tenant, targetId: string): boolean {
  return (
    roleGroupsOf(tenant, targetId).length > 0 ||
    ownedGroupsOf(tenant, targetId).some(group => group.isAssignableToRole) ||
    tenant.groups.some(group => group.isAssignableToRole && group.eligibleMembers.has(targetId))
  );
}

function standingOf(tenant: Tenant, targetId: string): TargetStanding {
  const restricted = tenant.administrativeUnits.filter(unit => unit.isMemberManagementRestricted).map(unit => unit.id);
  const coveredBy = heldBy(tenant, targetId).map(assignment => {
    const scopedToRestricted = restricted.includes(unitOf(assignment) ?? '');
    return scopedToRestricted ? TOP : (MAY_RESET.get(assignment.roleDefinitionId) ?? TOP);
  });
  if (guardsRoles(tenant, targetId)) coveredBy.push(TOP);
  const unitIds = unitsOf(tenant, targetId).map(unit => unit.id);
  return { coveredBy, unitIds, restrictedUnitIds: unitIds.filter(id => restricted.includes(id)) };
}

function covers(assignment: RoleAssignment, target: TargetStanding): boolean {
  const unitId = unitOf(assignment);
  if (target.restrictedUnitIds.length > 0 && !target.restrictedUnitIds.includes(unitId ?? '')) return false;
  if (unitId === undefined) {
    if (assignment.directoryScopeId !== '/') return false;
    return target.coveredBy.every(roles => roles.includes(assignment.roleDefinitionId));
  }
  const reaches = UNIT_SCOPED.includes(assignment.roleDefinitionId) && target.unitIds.includes(unitId);
  return reaches && target.coveredBy.length === 0;
}

function authorityOver(tenant: Tenant, callerId: string, targetId: string, actingRoles: readonly string[]): Authority {
  const acting = activeAssignments(tenant, callerId).filter(a => actingRoles.includes(a.roleDefinitionId));
  if (acting.length === 0) return 'no-role';
  const target = standingOf(tenant, targetId);
  if (acting.some(assignment => covers(assignment, target))) return 'allowed';
  return target.restrictedUnitIds.length > 0 ? 'restricted-management' : 'target-protected';
}

/** Whether the caller's active roles let them reset the target's password. */
export function authorityToReset(tenant: Tenant, callerId: string, targetId: string): Authority {
  return authorityOver(tenant, callerId, targetId, EVERYBODY);
}

/** As for a reset, but Password Administrator lacks the action `users/invalidateAllRefreshTokens`. */
export function authorityToRevoke(tenant: Tenant, callerId: string, targetId: string): Authority {
  return authorityOver(tenant, callerId, targetId, ALL_BUT_PASSWORD);
}

/**
 * Whether the caller's active roles let them give the target a Temporary Access Pass, and take it away. Source: Microsoft Graph,
 * "Create temporaryAccessPassMethod"; how far Authentication Administrator reaches is its column in the table of resets.
 */
export function authorityToGivePass(tenant: Tenant, callerId: string, targetId: string): Authority {
  return authorityOver(tenant, callerId, targetId, [AUTHENTICATION, ...TOP]);
}

/** Whether the caller may read the target's operations (Microsoft Graph, "Get longRunningOperation"). */
export function mayReadOperation(tenant: Tenant, callerId: string, targetId: string): boolean {
  return mayRead(tenant, callerId, targetId, [GLOBAL_READER, AUTHENTICATION, PRIVILEGED_AUTHENTICATION]);
}

/**
 * Whether the caller may read the target's passes, whatever roles the target holds (Microsoft Graph, "Get
 * temporaryAccessPassAuthenticationMethod").
 */
export function mayReadPass(tenant: Tenant, callerId: string, targetId: string): boolean {
  return mayRead(tenant, callerId, targetId, [GLOBAL_READER, AUTHENTICATION, ...TOP]);
}

/**
 * Whether the caller may read the policy of the tenant for passes (Microsoft Graph, "Get
 * temporaryAccessPassAuthenticationMethodConfiguration").
 */
export function mayReadPassPolicy(tenant: Tenant, callerId: string): boolean {
  const readers = [GLOBAL_READER, AUTHENTICATION_POLICY, AUTHENTICATION, ...TOP];
  return activeAssignments(tenant, callerId).some(
    ({ roleDefinitionId, directoryScopeId }) => directoryScopeId === '/' && readers.includes(roleDefinitionId),
  );
}

function mayRead(tenant: Tenant, callerId: string, targetId: string, readers: readonly string[]): boolean {
  const units = unitsOf(tenant, targetId).map(unit => unit.id);
  return activeAssignments(tenant, callerId).some(
    assignment =>
      readers.includes(assignment.roleDefinitionId) &&
      (assignment.directoryScopeId === '/' || units.includes(unitOf(assignment) ?? '')),
  );
}
