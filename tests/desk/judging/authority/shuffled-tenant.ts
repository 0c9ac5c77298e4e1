import fc from 'fast-check';
import { createClock } from '../../../../src/sandbox/clock.ts';
import type { RoleChange, Tenant, UserPatch } from '../../../../src/sandbox/tenant/model.ts';
import type { PassPolicy, PassTarget } from '../../../../src/sandbox/tenant/pass-model.ts';
import { createTenant } from '../../../../src/sandbox/tenant/tenant.ts';

/** Somebody who can read everybody, in every state of the tenant. */
export const READER = { id: 'fc25d32b-8332-4dbe-a81b-46e298cbf9ac', role: 'Global Administrator' };

const sample = createTenant(createClock());
const ROLES = sample.roleDefinitions.map(role => role.displayName);
const ACTING = [
  'Password Administrator',
  'Helpdesk Administrator',
  'Authentication Administrator',
  'User Administrator',
  'Privileged Authentication Administrator',
  'Global Administrator',
];
const UNITS = sample.administrativeUnits.map(unit => unit.displayName);
const SCOPES = sample.administrativeUnits.map(unit => `/administrativeUnits/${unit.id}`);
const GROUPS = sample.groups.map(group => group.displayName);
const ROLE_GROUPS = sample.groups.filter(group => group.isAssignableToRole).map(group => group.displayName);

/** Puts the tenant into a state of its own: who holds what, where, through what, and where the accounts come from. */
export function shuffle(tenant: Tenant, seed: number): void {
  tenant.reset();
  tenant.privilegedIdentityManagement = 'on';
  const users = [...tenant.users];
  const patches = fc.sample(patch(), { seed, numRuns: users.length });
  for (const [n, user] of users.entries()) {
    const { joinGroups, ownGroups, assignRoles = [], ...rest } = patches[n] ?? {};
    // Guests read the roles of others only with a role for the whole tenant: one that Graph can't tell them of is not judged.
    const guest = user.userType === 'Guest';
    const roles = guest ? assignRoles.filter(one => !one.throughGroup && !one.directoryScopeId) : assignRoles;
    tenant.patchUser(user.id, { ...rest, assignRoles: roles, ...(guest ? {} : { joinGroups, ownGroups }) });
  }
  tenant.patchUser(READER.id, { assignRoles: [READER] });
  const [policy] = fc.sample(meant(users.map(({ id }) => id)), { seed, numRuns: 1 });
  tenant.passes.policy = { ...tenant.passes.policy, ...policy };
}

/** Passes are for everybody or for some, and not for a few. */
function meant(userIds: readonly string[]): fc.Arbitrary<Pick<PassPolicy, 'includeTargets' | 'excludeTargets'>> {
  const groups = sample.groups.map(({ id }): PassTarget => ({ targetType: 'group', id }));
  const users = userIds.map((id): PassTarget => ({ targetType: 'user', id }));
  const half = fc.subarray(users, { minLength: Math.floor(users.length / 2) });
  const some = fc.tuple(half, fc.subarray(groups, { minLength: 1 })).map(lists => lists.flat());
  const everybody = fc.constant<PassTarget[]>([{ targetType: 'group', id: 'all_users' }]);
  const few = fc.tuple(fc.subarray(users, { maxLength: 5 }), fc.subarray(groups, { maxLength: 1 }));
  return fc.record({ includeTargets: fc.oneof(everybody, some), excludeTargets: few.map(lists => lists.flat()) });
}

function patch(): fc.Arbitrary<UserPatch> {
  return fc.record(
    {
      removeRoles: rarely(
        3,
        ROLES.map(role => ({ role })),
      ),
      assignRoles: assignments(),
      makeEligible: eligibilities(),
      joinUnits: rarely(5, UNITS),
      leaveUnits: rarely(5, UNITS),
      joinGroups: rarely(12, GROUPS),
      ownGroups: rarely(12, GROUPS),
      onPremisesSyncEnabled: fc.constantFrom(true, false, null, null),
      creationType: often(15, null, 'Invitation'),
    },
    { noNullPrototype: true },
  );
}

function assignments(): fc.Arbitrary<RoleChange[]> {
  const acting = fc.constantFrom(...ACTING);
  const scope = fc.constantFrom(...SCOPES);
  const group = fc.constantFrom(...ROLE_GROUPS);
  const tenantWide = fc.record({ role: acting });
  const inUnit = fc.record({ role: acting, directoryScopeId: scope });
  const throughGroup = fc.record({ role: acting, directoryScopeId: scope, throughGroup: group });
  const other = fc.record({ role: fc.constantFrom(...ROLES) });
  const otherInUnit = fc.record({ role: fc.constantFrom(...ROLES), directoryScopeId: scope });
  const several = (one: fc.Arbitrary<RoleChange>) => fc.array(one, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant<RoleChange[]>([]) },
    { weight: 20, arbitrary: several(tenantWide) },
    { weight: 12, arbitrary: several(inUnit) },
    { weight: 2, arbitrary: several(throughGroup) },
    { weight: 20, arbitrary: several(other) },
    { weight: 4, arbitrary: several(otherInUnit) },
  );
}

function eligibilities(): fc.Arbitrary<RoleChange[]> {
  const tenantWide = fc.record({ role: fc.constantFrom(...ROLES) });
  const inUnit = fc.record({ role: fc.constantFrom(...ROLES), directoryScopeId: fc.constantFrom(...SCOPES) });
  const some = fc.array(fc.oneof(tenantWide, inUnit), { minLength: 1, maxLength: 2 });
  return fc.oneof({ weight: 6, arbitrary: fc.constant<RoleChange[]>([]) }, { weight: 1, arbitrary: some });
}

/** One of these in one case of so many, otherwise none. */
function rarely<T>(oneIn: number, values: readonly T[]): fc.Arbitrary<T[]> {
  const one = fc.constantFrom(...values).map(value => [value]);
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: one });
}

/** The usual value, and the other in one case of so many. */
function often<T, U>(oneIn: number, usual: T, other: U): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(other) });
}
