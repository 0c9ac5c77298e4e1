import type { Desk } from './desk.ts';
import { identifyAgain } from './judging/identify.ts';
import { judge, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import { actsWith } from './request/actor.ts';
import type { Denied } from './request/commands.ts';
import type { Refusal } from './request/refusal.ts';
import type { Request } from './request/request.ts';

/**
 * Why the requester may not see the secret now, or undefined when they may: the account that they are signed in with must be the
 * one of the request, neither that nor the one that they chat with blocked, and it must still hold a role that acts. One round trip, a second one for roles that come through a group and are scoped to a unit.
 * @throws DirectoryError
 */
export async function whyNotShown(
  desk: Desk,
  session: DirectorySession,
  { action, requester: begun }: Request,
): Promise<Denied | undefined> {
  const { requester, target: self } = await session.examine(actsWith(begun));
  const acting = self?.account.accountEnabled;
  const chats = begun.acting ? requester.chat?.enabled : acting;
  const enabled = acting === false || chats === false ? false : acting && chats;
  const who = identifyAgain(desk.policy.adminAccounts, begun, requester);
  const parties = { action, who, requester, target: undefined };
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
