import { z } from 'zod';
import type { DirectoryRole, RoleHolding, Roles } from '../desk/judging/people-as-read.ts';
import type { BatchItem } from './batch.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { readKnown, readRows, readWhole } from './page.ts';
import { hasPower } from './roles.ts';
import { literal, queryValue } from './search-text.ts';
import type { TenantUnits } from './units.ts';

/** A role as it was assigned. */
export interface Assignment extends DirectoryRole {
  /** A unit by its id, in lower case; `other`: something else than tenant or unit, such as a single object or an app. */
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
/** Either scope is null where the other one is set (Microsoft Graph, unifiedRoleAssignment). */
const ROLE_ASSIGNMENT = z.object({
  directoryScopeId: z.string().nullish(),
  appScopeId: z.string().nullish(),
  roleDefinition: ROLE_DEFINITION,
});

const UNIT_SCOPE = /^\/administrativeUnits\/([^/]+)$/i;

/**
 * The read of the roles that are assigned to a user or group itself, built-in and custom, at every scope (Microsoft Graph,
 * "List unifiedRoleAssignments"). `principalId` is an object id: a sign-in name finds nothing here.
 */
export function assignmentsItem(id: string, principalId: string): BatchItem {
  return rolesOfItem(id, 'roleAssignments', principalId);
}

/** The read of one of the lists of roles that a user or group itself has. */
export function rolesOfItem(
  id: string,
  list: 'roleAssignments' | 'roleEligibilityScheduleInstances',
  principalId: string,
): BatchItem {
  const filter = queryValue(`principalId eq ${literal(principalId)}`);
  const select = '$select=id,directoryScopeId,appScopeId';
  const definition = '$expand=roleDefinition($select=id,displayName,isBuiltIn,templateId)';
  return {
    id,
    url: `/roleManagement/directory/${list}?$filter=${filter}&${select}&${definition}`,
    essential: true,
  };
}

/**
 * The roles that were assigned; undefined: unknown.
 * @throws DirectoryError (sign-in-again)
 */
export function readAssignments(answer: GraphAnswer): readonly Assignment[] | undefined {
  return readWhole(answer, ROLE_ASSIGNMENT, 'role assignments')?.map(toAssignment).filter(hasPower);
}

/**
 * What can be made out of the roles that were assigned, and whether that is all of them.
 * @throws DirectoryError (sign-in-again)
 */
export function readSomeAssignments(answer: GraphAnswer): { known: readonly Assignment[]; complete: boolean } {
  const rows = readRows(answer, ROLE_ASSIGNMENT, 'role assignments');
  const known = rows?.items.map(toAssignment).filter(hasPower) ?? [];
  return { known, complete: rows !== undefined && !rows.odd && !rows.more };
}

/**
 * The roles that let somebody act: one that can't be made out gives no right, and takes none from the others. Undefined:
 * unknown, as when not one could be made out.
 * @throws DirectoryError (sign-in-again)
 */
export function readActing(answer: GraphAnswer): readonly Assignment[] | undefined {
  return readKnown(answer, ROLE_ASSIGNMENT, 'role assignments')?.map(toAssignment).filter(hasPower);
}

/** What these roles let their holder do. What is scoped to something else than tenant or unit reaches no user. */
export function actingHoldings(assignments: readonly Assignment[], units: TenantUnits): readonly RoleHolding[] {
  return assignments.flatMap(({ scope, templateId, name }) => {
    const role = { templateId, name, listed: false };
    if (scope === 'tenant') return [role];
    if (scope === 'other') return [];
    // Coverage compares the unit with those of the target, which say for themselves whether they are restricted.
    const unit = units.get(scope.unitId) ?? { id: scope.unitId, restricted: false, hidesMembers: true };
    return [{ ...role, unit }];
  });
}

/**
 * How these roles protect their holder, an unfamiliar scope like the whole tenant. Undefined where it is not known of a
 * unit whether it is restricted, since its roles protect more then.
 */
export function protectingHoldings(assignments: readonly Assignment[], units: TenantUnits): Roles {
  const holdings: RoleHolding[] = [];
  for (const { scope, templateId, name } of assignments) {
    const role = { templateId, name, listed: false };
    if (typeof scope === 'string') {
      holdings.push(role);
      continue;
    }
    const unit = units.get(scope.unitId);
    if (unit === undefined) return undefined;
    holdings.push({ ...role, unit: { id: unit.id, restricted: unit.restricted } });
  }
  return holdings;
}

function toAssignment({ directoryScopeId, appScopeId, roleDefinition }: z.infer<typeof ROLE_ASSIGNMENT>): Assignment {
  const templateId = (roleDefinition.isBuiltIn ? roleDefinition.templateId : roleDefinition.id).toLowerCase();
  return { templateId, name: roleDefinition.displayName, scope: appScopeId ? 'other' : scopeOf(directoryScopeId) };
}

function scopeOf(directoryScopeId: string | null | undefined): Assignment['scope'] {
  if (directoryScopeId === '/') return 'tenant';
  const unitId = UNIT_SCOPE.exec(directoryScopeId ?? '')?.[1];
  return unitId === undefined ? 'other' : { unitId: unitId.toLowerCase() };
}
