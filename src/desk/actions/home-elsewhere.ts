import type { Account, Domain, Identity } from '../judging/people-as-read.ts';
import type { RefusalRule } from '../request/refusal.ts';

/** The issuers of identities that are kept outside of any Entra tenant, as Graph names them, lower case. */
const HOMES: ReadonlyMap<string, RefusalRule> = new Map([
  ['externalazuread', 'home-other-tenant'],
  ['microsoftaccount', 'home-microsoft-account'],
  ['live.com', 'home-microsoft-account'],
  ['google.com', 'home-google'],
  ['facebook.com', 'home-facebook'],
  ['mail', 'home-email-code'],
]);

/**
 * Why an account does not have its home in this tenant, or undefined where it has. That is told by identities, creationType,
 * externalUserState and sign-in name; userType alone decides nothing, since there are external members and internal guests
 * (Microsoft Entra External ID, "Properties of a B2B collaboration user").
 */
export function homeElsewhere(account: Account, domains: readonly Domain[] | undefined): RefusalRule | undefined {
  if (account.externalUserState === 'PendingAcceptance') return 'home-not-redeemed';
  for (const identity of account.identities) {
    const home = homeOf(identity, domains);
    if (home) return home;
  }
  const invited = account.creationType === 'Invitation' || Boolean(account.externalUserState);
  return invited || account.userPrincipalName.toUpperCase().includes('#EXT#') ? 'home-elsewhere' : undefined;
}

function homeOf({ issuer, signInType }: Identity, domains: readonly Domain[] | undefined): RefusalRule | undefined {
  const name = issuer?.toLowerCase();
  if (!name) return signInType === 'federated' ? 'home-elsewhere' : undefined;
  const known = HOMES.get(name);
  if (known) return known;
  if (/^(https?|urn):/.test(name)) return 'home-partner';
  if (domains?.some(domain => domain.name === name)) return undefined;
  // Without the list of domains only an identity that says so itself is known to be foreign.
  return domains || signInType === 'federated' ? 'home-other-tenant' : undefined;
}
