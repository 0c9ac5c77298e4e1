import { stableId } from './identifiers.ts';
import type { AdministrativeUnit, DirectoryUser, Group, RoleAssignment, RoleChange, UserPatch } from './model.ts';
import { roleNamed } from './roles.ts';
import { findUser, type TenantState } from './state.ts';

/** The one with this object id or display name. Throws when there is none; `kind` names it. */
export function named<T extends { id: string; displayName: string }>(
  all: Iterable<T>,
  idOrName: string,
  kind: string,
): T {
  for (const one of all) if (one.id === idOrName || one.displayName === idOrName) return one;
  throw new Error(`The sample tenant has no ${kind} "${idOrName}".`);
}

function roleGroup(state: TenantState, idOrName: string): Group {
  const group = named(state.groups.values(), idOrName, 'group');
  if (!group.isAssignableToRole) throw new Error(`Group "${group.displayName}" is not role-assignable.`);
  return group;
}

/** Adds the role that a change is about to a list, unless it is there already. */
function add(state: TenantState, list: RoleAssignment[], userId: string, change: RoleChange): void {
  const roleDefinitionId = roleNamed(change.role).id;
  const { directoryScopeId = '/', appScopeId = null } = change;
  const unitId = /^\/administrativeUnits\/(.+)$/i.exec(directoryScopeId ?? '')?.[1];
  if (unitId !== undefined) named(state.administrativeUnits.values(), unitId, 'administrative unit');
  const group = change.throughGroup === undefined ? undefined : roleGroup(state, change.throughGroup);
  group?.members.add(userId);
  const principalId = group?.id ?? userId;
  const scope = `${directoryScopeId}${appScopeId ?? ''}`;
  const id = stableId('role-assignment', `${roleDefinitionId} ${principalId} ${scope}`);
  if (list.some(assignment => assignment.id === id)) return;
  list.push({ id, roleDefinitionId, principalId, directoryScopeId, appScopeId });
}

function makeEligible(state: TenantState, userId: string, change: RoleChange): void {
  requirePim(state);
  add(state, state.roleEligibilities, userId, change);
}

function requirePim({ privilegedIdentityManagement }: TenantState): void {
  if (privilegedIdentityManagement === 'on') return;
  throw new Error('Nobody can be eligible for anything while Privileged Identity Management is off.');
}

function removeRole(state: TenantState, userId: string, change: RoleChange): void {
  if (change.throughGroup !== undefined) {
    roleGroup(state, change.throughGroup).members.delete(userId);
    return;
  }
  state.roleAssignments = without(state.roleAssignments, userId, change);
}

function without(list: readonly RoleAssignment[], userId: string, change: RoleChange): RoleAssignment[] {
  const roleDefinitionId = roleNamed(change.role).id;
  return list.filter(
    assignment =>
      assignment.principalId !== userId ||
      assignment.roleDefinitionId !== roleDefinitionId ||
      (change.directoryScopeId !== undefined && assignment.directoryScopeId !== change.directoryScopeId),
  );
}

function move(state: TenantState, userId: string, patch: UserPatch): void {
  const group = (name: string) => named(state.groups.values(), name, 'group');
  const unit = (name: string): AdministrativeUnit =>
    named(state.administrativeUnits.values(), name, 'administrative unit');
  for (const name of patch.joinGroups ?? []) group(name).members.add(userId);
  for (const name of patch.leaveGroups ?? []) group(name).members.delete(userId);
  for (const name of patch.ownGroups ?? []) group(name).owners.add(userId);
  for (const name of patch.disownGroups ?? []) group(name).owners.delete(userId);
  for (const name of patch.joinUnits ?? []) unit(name).members.add(userId);
  for (const name of patch.leaveUnits ?? []) unit(name).members.delete(userId);
  for (const change of patch.removeRoles ?? []) removeRole(state, userId, change);
  for (const change of patch.assignRoles ?? []) add(state, state.roleAssignments, userId, change);
  for (const change of patch.removeEligible ?? []) {
    state.roleEligibilities = without(state.roleEligibilities, userId, change);
  }
  for (const change of patch.makeEligible ?? []) makeEligible(state, userId, change);
  for (const name of patch.makeGroupsEligible ?? []) {
    requirePim(state);
    roleGroup(state, name).eligibleMembers.add(userId);
  }
}

function setManager(state: TenantState, userId: string, manager: string | null | undefined): void {
  if (manager === undefined) return;
  if (manager === null) {
    state.managers.delete(userId);
    return;
  }
  const found = findUser(state.users, manager);
  if (!found) throw new Error(`The sample tenant has no user "${manager}".`);
  state.managers.set(userId, found.id);
}

const PLACE_KEYS = new Set([
  'manager',
  'photo',
  'teamsApp',
  'assignRoles',
  'removeRoles',
  'makeEligible',
  'removeEligible',
  'makeGroupsEligible',
  'joinGroups',
  'leaveGroups',
  'ownGroups',
  'disownGroups',
  'joinUnits',
  'leaveUnits',
]);

function mergeProperties(user: DirectoryUser, patch: UserPatch): DirectoryUser {
  const properties = Object.entries(patch).filter(([key]) => !PLACE_KEYS.has(key));
  for (const [key] of properties) {
    if (key === 'isManagementRestricted') {
      throw new Error('isManagementRestricted follows from the units: use joinUnits or leaveUnits.');
    }
    if (key === 'id' || !(key in user)) throw new Error(`A user's "${key}" can't be changed.`);
  }
  return { ...user, ...Object.fromEntries(properties) };
}

/**
 * Applies a patch to a state that the caller throws away when this throws: an unknown user, property, role, group or
 * unit, or a group that can't carry roles.
 */
export function applyPatch(state: TenantState, idOrUserPrincipalName: string, patch: UserPatch): DirectoryUser {
  const user = findUser(state.users, idOrUserPrincipalName);
  if (!user) throw new Error(`The sample tenant has no user "${idOrUserPrincipalName}".`);
  const patched = mergeProperties(user, patch);
  state.users.set(user.id, patched);
  if (patch.photo === true) state.photos.add(user.id);
  if (patch.photo === false) state.photos.delete(user.id);
  if (patch.teamsApp === true) state.withoutTeamsApp.delete(user.id);
  if (patch.teamsApp === false) state.withoutTeamsApp.add(user.id);
  setManager(state, user.id, patch.manager);
  move(state, user.id, patch);
  return patched;
}
