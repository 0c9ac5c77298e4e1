import type { Desk } from './desk.ts';
import { judge, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Denied } from './request/commands.ts';
import type { Refusal } from './request/refusal.ts';
import type { Request } from './request/request.ts';

/**
 * Why the requester may not see the secret now, or undefined when they may: their account must be theirs, not blocked, and still
 * hold a role that acts. One round trip, a second one for roles that come through a group and are scoped to a unit.
 * @throws DirectoryError
 */
export async function whyNotShown(
  desk: Desk,
  session: DirectorySession,
  { action, requester: { id: askerId } }: Request,
): Promise<Denied | undefined> {
  const { requester, target: self } = await session.examine(askerId);
  const enabled = self?.account.accountEnabled;
  const parties = { action, askerId, requester, target: undefined };
  const { refusal: denied } = await judge(session, desk.policy, parties);
  const why = enabled === false ? refusal('requester-blocked') : (asShown(denied) ?? unlessKnown(enabled));
  return why && { kind: 'denied', refusal: why, passing: true };
}

function asShown(denied: Refusal | undefined): Refusal | undefined {
  return denied?.rule === 'requester-has-no-role' ? refusal('show-without-role') : denied;
}

/** Whether the account is blocked could not be read: that is not the same as no. */
function unlessKnown(enabled: boolean | undefined): Refusal | undefined {
  return enabled === undefined ? refusal('requester-roles-unknown') : undefined;
}
