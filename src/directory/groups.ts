import { z } from 'zod';
import type { BatchItem } from './batch.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { readRows } from './page.ts';

/** Role-assignable groups among those of a person. */
interface RoleGroups {
  ids: readonly string[];
  /** All groups that were listed, role-assignable or not; undefined where the list has no end, or an odd row. */
  all: readonly string[] | undefined;
  /** False where there are groups of which it is not known. */
  complete: boolean;
}

/**
 * isAssignableToRole is null for most groups, and also without the right to read groups, where the name is null as well.
 * Microsoft Graph, "Limited information returned for inaccessible member objects".
 */
const GROUP = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  isAssignableToRole: z.boolean().nullish(),
});
const SELECT = '$select=id,displayName,isAssignableToRole&$top=999';

/** The read of the groups that a person is in, directly and through others. */
export function memberGroupsItem(id: string, person: string): BatchItem {
  const url = `${person}/transitiveMemberOf/microsoft.graph.group?$count=true&${SELECT}`;
  return { id, url, headers: { ConsistencyLevel: 'eventual' }, essential: true };
}

/** The read of the groups that a person owns, which are no memberships. */
export function ownedGroupsItem(id: string, person: string): BatchItem {
  return { id, url: `${person}/ownedObjects/microsoft.graph.group?${SELECT}`, essential: true };
}

/**
 * The role-assignable groups that were read; what could not be read leaves the list incomplete.
 * @throws DirectoryError (sign-in-again)
 */
export function readRoleGroups(answer: GraphAnswer): RoleGroups {
  const page = readRows(answer, GROUP, 'groups');
  if (!page) return { ids: [], all: undefined, complete: false };
  const ids = page.items.filter(group => group.isAssignableToRole === true).map(group => group.id);
  const all = page.more || page.odd ? undefined : page.items.map(group => group.id);
  return { ids, all, complete: all !== undefined && page.items.every(group => typeof group.displayName === 'string') };
}

/** Whether any of these groups is role-assignable; undefined where that is not known of all. */
export function hasRoleGroup(...lists: readonly RoleGroups[]): boolean | undefined {
  if (lists.some(list => list.ids.length > 0)) return true;
  return lists.every(list => list.complete) ? false : undefined;
}
