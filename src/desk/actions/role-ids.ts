/** The built-in roles that the tables of the actions name, by template id (Microsoft Entra, "Microsoft Entra built-in roles"). */
export const ROLE = {
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

/** Roles of a target that each role covers which acts on others at all, but for those who read reports. */
export const COVERED_BY_ALL = [ROLE.directoryReaders, ROLE.guestInviter, ROLE.password];

export const READERS = [ROLE.messageCenterReader, ROLE.reportsReader, ROLE.userExperience, ROLE.usageSummary];
