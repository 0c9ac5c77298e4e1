import type { ActingRole } from '../../judging/authority.ts';
import { COVERED_BY_ALL, READERS, ROLE } from '../role-ids.ts';

/**
 * Who can reset whom (Microsoft Entra, "Privileged roles and permissions", section "Who can reset passwords"), weakest
 * first. A target role that is not in the list of a role is not covered by it. Password Administrator alone can't sign others
 * out everywhere (Microsoft Entra built-in roles, action users/invalidateAllRefreshTokens).
 */
export const ROLES_THAT_RESET: readonly ActingRole[] = [
  {
    templateId: ROLE.password,
    name: 'Password Administrator',
    covers: COVERED_BY_ALL,
    unitScoped: true,
    signsOut: false,
  },
  {
    templateId: ROLE.helpdesk,
    name: 'Helpdesk Administrator',
    covers: [...COVERED_BY_ALL, ...READERS, ROLE.helpdesk],
    unitScoped: true,
    signsOut: true,
  },
  {
    templateId: ROLE.authentication,
    name: 'Authentication Administrator',
    covers: [...COVERED_BY_ALL, ...READERS, ROLE.authentication],
    unitScoped: true,
    signsOut: true,
  },
  {
    templateId: ROLE.user,
    name: 'User Administrator',
    covers: [...COVERED_BY_ALL, ...READERS, ROLE.helpdesk, ROLE.groups, ROLE.user],
    unitScoped: true,
    signsOut: true,
  },
  {
    templateId: ROLE.privilegedAuthentication,
    name: 'Privileged Authentication Administrator',
    covers: 'every',
    unitScoped: true,
    signsOut: true,
  },
  { templateId: ROLE.global, name: 'Global Administrator', covers: 'every', unitScoped: false, signsOut: true },
];
