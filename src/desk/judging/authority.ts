import type { Reach } from '../request/people.ts';
import type { AdministrativeUnit, DirectoryRole, RoleHolding } from './people-as-read.ts';

/** A role whose holder may do something to others: a line of the table of one action. */
export interface ActingRole extends DirectoryRole {
  /** Template ids of the target roles that it covers; 'every' role for the two strongest. */
  covers: 'every' | readonly string[];
  /** Can be assigned for one administrative unit. */
  unitScoped: boolean;
  /** Whether its holder may also sign out everywhere whom it covers. */
  signsOut: boolean;
}

/** What of a target decides who may act on it. */
export interface Standing {
  roles: readonly RoleHolding[];
  /** Member or owner of a role-assignable group. */
  guardsRoles: boolean;
  /** The administrative units that it is a member of. */
  units: readonly AdministrativeUnit[];
}

/** The roles among these whose holder may act on somebody, by this table. */
export function actingRoles(table: readonly ActingRole[], roles: readonly RoleHolding[]): readonly RoleHolding[] {
  return roles.filter(holding => actingRole(table, holding) !== undefined);
}

/**
 * Whether one role of the requester covers the whole target: one uncovered role of the target is enough against it. A member of
 * a restricted management unit is reached by roles scoped to such a unit alone (Microsoft Entra, "Restricted management
 * administrative units"); a role scoped to a unit reaches members of that unit who hold no role (Microsoft Entra, "Assign
 * Microsoft Entra roles", "with administrative unit scope").
 */
export function covers(table: readonly ActingRole[], holding: RoleHolding, target: Standing): boolean {
  const acting = actingRole(table, holding);
  if (!acting) return false;
  const restricted = target.units.filter(unit => unit.restricted);
  if (restricted.length > 0 && !restricted.some(unit => unit.id === holding.unit?.id)) return false;
  return holding.unit ? coversInUnit(acting, holding.unit, target) : coversInTenant(acting, target);
}

/** Whether any one role of the requester covers the whole target. */
export function mayAct(table: readonly ActingRole[], requester: readonly RoleHolding[], target: Standing): boolean {
  return requester.some(holding => covers(table, holding, target));
}

/** Whether the requester may also sign the target out everywhere: one role covers it and has that right. */
export function mayRevokeSessions(
  table: readonly ActingRole[],
  requester: readonly RoleHolding[],
  target: Standing,
): boolean {
  return mayAct(
    table.filter(role => role.signsOut),
    requester,
    target,
  );
}

/** How far the strongest role reaches by which the requester may act on this target. */
export function reachOver(table: readonly ActingRole[], requester: readonly RoleHolding[], target: Standing): Reach {
  const strongest = table.filter(role => role.covers === 'every');
  const inTenant = requester.filter(holding => !holding.unit);
  return mayAct(strongest, inTenant, target) ? 'everybody' : 'some';
}

/** The names of the roles that would do for this target when held for the whole tenant, weakest first. */
export function rolesThatCover(table: readonly ActingRole[], target: Standing): readonly string[] {
  return table.filter(acting => coversInTenant(acting, target)).map(acting => acting.name);
}

function actingRole(table: readonly ActingRole[], holding: RoleHolding): ActingRole | undefined {
  return table.find(acting => acting.templateId === holding.templateId);
}

function coversInUnit(acting: ActingRole, unit: AdministrativeUnit, target: Standing): boolean {
  const member = target.units.some(one => one.id === unit.id);
  return acting.unitScoped && member && target.roles.length === 0 && !target.guardsRoles;
}

function coversInTenant({ covers: covered }: ActingRole, target: Standing): boolean {
  if (covered === 'every') return true;
  if (target.guardsRoles) return false;
  return target.roles.every(role => !role.unit?.restricted && covered.includes(role.templateId));
}
