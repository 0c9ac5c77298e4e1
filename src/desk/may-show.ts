import { auditRow, type Desk } from './desk.ts';
import { judge, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Refusal, ResetRequest } from './request/request.ts';

/**
 * Why the requester may not see the temporary password now, or undefined when they may: their account must be theirs, not
 * blocked, and still hold a role that resets passwords. One round trip, a second one for roles that come through a group
 * and are scoped to a unit. A refusal is on record, and the password stays where it is. Throws a DirectoryError.
 */
export async function mayNotShow(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<Refusal | undefined> {
  const { id } = request.requester;
  const { requester, target: self } = await session.examine(id);
  const enabled = self?.account.accountEnabled;
  const { refusal: denied } = await judge(session, desk.policy, { askerId: id, requester, target: undefined });
  const why = enabled === false ? refusal('requester-blocked') : (asShown(denied) ?? unlessKnown(enabled));
  if (why) {
    const row = auditRow(desk, request, 'not-allowed', request.requester, { rule: why.rule, detail: 'show' });
    await desk.store.record(row);
  }
  return why;
}

function asShown(denied: Refusal | undefined): Refusal | undefined {
  return denied?.rule === 'requester-has-no-role' ? refusal('show-without-role') : denied;
}

/** Whether the account is blocked could not be read: that is not the same as no. */
function unlessKnown(enabled: boolean | undefined): Refusal | undefined {
  return enabled === undefined ? refusal('requester-roles-unknown') : undefined;
}
