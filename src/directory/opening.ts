import type { Requester } from '../desk/account.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { readRequester, requesterItems } from './requester.ts';
import { readTenant, TENANT_ITEMS, type TenantFacts } from './tenant.ts';

/** What every use case learns in its first round trip, next to what it looks for. */
export interface Opening {
  requester: Requester;
  tenant: TenantFacts;
}

export function openingItems(requesterId: string): readonly BatchItem[] {
  return [...requesterItems(requesterId), ...TENANT_ITEMS];
}

/** @throws DirectoryError when the requester can't be read */
export function readOpening(answers: BatchAnswers, requesterId: string): Opening {
  const tenant = readTenant(answers);
  return { requester: readRequester(answers, requesterId, tenant.units), tenant };
}
