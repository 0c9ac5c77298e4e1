import { EVERY_ACTING_ROLE } from './actions/actions.ts';
import { inUnitOnly } from './approvals.ts';
import type { Desk, Turn } from './desk.ts';
import { asSignedIn, identify } from './judging/identify.ts';
import { judgeRequester, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import { type Report, reportOf, toBeRead } from './report/figures.ts';
import type { Place } from './request/people.ts';
import { sameConversation } from './request/place.ts';
import type { Refusal } from './request/refusal.ts';
import { REPORTED } from './times.ts';
import { rowOfTurn } from './turn-row.ts';

/** Whether this is the approvals conversation: whoever is there reads every approval, and may see the figures. */
export async function isWhereApproved({ store }: Desk, place: Place): Promise<boolean> {
  if (place.personal) return false;
  const approvals = await store.setting('approvals');
  return approvals !== undefined && sameConversation(approvals.place, place);
}

/**
 * Whether somebody may see the figures of everybody wherever they are; who may not is on record.
 * @returns the turn with what is known of them by their sign-in
 * @throws DirectoryError
 */
export async function maySeeReport(
  desk: Desk,
  session: DirectorySession,
  unsigned: Turn,
  at: Place,
): Promise<{ turn: Turn } | { denied: Refusal }> {
  const { asker } = unsigned;
  const { requester } = await session.examine(asker.id);
  const who = identify(desk.policy.adminAccounts, asker.id, requester);
  const turn = { ...unsigned, asker: asSignedIn(asker, requester, who) };
  const inUnit = () => inUnitOnly(requester) && refusal('report-role-in-unit');
  const denied = judgeRequester(EVERY_ACTING_ROLE, requester, who) ?? inUnit();
  if (!denied) return { turn };
  await desk.store.record({ ...rowOfTurn(desk, turn, at), event: 'not-allowed', rule: denied.rule, detail: 'report' });
  return { denied };
}

/** The figures of the days up to this moment, for somebody who may see them; that they looked is on record. */
export async function seeReport(desk: Desk, turn: Turn, { until, at }: { until: number; at: Place }): Promise<Report> {
  await desk.store.record({ ...rowOfTurn(desk, turn, at), event: 'report-shown' });
  return reportUpTo(desk, until);
}

/** The figures of the days up to this moment. */
export function reportUpTo({ store }: Desk, until: number): Promise<Report> {
  const time = { from: until - REPORTED, before: until };
  return reportOf(store.recorded(toBeRead(time)), time);
}
