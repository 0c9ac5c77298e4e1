import type { AdministrativeUnit, DirectoryRole, RoleHolding } from './account.ts';

/** A role whose holder may reset passwords of others. */
interface ActingRole extends DirectoryRole {
  /** Template ids of the target roles that it covers; 'every' role for the two strongest. */
  covers: 'every' | readonly string[];
  /** Can be assigned for one administrative unit. */
  unitScoped: boolean;
}

const ROLE = {
  authentication: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  global: '62e90394-69f5-4237-9190-012177145e10',
  groups: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  guestInviter: '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  helpdesk: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  messageCenterReader: '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  password: '966707d0-3269-4727-9be2-8c3a10f19b9d',
  privilegedAuthentication: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  reportsReader: '4a5d8f65-41da-4de4-8968-e035b65339cf',
  user: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  userExperience: '27460883-1df1-4691-b032-3b79643e5e63',
  usageSummary: '75934031-6c7e-415a-99d7-48dbd49e875e',
} as const;

const ANYBODY_MAY = [ROLE.directoryReaders, ROLE.guestInviter, ROLE.password];
const READERS = [ROLE.messageCenterReader, ROLE.reportsReader, ROLE.userExperience, ROLE.usageSummary];

/**
 * Who can reset whom (Microsoft Entra, "Privileged roles and permissions", section "Who can reset passwords"), weakest
 * first. A target role that is not in the list of a role is not covered by it.
 */
export const ACTING_ROLES: readonly ActingRole[] = [
  { templateId: ROLE.password, name: 'Password Administrator', covers: ANYBODY_MAY, unitScoped: true },
  {
    templateId: ROLE.helpdesk,
    name: 'Helpdesk Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.helpdesk],
    unitScoped: true,
  },
  {
    templateId: ROLE.authentication,
    name: 'Authentication Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.authentication],
    unitScoped: true,
  },
  {
    templateId: ROLE.user,
    name: 'User Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.helpdesk, ROLE.groups, ROLE.user],
    unitScoped: true,
  },
  {
    templateId: ROLE.privilegedAuthentication,
    name: 'Privileged Authentication Administrator',
    covers: 'every',
    unitScoped: true,
  },
  { templateId: ROLE.global, name: 'Global Administrator', covers: 'every', unitScoped: false },
];

/** What of a target decides who may reset it. */
export interface Standing {
  roles: readonly RoleHolding[];
  /** Member or owner of a role-assignable group. */
  guardsRoles: boolean;
  /** The administrative units that it is a member of. */
  units: readonly AdministrativeUnit[];
}

/** The roles among these whose holder may reset somebody. */
export function actingRoles(roles: readonly RoleHolding[]): readonly RoleHolding[] {
  return roles.filter(holding => actingRole(holding) !== undefined);
}

/**
 * Whether one role of the requester covers the whole target: one uncovered role of the target blocks the reset. A member of
 * a restricted management unit is reached by roles scoped to such a unit alone (Microsoft Entra, "Restricted management
 * administrative units"); a role scoped to a unit reaches members of that unit who hold no role (Microsoft Entra, "Assign
 * Microsoft Entra roles", "with administrative unit scope").
 */
export function covers(holding: RoleHolding, target: Standing): boolean {
  const acting = actingRole(holding);
  if (!acting) return false;
  const restricted = target.units.filter(unit => unit.restricted);
  if (restricted.length > 0 && !restricted.some(unit => unit.id === holding.unit?.id)) return false;
  return holding.unit ? coversInUnit(acting, holding.unit, target) : coversInTenant(acting, target);
}

/** Whether any one role of the requester covers the whole target. */
export function mayReset(requester: readonly RoleHolding[], target: Standing): boolean {
  return requester.some(holding => covers(holding, target));
}

/**
 * Whether the requester may also sign the target out everywhere: Password Administrator alone lacks that right (Microsoft
 * Entra built-in roles, action users/invalidateAllRefreshTokens).
 */
export function mayRevokeSessions(requester: readonly RoleHolding[], target: Standing): boolean {
  return requester.some(holding => holding.templateId !== ROLE.password && covers(holding, target));
}

/** The names of the roles that would do for this target when held for the whole tenant, weakest first. */
export function rolesThatCover(target: Standing): readonly string[] {
  return ACTING_ROLES.filter(acting => coversInTenant(acting, target)).map(acting => acting.name);
}

function actingRole(holding: RoleHolding): ActingRole | undefined {
  return ACTING_ROLES.find(acting => acting.templateId === holding.templateId);
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
