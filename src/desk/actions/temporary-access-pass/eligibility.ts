import type { Target } from '../../judging/people-as-read.ts';
import type { RefusalRule } from '../../request/refusal.ts';
import { homeElsewhere } from '../home-elsewhere.ts';
import type { PassPolicy } from './pass.ts';

/**
 * Why this account can have no pass, or undefined when it can: an account from elsewhere gets one at its home (Microsoft Entra,
 * "Configure Temporary Access Pass", limitations), and the tenant says for whom it is meant. A pass is taken before federation, so
 * that people of federated domains can have one, and so can those of Windows Server AD. Where the policy of the tenant can't be
 * read, Graph tells at the call.
 */
export function passIneligibility({
  account,
  domains,
  groupIds,
  findings,
}: Pick<Target, 'account' | 'domains' | 'groupIds' | 'findings'>): RefusalRule | undefined {
  const elsewhere = homeElsewhere(account, domains);
  if (elsewhere) return elsewhere;
  if (!domains) return 'target-domain-unknown';
  const policy = findings?.policy;
  if (!policy) return undefined;
  if (!policy.enabled) return 'pass-disabled';
  return isMeantFor(policy, account.id, groupIds) === 'no' ? 'pass-not-for-target' : undefined;
}

/** Whether a pass works for this person, by the groups of the policy; which groups they are in may be unknown. */
function isMeantFor(
  { included, excluded }: PassPolicy,
  id: string,
  groupIds: readonly string[] | undefined,
): 'yes' | 'no' | 'unknown' {
  const groups = groupIds?.map(each => each.toLowerCase());
  const among = (meant: PassPolicy['included']) =>
    meant.everybody || meant.userIds.includes(id.toLowerCase()) || meant.groupIds.some(each => groups?.includes(each));
  if (among(excluded)) return 'no';
  if (!groups) return included.everybody || among(included) ? 'yes' : 'unknown';
  return among(included) ? 'yes' : 'no';
}
