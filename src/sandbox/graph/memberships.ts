import type { AdministrativeUnit, Group, RoleAssignment, Tenant } from '../tenant/model.ts';

/** Groups that the user is in, directly or through other groups. */
export function groupsOf(tenant: Tenant, userId: string): Group[] {
  const found = new Set<string>([userId]);
  const result: Group[] = [];
  for (let grew = true; grew; ) {
    grew = false;
    for (const group of tenant.groups) {
      if (found.has(group.id) || ![...found].some(id => group.members.has(id))) continue;
      found.add(group.id);
      result.push(group);
      grew = true;
    }
  }
  return result;
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

/** Active assignments at every scope, direct and through role-assignable groups. */
export function activeAssignments(tenant: Tenant, userId: string): RoleAssignment[] {
  const principals = new Set([userId, ...roleGroupsOf(tenant, userId).map(group => group.id)]);
  return tenant.roleAssignments.filter(assignment => principals.has(assignment.principalId));
}
