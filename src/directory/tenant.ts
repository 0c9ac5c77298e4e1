import type { Domain, Part } from '../desk/judging/people-as-read.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { domainsItem, readDomains } from './domains.ts';
import { outagesAmong } from './outages.ts';
import { readTenantUnits, type TenantUnits, unitsItem } from './units.ts';
import { readUnseenGroups, visibilityItems } from './visibility.ts';

/** What the tenant says that matters for requester and target alike. */
export interface TenantFacts {
  units: TenantUnits;
  /** The verified domains; undefined: could not be read. */
  domains: readonly Domain[] | undefined;
  /** Groups of the policy that somebody may be in although they are not listed. */
  unseenGroupIds: readonly string[];
  /** What of both is unknown for want of an answer. */
  outages?: readonly Part[];
}

/** The reads about the tenant, and about the groups that its policy names. */
export function tenantItems(policyGroupIds: readonly string[]): readonly BatchItem[] {
  return [unitsItem('units'), domainsItem('domains'), ...visibilityItems(policyGroupIds)];
}

/**
 * What could be read about the tenant.
 * @throws DirectoryError (sign-in-again)
 */
export function readTenant(answers: BatchAnswers, policyGroupIds: readonly string[]): TenantFacts {
  return {
    outages: outagesAmong(answers, { units: ['units'], domains: ['domains'] }),
    units: readTenantUnits(answers.get('units')),
    domains: readDomains(answers.get('domains')),
    unseenGroupIds: readUnseenGroups(answers, policyGroupIds),
  };
}
