import { z } from 'zod';
import type { Requester, RoleHolding, Roles } from '../desk/judging/people-as-read.ts';
import { type Assignment, actingHoldings, assignmentsItem, readActing } from './assignments.ts';
import { type BatchAnswers, type BatchItem, MOST_BATCH_ITEMS, readBatch } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import type { GraphCalls } from './graph-calls.ts';
import { directoryError, isOutage, malformedAnswer } from './graph-errors.ts';
import { memberGroupsItem, readRoleGroups } from './groups.ts';
import type { Occasion } from './occasion.ts';
import { outagesAmong } from './outages.ts';
import { readWhole } from './page.ts';
import { joinedRoles, readActingRoles, rolesItem } from './roles.ts';
import { employeeFilter, queryValue } from './search-text.ts';
import { readTenantUnits, type TenantUnits, unitsItem } from './units.ts';
import { EMPLOYEE_ID, OBJECT_ID, SHOWN_TEXT } from './values.ts';

const ME = z.object({
  id: OBJECT_ID,
  displayName: SHOWN_TEXT,
  userPrincipalName: SHOWN_TEXT,
  employeeId: EMPLOYEE_ID,
});
const BESIDE = z.object({ accountEnabled: z.boolean().nullish(), employeeId: EMPLOYEE_ID });
const UNITS = 'units';

/** The reads about the person who asks; roles are assigned to object ids. */
export function requesterItems(occasion: Occasion): readonly BatchItem[] {
  const { chatId, actingId, partnerId } = occasion;
  return [
    { id: 'me', url: '/me?$select=id,displayName,userPrincipalName,employeeId', essential: true },
    rolesItem('my-roles', '/me'),
    assignmentsItem('my-assignments', actingId),
    memberGroupsItem('my-groups', '/me'),
    ...(isChatRead(occasion) ? [besideItem('chat', chatId)] : []),
    ...(partnerId === undefined ? [] : [besideItem('partner', partnerId)]),
  ];
}

/**
 * The account whose token it is. Its roles are unknown when that is another one than its person has to be signed in with, unless
 * the two have the same employee ID and the policy joins them.
 * @throws DirectoryError when they can't be read
 */
export async function readRequester(
  calls: GraphCalls,
  answers: BatchAnswers,
  occasion: Occasion,
  units: TenantUnits,
): Promise<Requester> {
  const answer = answers.get('me');
  if (!succeeded(answer)) throw directoryError(answer, 'me');
  const read = ME.safeParse(answer.body);
  if (!read.success) throw malformedAnswer('me');
  const me = read.data;
  const { id, displayName, userPrincipalName } = me;
  const beside = readBeside(answers, occasion);
  const joined = occasion.sharesEmployeeId ? await readJoined(calls, occasion, me, beside) : undefined;
  const assignments =
    id === occasion.actingId.toLowerCase() ? readActing(answers.get('my-assignments')) : joined?.assignments;
  const assigned = assignments && actingHoldings(assignments, units);
  const roles: Roles = joinedRoles(readActingRoles(answers.get('my-roles')), assigned);
  // Groups that could not be read give no roles: for who asks, fewer roles is the safe side.
  const roleGroupIds = readRoleGroups(answers.get('my-groups')).ids;
  const outages = outagesAmong(answers, { roles: ['my-roles', 'my-assignments'] });
  const person = { id, displayName: displayName ?? '', userPrincipalName, ...beside, ...joined?.person };
  return { ...person, roles, roleGroupIds, outages };
}

/** Accounts of the one who asks beside the one that is signed in. */
type Beside = Pick<Requester, 'chat' | 'partner'>;

function besideItem(id: string, accountId: string): BatchItem {
  return { id, url: `/users/${pathSegment(accountId)}?$select=id,accountEnabled,employeeId`, essential: true };
}

/** The account that chats, and the other one of their pair, where they were asked for. */
function readBeside(answers: BatchAnswers, occasion: Occasion): Beside {
  const read = (answer: GraphAnswer) => (succeeded(answer) ? BESIDE.safeParse(answer.body).data : undefined);
  const told = (item: string) => {
    const account = read(answers.get(item));
    return { enabled: account?.accountEnabled ?? undefined, employeeId: account?.employeeId };
  };
  return {
    ...(isChatRead(occasion) && { chat: told('chat') }),
    ...(occasion.partnerId !== undefined && { partner: told('partner') }),
  };
}

/** Whether the account that chats is read as well: where it acts itself, and nothing is joined, it is the one that is signed in. */
function isChatRead({ chatId, actingId, sharesEmployeeId }: Occasion): boolean {
  return sharesEmployeeId || chatId !== actingId;
}

/** What belongs to somebody by their employee ID: the accounts that have it, and the roles of the one that is signed in. */
interface Joined {
  person: Pick<Requester, 'employeeId' | 'sharing'>;
  assignments?: readonly Assignment[];
}

async function readJoined(
  calls: GraphCalls,
  { chatId, actingId, partnerId }: Occasion,
  { id, employeeId }: z.infer<typeof ME>,
  { chat, partner }: Beside,
): Promise<Joined> {
  const owned = [
    { id, number: employeeId },
    { id: chatId, number: chat?.employeeId },
    { id: partnerId, number: partner?.employeeId },
  ].filter(each => each.number);
  const ids = [...new Set(owned.flatMap(each => each.number ?? []))];
  const sharing = ids.map((each, n) => sharingItem(`sharing-${n}`, each));
  const isJoined = employeeId !== '' && employeeId === chat?.employeeId;
  const roles = isJoined && id !== actingId.toLowerCase() ? [assignmentsItem('joined-assignments', id)] : [];
  const answers = await readBatch(calls, [...sharing, ...roles]);
  const accounts = sharing.map(item => readSharing(answers.get(item.id)));
  const known = accounts.every(each => each !== undefined) ? accounts.flat() : undefined;
  // A search that misses those that are known to have it may miss others as well.
  const isWhole = owned.every(owner => owner.id !== undefined && known?.includes(owner.id));
  const assignments = roles.length > 0 ? readActing(answers.get('joined-assignments')) : undefined;
  return { person: { employeeId, sharing: isWhole ? known : undefined }, assignments };
}

/** Whoever has this employee ID. Placeholders that many have make everybody who has them one person. */
function sharingItem(id: string, employeeId: string): BatchItem {
  return { id, url: `/users?$filter=${queryValue(employeeFilter(employeeId))}&$select=id`, essential: true };
}

function readSharing(answer: GraphAnswer): readonly string[] | undefined {
  return readWhole(answer, z.object({ id: OBJECT_ID }), 'accounts with an employee ID')?.map(({ id }) => id);
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
