import { EVERY_ACTING_ROLE } from './actions/actions.ts';
import { approvalsConversation, unitConversations } from './approvals-conversations.ts';
import type { Desk, Turn } from './desk.ts';
import { asSignedIn, identify } from './judging/identify.ts';
import { judgeRequester } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import type { Place } from './request/people.ts';
import type { Refusal } from './request/refusal.ts';
import type { ApprovalsConversation } from './settings.ts';
import { rowOfTurn } from './turn-row.ts';

/** Where requests are approved: in general first, then unit by unit. */
type ListedApprovals =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'listed'; all: readonly ApprovalsConversation[] };

/**
 * Where requests are approved, for whoever has a role with which they may be: others are refused, on record.
 * @throws DirectoryError
 */
export async function listApprovals(
  desk: Desk,
  session: DirectorySession,
  turn: Turn,
  at: Place,
): Promise<ListedApprovals> {
  const { asker } = turn;
  const { requester } = await session.examine(asker.id);
  const who = identify(desk.policy.adminAccounts, asker.id, requester);
  const denied = judgeRequester(EVERY_ACTING_ROLE, requester, who);
  if (denied) {
    const row = rowOfTurn(desk, { ...turn, asker: asSignedIn(asker, requester, who) }, at);
    await desk.store.record({ ...row, event: 'not-allowed', rule: denied.rule, detail: 'approvals' });
    return { kind: 'refused', refusal: denied };
  }
  const general = await approvalsConversation(desk);
  return { kind: 'listed', all: [...(general ? [general] : []), ...(await unitConversations(desk))] };
}
