import { z } from 'zod';
import type { DirectoryRole, RoleHolding, Roles } from '../desk/judging/people-as-read.ts';
import { type BatchItem, readBatch } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { GraphCalls } from './graph-calls.ts';
import { troubleOf } from './graph-errors.ts';
import { readKnown, readWhole } from './page.ts';

/**
 * Template ids that give nobody any power over others: the default role of every member (in every member's token), and the
 * two deprecated partner roles (Microsoft Entra, "Microsoft Entra built-in roles").
 */
const POWERLESS: ReadonlySet<string> = new Set([
  'b79fbf4d-3ef9-4689-8143-76b194e85509',
  '4ba39ca4-527c-499a-b93d-d9b492c50246',
  'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
]);

const DIRECTORY_ROLE = z.object({ displayName: z.string(), roleTemplateId: z.string().min(1) });

/**
 * The read of the active built-in roles of a person for the whole tenant, direct and through groups. The header and $count
 * are required with a cast (Microsoft Graph, "List a user's memberships (direct and transitive)").
 */
export function rolesItem(id: string, person: string): BatchItem {
  return {
    id,
    url: `${person}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=id,displayName,roleTemplateId`,
    headers: { ConsistencyLevel: 'eventual' },
    essential: true,
  };
}

/**
 * The roles that were read, or undefined: unknown. Without the right to read roles, Graph answers 200 with empty
 * properties, and a second page would be roles that we have not seen: both are unknown, never "no role".
 * @throws DirectoryError (sign-in-again)
 */
export function readListedRoles(answer: GraphAnswer): Roles {
  return readWhole(answer, DIRECTORY_ROLE, 'roles')?.map(toHolding).filter(hasPower);
}

/**
 * The same of somebody who acts: a role that can't be made out gives no right, and takes none from the others.
 * @throws DirectoryError (sign-in-again)
 */
export function readActingRoles(answer: GraphAnswer): Roles {
  return readKnown(answer, DIRECTORY_ROLE, 'roles')?.map(toHolding).filter(hasPower);
}

function toHolding({ roleTemplateId, displayName }: z.infer<typeof DIRECTORY_ROLE>): RoleHolding {
  return { templateId: roleTemplateId.toLowerCase(), name: displayName, listed: true };
}

/**
 * The active built-in roles of several people for the whole tenant, by object id in lower case, in one round trip; unknown
 * where they could not be read, and 'absent' for whom the directory does not know.
 * @throws RangeError for more people than a batch takes
 * @throws DirectoryError (sign-in-again), or when the batch itself failed
 */
export async function listedRolesOf(
  calls: GraphCalls,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, Roles | 'absent'>> {
  const answers = await readBatch(
    calls,
    objectIds.map(id => rolesItem(id, `/users/${pathSegment(id)}`)),
  );
  return new Map(
    objectIds.map(id => {
      const answer = answers.get(id);
      return [id, troubleOf(answer) === 'gone' ? 'absent' : readActingRoles(answer)];
    }),
  );
}

/** Whether a role lets its holder do anything to others, or protects them. */
export function hasPower(role: DirectoryRole): boolean {
  return !POWERLESS.has(role.templateId);
}

/** All roles of a person, each once for each scope; the listed ones win over assignments of the same role. */
export function joinedRoles(listed: Roles, assigned: Roles): Roles {
  if (!listed || !assigned) return undefined;
  const byScope = new Map<string, RoleHolding>();
  for (const holding of [...listed, ...assigned]) {
    const scope = `${holding.templateId}@${holding.unit?.id ?? ''}`;
    if (!byScope.has(scope)) byScope.set(scope, holding);
  }
  return [...byScope.values()];
}
