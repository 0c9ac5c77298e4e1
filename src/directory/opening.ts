import type { Requester } from '../desk/judging/people-as-read.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import type { GraphCalls } from './graph-calls.ts';
import type { Occasion } from './occasion.ts';
import { readRequester, requesterItems } from './requester.ts';
import { readTenant, type TenantFacts, tenantItems } from './tenant.ts';

/** What every use case learns in its first round trip, next to what it looks for. */
export interface Opening {
  requester: Requester;
  tenant: TenantFacts;
}

export function openingItems(occasion: Occasion): readonly BatchItem[] {
  return [...requesterItems(occasion), ...tenantItems(occasion.policyGroupIds)];
}

/** In one more round trip where the policy joins accounts by the employee ID. @throws DirectoryError when the requester can't be read */
export async function readOpening(calls: GraphCalls, answers: BatchAnswers, occasion: Occasion): Promise<Opening> {
  const tenant = readTenant(answers, occasion.policyGroupIds);
  return { requester: await readRequester(calls, answers, occasion, tenant.units), tenant };
}
