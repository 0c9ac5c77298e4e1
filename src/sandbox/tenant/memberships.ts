import type { AdministrativeUnit, Group, RoleAssignment, Tenant } from './model.ts';

/** Groups that the user is in, directly or through other groups; only by way of groups that are `followed`. */
export function groupsOf(
  tenant: Pick<Tenant, 'groups'>,
  userId: string,
  followed: (group: Group) => boolean = () => true,
): Group[] {
  const found = new Set<string>([userId]);
  const result: Group[] = [];
  for (let grew = true; grew; ) {
    grew = false;
    for (const group of tenant.groups) {
      if (found.has(group.id) || !followed(group) || ![...found].some(id => group.members.has(id))) continue;
      found.add(group.id);
      result.push(group);
      grew = true;
    }
  }
  return result;
}

/** Groups that are members of this one, directly or through others. */
export function groupsWithin(tenant: Tenant, groupId: string): Group[] {
  const inside = (group: Group) => groupsOf(tenant, group.id).some(({ id }) => id === groupId);
  return tenant.groups.filter(inside);
}

export function ownedGroupsOf(tenant: Tenant, userId: string): Group[] {
  return tenant.groups.filter(group => group.owners.has(userId));
}

export function unitsOf(tenant: Tenant, userId: string): AdministrativeUnit[] {
  return tenant.administrativeUnits.filter(unit => unit.members.has(userId));
}

/** Role-assignable groups can't be nested, so only direct membership carries a role. */
export function roleGroupsOf(tenant: Tenant, userId: string): Group[] {
  return tenant.groups.filter(group => group.isAssignableToRole && group.members.has(userId));
}

/** Roles that the user may activate, at every scope, directly and through role-assignable groups that they are in. */
export function eligibilities(tenant: Tenant, userId: string): RoleAssignment[] {
  const principals = new Set([userId, ...roleGroupsOf(tenant, userId).map(group => group.id)]);
  return tenant.roleEligibilities.filter(eligibility => principals.has(eligibility.principalId));
}

/** Active assignments at every scope, direct and through role-assignable groups. */
export function activeAssignments(tenant: Tenant, userId: string): RoleAssignment[] {
  const principals = new Set([userId, ...roleGroupsOf(tenant, userId).map(group => group.id)]);
  return tenant.roleAssignments.filter(assignment => principals.has(assignment.principalId));
}
