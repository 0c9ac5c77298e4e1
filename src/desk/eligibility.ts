import type { Account } from './account.ts';

export type Ineligibility = 'target-external' | 'target-synced' | 'target-restricted';

/**
 * Why this account can't be reset at all, or undefined when it can (Microsoft Entra, "Reset a user's password"): its home
 * must be this tenant, and it must not be mastered in Windows Server AD. userType alone decides nothing: there are external
 * members and internal guests (Microsoft Entra External ID, "Properties of a B2B collaboration user").
 */
export function ineligibility(account: Account): Ineligibility | undefined {
  if (isExternal(account)) return 'target-external';
  if (account.onPremisesSyncEnabled === true) return 'target-synced';
  if (account.isManagementRestricted === true) return 'target-restricted';
  return undefined;
}

function isExternal(account: Account): boolean {
  return (
    account.creationType === 'Invitation' ||
    Boolean(account.externalUserState) ||
    account.userPrincipalName.toUpperCase().includes('#EXT#') ||
    account.identities.some(identity => identity.signInType === 'federated')
  );
}
