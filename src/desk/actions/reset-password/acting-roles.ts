import type { ActingRole } from '../../judging/authority.ts';

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
 * first. A target role that is not in the list of a role is not covered by it. Password Administrator alone can't sign others
 * out everywhere (Microsoft Entra built-in roles, action users/invalidateAllRefreshTokens).
 */
export const ROLES_THAT_RESET: readonly ActingRole[] = [
  { templateId: ROLE.password, name: 'Password Administrator', covers: ANYBODY_MAY, unitScoped: true, signsOut: false },
  {
    templateId: ROLE.helpdesk,
    name: 'Helpdesk Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.helpdesk],
    unitScoped: true,
    signsOut: true,
  },
  {
    templateId: ROLE.authentication,
    name: 'Authentication Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.authentication],
    unitScoped: true,
    signsOut: true,
  },
  {
    templateId: ROLE.user,
    name: 'User Administrator',
    covers: [...ANYBODY_MAY, ...READERS, ROLE.helpdesk, ROLE.groups, ROLE.user],
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
