/** A delegated permission of Microsoft Graph that the bot needs. */
export interface Permission {
  scope: string;
  /** Id of the delegated permission, the same in every tenant and cloud. */
  id: string;
  why: string;
  /** The calls that need it, as the permissions reference of Microsoft Graph lists them. */
  calls: readonly string[];
}

/**
 * Every delegated permission, and the only place that declares one (Microsoft Graph, "Permissions reference"). The bot has
 * no application permission.
 */
export const PERMISSIONS: readonly Permission[] = [
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
    why: 'Finds the person, and reads what decides whether the account can be reset: its identities, synchronization and state.',
    calls: ['GET /users', 'GET /users/{id}', 'GET /users/{id}/manager', 'GET /users/{id}/transitiveMemberOf'],
  },
  {
    scope: 'RoleManagement.Read.Directory',
    id: '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
    why: 'Reads the names and template ids of the roles of the requester and of the person; without it they come empty.',
    calls: ['GET /me/transitiveMemberOf', 'GET /users/{id}/transitiveMemberOf'],
  },
  {
    scope: 'UserAuthenticationMethod.ReadWrite.All',
    id: 'b7887744-6746-4312-813d-72daeaee7e2d',
    why: 'Resets the password in the name of the requester, and reads whether the reset went through.',
    calls: [
      'POST /users/{id}/authentication/methods/{id}/resetPassword',
      'GET /users/{id}/authentication/operations/{id}',
    ],
  },
];
