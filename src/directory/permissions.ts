/** A delegated permission of Microsoft Graph that the bot needs. */
export interface Permission {
  scope: string;
  /** Id of the delegated permission, the same in every tenant and cloud. */
  id: string;
  why: string;
  /** The calls that need it, as the permissions reference of Microsoft Graph lists them. */
  calls: readonly string[];
  /**
   * How it is without this permission, where it need not be granted. A sign-in does not ask for it, since that would fail where it
   * is not; where it is, the token has it all the same (microsoft-authentication-library-for-dotnet 1713 and 2661).
   */
  without?: string;
}

/** For the reset and the pass: one permission for all sign-in methods, or one for each of the two. */
export type PermissionSet = 'broad' | 'narrow';

const READS: readonly Permission[] = [
  {
    scope: 'User.Read',
    id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
    why: 'Signs the requester in and reads who they are.',
    calls: ['GET /me', 'GET /me/transitiveMemberOf'],
  },
  {
    scope: 'User.ReadBasic.All',
    id: 'b340eb25-3456-403f-be2f-af7a0d370277',
    why: 'Shows the photo of the person, so that the requester sees whose password it is.',
    calls: ['GET /users/{id}/photos/{id}'],
  },
  {
    scope: 'User.Read.All',
    id: 'a154be20-db9c-4678-8ab7-66f6cc099a59',
    why: 'Finds the person, and reads what decides whether the account can be reset: its identities, synchronization and state. Reads who manages the person and which telephone numbers the directory has, to show who is calling.',
    calls: ['GET /users', 'GET /users/{id}', 'GET /users/{id}/manager', 'GET /users/{id}/ownedObjects'],
  },
  {
    scope: 'RoleManagement.Read.Directory',
    id: '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
    why: 'Reads the roles of the requester and of the person, with their names and template ids, which come empty without it.',
    calls: [
      'GET /me/transitiveMemberOf',
      'GET /users/{id}/transitiveMemberOf',
      'GET /roleManagement/directory/roleAssignments',
      'GET /roleManagement/directory/roleEligibilityScheduleInstances',
    ],
  },
  {
    scope: 'GroupMember.Read.All',
    id: 'bc024368-1153-4739-b217-4326f2e966d0',
    why: 'Reads which groups of the requester and of the person can hold roles: such groups give roles, and protect who is in them. Reads whether the groups of the policy hide their members.',
    calls: [
      'GET /me/transitiveMemberOf',
      'GET /users/{id}/transitiveMemberOf',
      'GET /users/{id}/ownedObjects',
      'GET /groups',
      'GET /groups/{id}/transitiveMembers',
    ],
  },
  {
    scope: 'AdministrativeUnit.Read.All',
    id: '3361d15d-be43-4de6-b441-3c746d05163d',
    why: 'Reads the administrative units of the person and whether they are restricted: that decides which roles reach them.',
    calls: ['GET /directory/administrativeUnits', 'GET /users/{id}/transitiveMemberOf'],
  },
  {
    scope: 'Domain.Read.All',
    id: '2f9ee017-59c1-4f1d-9472-bd5529a7b311',
    why: 'Reads the domains of the tenant: they tell accounts from elsewhere, and those whose sign-in is federated.',
    calls: ['GET /domains'],
  },
];

const PASS_CALLS = [
  'POST /users/{id}/authentication/temporaryAccessPassMethods',
  'GET /users/{id}/authentication/temporaryAccessPassMethods',
  'DELETE /users/{id}/authentication/temporaryAccessPassMethods/{id}',
];

const EVERY_METHOD: Permission = {
  scope: 'UserAuthenticationMethod.ReadWrite.All',
  id: 'b7887744-6746-4312-813d-72daeaee7e2d',
  why: 'Resets the password in the name of the requester, and reads whether the reset went through. Makes a Temporary Access Pass, reads what became of it, and deletes it.',
  calls: [
    'POST /users/{id}/authentication/methods/{id}/resetPassword',
    'GET /users/{id}/authentication/operations/{id}',
    ...PASS_CALLS,
  ],
};

const PASSWORD_ALONE: Permission = {
  scope: 'UserAuthMethod-Password.ReadWrite.All',
  id: '7f5b683d-df96-4690-a88d-6e336ed6dc7c',
  why: 'Resets the password in the name of the requester.',
  calls: ['POST /users/{id}/authentication/passwordMethods/{id}/resetPassword'],
};

const PASS_ALONE: Permission = {
  scope: 'UserAuthMethod-TAP.ReadWrite.All',
  id: '05de4a66-e51a-4312-842a-30c8094698d2',
  why: 'Makes a Temporary Access Pass in the name of the requester, reads what became of it, and deletes it.',
  calls: PASS_CALLS,
};

const REST: readonly Permission[] = [
  {
    scope: 'User.RevokeSessions.All',
    id: 'fc30e98b-8810-4501-81f5-c20a3196387b',
    why: 'Signs the person out everywhere in the name of the requester, where they ask for it.',
    calls: ['POST /users/{id}/revokeSignInSessions'],
  },
  {
    scope: 'Policy.Read.AuthenticationMethod',
    id: 'a6ff13ac-1851-4993-8ca9-a671d70de2d5',
    why: 'Optional: reads what the tenant allows for Temporary Access Passes, so that the card offers nothing else.',
    calls: ['GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass'],
    without: 'what the tenant allows for Temporary Access Passes shows only where Entra refuses to make one',
  },
];

/**
 * Every delegated permission, and the only place that declares one (Microsoft Graph, "Permissions reference"). The bot has
 * no application permission.
 */
export const PERMISSIONS: Readonly<Record<PermissionSet, readonly Permission[]>> = {
  broad: [...READS, EVERY_METHOD, ...REST],
  narrow: [...READS, PASSWORD_ALONE, PASS_ALONE, ...REST],
};
