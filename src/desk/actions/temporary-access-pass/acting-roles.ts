import type { ActingRole } from '../../judging/authority.ts';
import { COVERED_BY_ALL, READERS, ROLE } from '../role-ids.ts';

/**
 * Who can give whom a Temporary Access Pass (Microsoft Graph, "Create temporaryAccessPassMethod"; the reach of Authentication
 * Administrator is its column in Microsoft Entra, "Privileged roles and permissions", section "Who can reset passwords"), weakest
 * first. Helpdesk, Password and User Administrators may reset, and give no pass: their roles hold no action on methods.
 */
export const ROLES_THAT_GIVE_A_PASS: readonly ActingRole[] = [
  {
    templateId: ROLE.authentication,
    name: 'Authentication Administrator',
    covers: [...COVERED_BY_ALL, ...READERS, ROLE.authentication],
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
