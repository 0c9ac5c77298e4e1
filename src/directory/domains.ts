import { z } from 'zod';
import type { Domain } from '../desk/judging/people-as-read.ts';
import type { BatchItem } from './batch.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { readWhole } from './page.ts';

const DOMAIN = z.object({ id: z.string().min(1), authenticationType: z.string().min(1), isVerified: z.boolean() });

/** The read of the tenant's domains (Microsoft Graph, "List domains"). */
export function domainsItem(id: string): BatchItem {
  return { id, url: '/domains?$select=id,authenticationType,isVerified', essential: true };
}

/**
 * The verified domains, their names in lower case; undefined: unknown. Anything but Managed counts as federated.
 * @throws DirectoryError (sign-in-again)
 */
export function readDomains(answer: GraphAnswer): readonly Domain[] | undefined {
  return readWhole(answer, DOMAIN, 'domains')
    ?.filter(domain => domain.isVerified)
    .map(({ id, authenticationType }) => ({
      name: id.toLowerCase(),
      federated: authenticationType.toLowerCase() !== 'managed',
    }));
}
