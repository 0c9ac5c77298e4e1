import { EVERY_ACTING_ROLE } from './actions/actions.ts';
import { actingRoles } from './judging/authority.ts';
import { refusal } from './judging/judge.ts';
import type { Roles } from './judging/people-as-read.ts';
import type { DirectorySession } from './ports.ts';
import { type AdminAccounts, actingAccountOf } from './request/admin-accounts.ts';
import type { Refusal } from './request/refusal.ts';
import type { Gathering } from './roster.ts';

/** How many people one round trip tells about. */
const AT_ONCE = 20;

/**
 * Why a conversation with these people is none to approve in. The accounts of whoever wants it there (`without`) do not count as
 * somebody to ask; of everybody else the role that counts is that of the account that they act with.
 * @throws DirectoryError
 */
export async function whyNotThere(
  session: DirectorySession,
  adminAccounts: AdminAccounts,
  gathering: Gathering,
  without: readonly string[],
): Promise<Refusal | undefined> {
  if (gathering.kind === 'unknown') return refusal('approvals-people-unknown');
  if (gathering.kind === 'too-large') return refusal('approvals-too-many', { most: String(gathering.most) });
  if (gathering.outsiders > 0) return refusal('approvals-outsiders', { count: String(gathering.outsiders) });
  const others = gathering.objectIds.filter(id => !without.includes(id));
  const acting = others.map(id => actingAccountOf(adminAccounts, id));
  const held = await rolesOf(session, [...others, ...acting]);
  // Whatever Teams tells of them: who has no account here belongs to somebody else.
  const absent = others.filter(id => held.get(id) === 'absent').length;
  if (absent > 0) return refusal('approvals-outsiders', { count: String(absent) });
  // Which account somebody's role is on is known when they press: until then anybody else may be an approver.
  if (adminAccounts.sharedAttribute === 'employeeId' && others.length > 0) return undefined;
  const theirs = acting.map(id => held.get(id));
  const mayApprove = theirs.some(
    roles => roles !== undefined && roles !== 'absent' && actingRoles(EVERY_ACTING_ROLE, roles).length > 0,
  );
  if (mayApprove) return undefined;
  return refusal(theirs.includes(undefined) ? 'approvals-people-unknown' : 'approvals-nobody-else');
}

/** The roles of these accounts, each read once. */
async function rolesOf(session: DirectorySession, ids: readonly string[]): Promise<Map<string, Roles | 'absent'>> {
  const each = [...new Set(ids)];
  const held = new Map<string, Roles | 'absent'>();
  for (let from = 0; from < each.length; from += AT_ONCE) {
    for (const [id, roles] of await session.listedRolesOf(each.slice(from, from + AT_ONCE))) held.set(id, roles);
  }
  return held;
}
