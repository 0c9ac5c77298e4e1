import type { DirectoryUser, Tenant } from '../tenant/model.ts';

/** Whether the account's home is elsewhere. */
export function isExternal(tenant: Tenant, user: DirectoryUser): boolean {
  const ours = tenant.domains.filter(domain => domain.isVerified).map(domain => domain.id);
  const invited = user.creationType === 'Invitation' || user.externalUserState !== null;
  const homeElsewhere = user.identities.some(identity => !ours.includes(identity.issuer.toLowerCase()));
  return invited || homeElsewhere || user.userPrincipalName.includes('#EXT#');
}

function isFederated(tenant: Tenant, user: DirectoryUser): boolean {
  const name = user.userPrincipalName.split('@').at(-1)?.toLowerCase();
  return tenant.domains.some(domain => domain.id === name && domain.authenticationType === 'Federated');
}

/** Whether the account's password is kept in Windows Server AD. */
export function isSynced(user: DirectoryUser): boolean {
  return user.onPremisesSyncEnabled === true;
}

/**
 * Why this account's password can't be set through resetPassword, as the text of a 400; undefined when it can. The
 * texts are the sandbox's own: Microsoft documents none for these cases.
 */
export function obstacleToReset(tenant: Tenant, user: DirectoryUser, suppliesPassword: boolean): string | undefined {
  if (isExternal(tenant, user)) return 'Property userPrincipalName is invalid.';
  if (isFederated(tenant, user)) return 'The password of a user in a federated domain cannot be reset.';
  if (isSynced(user) && !suppliesPassword)
    return 'A new password must be supplied for a user that is synchronized from on-premises.';
  return undefined;
}
