import { USUAL_ACTION } from '../action-kinds.ts';
import { EVERY_ACTING_ROLE } from './actions/actions.ts';
import { inUnitOnly } from './approvals.ts';
import type { Desk, Turn } from './desk.ts';
import { asSignedIn, identify } from './judging/identify.ts';
import { judge, judgeRequester, refusal } from './judging/judge.ts';
import type { Account, Requester } from './judging/people-as-read.ts';
import type { DirectorySession, SearchedField } from './ports.ts';
import { type Actor, samePerson } from './request/actor.ts';
import type { TargetQuery } from './request/errand.ts';
import type { Unsure } from './request/people.ts';
import type { Refusal } from './request/refusal.ts';
import type { Request } from './request/request.ts';
import { rowOfTurn } from './turn-row.ts';
import { NOT_FOUND, SEVERAL_FOUND, searchedFor } from './wording/searched-for.ts';

export type HistoryAnswer =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'not-found'; searched: readonly SearchedField[] }
  | { kind: 'several'; candidates: readonly Account[]; more: boolean; unsure?: Unsure }
  | { kind: 'history'; about: Account; requests: readonly Request[] };

interface HistoryQuestion {
  query: TargetQuery;
  /** What the person wrote for the target. */
  label: string;
  /** So many requests at most. */
  limit: number;
}

/**
 * The latest requests about a person, for somebody who may do what is usually asked for to them; who looked is on record.
 * @throws DirectoryError
 */
export async function historyFor(
  desk: Desk,
  session: DirectorySession,
  unsigned: Turn,
  { query, label, limit }: HistoryQuestion,
): Promise<HistoryAnswer> {
  const { requester, finding } = await session.find(query);
  const who = identify(desk.policy.adminAccounts, unsigned.asker.id, requester);
  const turn = { ...unsigned, asker: asSignedIn(unsigned.asker, requester, who) };
  const target = finding.kind === 'one' ? finding.target : undefined;
  const { refusal: denied } = await judge(session, desk.policy, {
    action: USUAL_ACTION,
    who,
    requester,
    target,
  });
  const targetName = target?.account.userPrincipalName ?? searchedFor(label);
  const row = { ...rowOfTurn(desk, turn), targetId: target?.account.id, targetName };
  if (denied) {
    await desk.store.record({ ...row, event: 'not-allowed', rule: denied.rule, detail: 'history' });
    return { kind: 'refused', refusal: denied };
  }
  if (finding.kind === 'vanished') {
    const vanished = refusal('target-vanished', { target: finding.account.displayName });
    await desk.store.record({ ...row, event: 'not-allowed', rule: vanished.rule, detail: 'history' });
    return { kind: 'refused', refusal: vanished };
  }
  if (finding.kind !== 'one') {
    const isFound = finding.kind === 'several' && finding.unsure !== 'name';
    const rule = isFound ? SEVERAL_FOUND : NOT_FOUND;
    await desk.store.record({ ...row, event: 'not-allowed', rule, detail: 'history' });
    return finding.kind === 'none' ? { kind: 'not-found', searched: finding.searched } : finding;
  }
  const about = finding.target.account;
  await desk.store.record({ ...row, event: 'history-shown' });
  return { kind: 'history', about, requests: await desk.store.history({ targetId: about.id }, limit) };
}

/** Requests of others that wait for a second person, for somebody who holds a role for the whole tenant; undefined for others. */
export async function waitingForApproval(
  desk: Desk,
  session: DirectorySession,
  turn: Turn,
): Promise<Request[] | undefined> {
  const { requester } = await session.examine(turn.asker.id);
  const who = identify(desk.policy.adminAccounts, turn.asker.id, requester);
  if ('rule' in who || !seesApprovals(requester, who)) return undefined;
  const open = await desk.store.unfinished();
  return open.filter(request => request.state === 'awaiting-approval' && samePerson(who, request.requester) !== 'same');
}

/** Whether somebody may see the requests of others: they hold a role for the whole tenant. */
export function seesApprovals(requester: Requester, who: Actor): boolean {
  return whyNotApprovals(requester, who) === undefined;
}

/** Why somebody may not. */
export function whyNotApprovals(requester: Requester, who: Actor): Refusal | undefined {
  return judgeRequester(EVERY_ACTING_ROLE, requester, who) ?? inUnitOnly(requester);
}
