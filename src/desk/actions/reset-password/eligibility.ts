import type { EligibilityPolicy } from '../../judging/eligibility-policy.ts';
import type { Account, Domain, Target } from '../../judging/people-as-read.ts';
import type { RefusalRule } from '../../request/refusal.ts';
import { homeElsewhere } from '../home-elsewhere.ts';

/** Why this account can't be reset at all, or undefined when it can (Microsoft Entra, "Reset a user's password"). */
export function ineligibility(
  { account, domains }: Pick<Target, 'account' | 'domains'>,
  policy: EligibilityPolicy,
): RefusalRule | undefined {
  const elsewhere = homeElsewhere(account, domains);
  if (elsewhere) return elsewhere;
  if (!domains) return 'target-domain-unknown';
  if (isFederated(account, domains) && policy.federatedDomains === 'refuse') return 'target-federated';
  if (account.onPremisesSyncEnabled === true && policy.passwordWriteback !== 'on') return 'target-synced';
  return undefined;
}

function isFederated({ userPrincipalName }: Account, domains: readonly Domain[]): boolean {
  const name = userPrincipalName.slice(userPrincipalName.lastIndexOf('@') + 1).toLowerCase();
  return domains.some(domain => domain.name === name && domain.federated);
}
