import type { Domain } from '../desk/account.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { domainsItem, readDomains } from './domains.ts';
import { type Restrictedness, readRestrictedness, unitsItem } from './units.ts';

/** What the tenant says that matters for requester and target alike. */
export interface TenantFacts {
  units: Restrictedness;
  /** The verified domains; undefined: could not be read. */
  domains: readonly Domain[] | undefined;
}

/** The reads about the tenant. */
export const TENANT_ITEMS: readonly BatchItem[] = [unitsItem('units'), domainsItem('domains')];

/**
 * What could be read about the tenant.
 * @throws DirectoryError (sign-in-again)
 */
export function readTenant(answers: BatchAnswers): TenantFacts {
  return { units: readRestrictedness(answers.get('units')), domains: readDomains(answers.get('domains')) };
}
