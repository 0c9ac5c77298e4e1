import { z } from 'zod';
import type { Role, RoleHolding, Roles } from '../desk/account.ts';
import type { Answer } from './answer.ts';
import type { BatchItem } from './batch.ts';
import { readWhole } from './page.ts';
import { hasPower } from './roles.ts';
import { literal, queryValue } from './search-text.ts';
import type { Restrictedness } from './units.ts';

/** A role as it was assigned. */
export interface Assignment extends Role {
  /** A unit by its id, in lower case; `other`: something else than tenant or unit, such as a single object. */
  scope: 'tenant' | 'other' | { unitId: string };
}

/**
 * Only the template id of a built-in role can be trusted: whoever makes a custom role may give it any (Microsoft Graph,
 * unifiedRoleDefinition), so a custom role goes by its own id.
 */
const ROLE_DEFINITION = z.discriminatedUnion('isBuiltIn', [
  z.object({ isBuiltIn: z.literal(true), displayName: z.string(), templateId: z.string().min(1) }),
  z.object({ isBuiltIn: z.literal(false), displayName: z.string(), id: z.string().min(1) }),
]);
const ROLE_ASSIGNMENT = z.object({ directoryScopeId: z.string().min(1), roleDefinition: ROLE_DEFINITION });

const UNIT_SCOPE = /^\/administrativeUnits\/([^/]+)$/i;

/**
 * The read of the roles that are assigned to a user or group itself, built-in and custom, at every scope (Microsoft Graph,
 * "List unifiedRoleAssignments"). `principalId` is an object id: a sign-in name finds nothing here.
 */
export function assignmentsItem(id: string, principalId: string): BatchItem {
  const filter = queryValue(`principalId eq ${literal(principalId)}`);
  const definition = '$expand=roleDefinition($select=id,displayName,isBuiltIn,templateId)';
  return {
    id,
    url: `/roleManagement/directory/roleAssignments?$filter=${filter}&$select=id,directoryScopeId&${definition}`,
    essential: true,
  };
}

/**
 * The roles that were assigned; undefined: unknown.
 * @throws DirectoryError (sign-in-again)
 */
export function readAssignments(answer: Answer): readonly Assignment[] | undefined {
  return readWhole(answer, ROLE_ASSIGNMENT, 'role assignments')
    ?.map(({ directoryScopeId, roleDefinition }) => {
      const templateId = (roleDefinition.isBuiltIn ? roleDefinition.templateId : roleDefinition.id).toLowerCase();
      return { templateId, name: roleDefinition.displayName, scope: scopeOf(directoryScopeId) };
    })
    .filter(hasPower);
}

/** What these roles let their holder do. What is scoped to something else than tenant or unit reaches no user. */
export function actingHoldings(assignments: readonly Assignment[], units: Restrictedness): readonly RoleHolding[] {
  return assignments.flatMap(({ scope, templateId, name }) => {
    const role = { templateId, name, listed: false };
    if (scope === 'tenant') return [role];
    if (scope === 'other') return [];
    // Coverage compares the unit with those of the target, which say for themselves whether they are restricted.
    return [{ ...role, unit: { id: scope.unitId, restricted: units.get(scope.unitId) ?? false } }];
  });
}

/**
 * How these roles protect their holder, an unfamiliar scope like the whole tenant. Undefined where it is not known of a
 * unit whether it is restricted, since its roles protect more then.
 */
export function protectingHoldings(assignments: readonly Assignment[], units: Restrictedness): Roles {
  const holdings: RoleHolding[] = [];
  for (const { scope, templateId, name } of assignments) {
    const role = { templateId, name, listed: false };
    if (typeof scope === 'string') {
      holdings.push(role);
      continue;
    }
    const restricted = units.get(scope.unitId);
    if (restricted === undefined) return undefined;
    holdings.push({ ...role, unit: { id: scope.unitId, restricted } });
  }
  return holdings;
}

function scopeOf(directoryScopeId: string): Assignment['scope'] {
  if (directoryScopeId === '/') return 'tenant';
  const unitId = UNIT_SCOPE.exec(directoryScopeId)?.[1];
  return unitId === undefined ? 'other' : { unitId: unitId.toLowerCase() };
}
