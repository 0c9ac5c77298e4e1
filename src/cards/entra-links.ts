import { type CardAction, openUrl } from './actions.ts';
import type { CardContext } from './card.ts';

const PUBLIC_PORTAL = 'entra.microsoft.com';
const USERS_BLADES = '#view/Microsoft_AAD_UsersAndTenants';

/** Microsoft's own page for the user's own password (self-service password reset). */
export const SELF_SERVICE = 'https://aka.ms/sspr';

/** Addresses of pages about one user in the Microsoft Entra admin center, and of those for a new group and for all users. */
export interface EntraLinks {
  roles: string;
  groups: string;
  /** Creates a group, with its members. */
  newGroup: string;
  /** The authentication methods of the user, with a Temporary Access Pass among them. */
  methods: string;
  profile: string;
  users: string;
}

/** @param userObjectId object id in Microsoft Entra ID  @param portal host name, which differs in national clouds */
export function entraLinks(userObjectId: string, portal: string = PUBLIC_PORTAL): EntraLinks {
  const page = (name: string) =>
    `https://${portal}/${USERS_BLADES}/UserProfileMenuBlade/~/${name}/userId/${encodeURIComponent(userObjectId)}`;
  return {
    roles: page('AdministrativeRole'),
    groups: page('Groups'),
    methods: page('UserAuthMethods'),
    newGroup: `https://${portal}/#view/Microsoft_AAD_IAM/AddGroupBlade`,
    profile: page('overview'),
    users: usersLink(portal),
  };
}

/** All users. */
export function usersLink(portal: string = PUBLIC_PORTAL): string {
  return `https://${portal}/${USERS_BLADES}/UserManagementMenuBlade/~/AllUsers`;
}

/** The page on which a person activates roles that they are eligible for (Privileged Identity Management, My roles). */
export function myRolesLink(portal: string = PUBLIC_PORTAL): string {
  return `https://${portal}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles`;
}

/** Such pages as buttons. */
export function linkActions(
  context: CardContext,
  links: EntraLinks,
  pages: readonly (keyof EntraLinks)[],
): CardAction[] {
  return pages.map(page => openUrl(context, `link.${page}`, links[page]));
}
