import { z } from 'zod';
import type { Role, Roles } from '../desk/account.ts';
import { type Answer, succeeded } from './answer.ts';
import type { BatchItem } from './batch.ts';
import { directoryError, troubleOf } from './errors.ts';

/**
 * Template ids that give nobody any power over others: the default role of every member (in every member's token), and the
 * two deprecated partner roles (Microsoft Entra, "Microsoft Entra built-in roles").
 */
const POWERLESS: ReadonlySet<string> = new Set([
  'b79fbf4d-3ef9-4689-8143-76b194e85509',
  '4ba39ca4-527c-499a-b93d-d9b492c50246',
  'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
]);

const ROLES = z.object({
  value: z.array(z.object({ displayName: z.string(), roleTemplateId: z.string().min(1) })),
  '@odata.nextLink': z.null().optional(),
});

/**
 * The read of the active built-in roles of a person, direct and through groups. The header and $count are required with
 * a cast (Microsoft Graph, "List a user's memberships (direct and transitive)").
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
export function readRoles(answer: Answer): Roles {
  if (!succeeded(answer)) {
    if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, 'roles');
    return undefined;
  }
  const roles = ROLES.safeParse(answer.body);
  if (!roles.success) return undefined;
  return roles.data.value.map(toRole).filter(role => !POWERLESS.has(role.templateId));
}

function toRole(role: { displayName: string; roleTemplateId: string }): Role {
  return { templateId: role.roleTemplateId.toLowerCase(), name: role.displayName };
}
