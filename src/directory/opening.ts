import type { Requester } from '../desk/judging/people-as-read.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { readRequester, requesterItems } from './requester.ts';
import { readTenant, type TenantFacts, tenantItems } from './tenant.ts';

/** What every use case learns in its first round trip, next to what it looks for. */
export interface Opening {
  requester: Requester;
  tenant: TenantFacts;
}

/** Who asks, by object id, and the groups that the policy of the tenant names. */
export interface Occasion {
  requesterId: string;
  policyGroupIds: readonly string[];
}

export function openingItems({ requesterId, policyGroupIds }: Occasion): readonly BatchItem[] {
  return [...requesterItems(requesterId), ...tenantItems(policyGroupIds)];
}

/** @throws DirectoryError when the requester can't be read */
export function readOpening(answers: BatchAnswers, { requesterId, policyGroupIds }: Occasion): Opening {
  const tenant = readTenant(answers, policyGroupIds);
  return { requester: readRequester(answers, requesterId, tenant.units), tenant };
}
