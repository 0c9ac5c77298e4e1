import type { Role, Roles } from './account.ts';

/** A role whose holder may reset passwords of others. */
export interface ActingRole extends Role {
  /** Template ids of the target roles that it covers; 'every' role for the two strongest. */
  covers: 'every' | readonly string[];
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
  { templateId: ROLE.password, name: 'Password Administrator', covers: ANYBODY_MAY },
  { templateId: ROLE.helpdesk, name: 'Helpdesk Administrator', covers: [...ANYBODY_MAY, ...READERS, ROLE.helpdesk] },
  {
    templateId: ROLE.authentication,
    name: 'Authentication Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.authentication],
  },
  {
    templateId: ROLE.user,
    name: 'User Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.helpdesk, ROLE.groups, ROLE.user],
  },
  { templateId: ROLE.privilegedAuthentication, name: 'Privileged Authentication Administrator', covers: 'every' },
  { templateId: ROLE.global, name: 'Global Administrator', covers: 'every' },
];

/** The roles among these whose holder may reset somebody. */
export function actingRoles(roles: readonly Role[]): readonly ActingRole[] {
  return ACTING_ROLES.filter(acting => roles.some(role => role.templateId === acting.templateId));
}

/** Whether one role covers every role of the target: one uncovered role blocks the reset. */
export function covers(acting: ActingRole, targetRoles: readonly Role[]): boolean {
  const { covers: covered } = acting;
  return covered === 'every' || targetRoles.every(role => covered.includes(role.templateId));
}

/** Whether any one role of the requester covers the whole target. Unknown roles cover nothing and are covered by none. */
export function mayReset(requester: Roles, target: Roles): boolean {
  if (requester === undefined || target === undefined) return false;
  return actingRoles(requester).some(acting => covers(acting, target));
}

/** The names of the roles that would do for this target, weakest first. */
export function rolesThatCover(target: readonly Role[]): readonly string[] {
  return ACTING_ROLES.filter(acting => covers(acting, target)).map(acting => acting.name);
}
