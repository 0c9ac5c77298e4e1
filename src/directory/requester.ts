import { z } from 'zod';
import type { Requester, RoleHolding, Roles } from '../desk/judging/people-as-read.ts';
import { actingHoldings, assignmentsItem, readActing } from './assignments.ts';
import { type BatchAnswers, type BatchItem, MOST_BATCH_ITEMS, readBatch } from './batch.ts';
import { succeeded } from './graph-answer.ts';
import type { GraphCalls } from './graph-calls.ts';
import { directoryError, isOutage, malformedAnswer } from './graph-errors.ts';
import { memberGroupsItem, readRoleGroups } from './groups.ts';
import { outagesAmong } from './outages.ts';
import { joinedRoles, readActingRoles, rolesItem } from './roles.ts';
import { readTenantUnits, type TenantUnits, unitsItem } from './units.ts';
import { OBJECT_ID, SHOWN_TEXT } from './values.ts';

const ME = z.object({ id: OBJECT_ID, displayName: SHOWN_TEXT });
const UNITS = 'units';

/** The reads about the person who asks. `requesterId` is who the channel says they are; roles are assigned to object ids. */
export function requesterItems(requesterId: string): readonly BatchItem[] {
  return [
    { id: 'me', url: '/me?$select=id,displayName', essential: true },
    rolesItem('my-roles', '/me'),
    assignmentsItem('my-assignments', requesterId),
    memberGroupsItem('my-groups', '/me'),
  ];
}

/**
 * The person whose token it is. Their roles are unknown when that is not `requesterId`, whose assignments were read.
 * @throws DirectoryError when they can't be read
 */
export function readRequester(answers: BatchAnswers, requesterId: string, units: TenantUnits): Requester {
  const answer = answers.get('me');
  if (!succeeded(answer)) throw directoryError(answer, 'me');
  const me = ME.safeParse(answer.body);
  if (!me.success) throw malformedAnswer('me');
  const { id, displayName } = me.data;
  const assignments = readActing(answers.get('my-assignments'));
  const assigned = id === requesterId.toLowerCase() ? assignments && actingHoldings(assignments, units) : undefined;
  const roles: Roles = joinedRoles(readActingRoles(answers.get('my-roles')), assigned);
  // Groups that could not be read give no roles: for who asks, fewer roles is the safe side.
  const roleGroupIds = readRoleGroups(answers.get('my-groups')).ids;
  const outages = outagesAmong(answers, { roles: ['my-roles', 'my-assignments'] });
  return { id, displayName: displayName ?? '', roles, roleGroupIds, outages };
}

/**
 * The roles that come through these groups and are scoped to a unit, in one round trip; undefined where those of one group are
 * not told, or there are more of them than a batch takes; 'outage' where there was no answer. Those for the whole tenant are
 * listed among the memberships.
 * @throws DirectoryError (sign-in-again), or when the batch itself failed
 */
export async function scopedRolesOf(
  calls: GraphCalls,
  groupIds: readonly string[],
): Promise<readonly RoleHolding[] | 'outage' | undefined> {
  const items = groupIds.map((groupId, n) => assignmentsItem(`group-${n}`, groupId));
  if (items.length === 0) return [];
  if (items.length >= MOST_BATCH_ITEMS) return undefined;
  const answers = await readBatch(calls, [unitsItem(UNITS), ...items]);
  const units = readTenantUnits(answers.get(UNITS));
  const holdings: RoleHolding[] = [];
  for (const { id } of items) {
    const assignments = readActing(answers.get(id));
    if (!assignments) return isOutage(answers.get(id)) ? 'outage' : undefined;
    holdings.push(...actingHoldings(assignments, units).filter(holding => holding.unit));
  }
  return holdings;
}
