import type { ActionKind } from '../action-kinds.ts';
import { alarmFor, raisedBy, wasToldOf } from './alarms.ts';
import type { Desk } from './desk.ts';
import type { Account, Target } from './judging/people-as-read.ts';
import { applyPolicy, type PolicyDecision } from './policy/apply-policy.ts';
import type { Circumstances, Started } from './policy/circumstances.ts';
import type { Limits } from './policy/policy.ts';
import { demandOf } from './policy/proof-rules.ts';
import type { DirectorySession, Limit } from './ports.ts';
import type { Actor } from './request/actor.ts';
import type { Question } from './request/approval.ts';
import { type Demand, NO_DEMAND, type WantedProof } from './request/proof.ts';
import type { AlarmAbout } from './settings.ts';
import { DAY, HOUR } from './times.ts';

/** What the policy says, and what it was told about the requester. */
export type PolicyAnswer = PolicyDecision &
  WantedProof & {
    startedByRequester: Started;
    /** What has to be shown of the caller even where a second person stands in for what is missing. */
    least: Demand;
    /** The alarm that was in force. */
    alarmId?: string;
  };

/** What is to be done, to whom and by whom, with whichever of their accounts. */
interface AboutToDo {
  action: ActionKind;
  actor: Actor;
  target: Target;
  /** What a second person was asked who has agreed: they stand in for nothing that they were not told of. */
  approval?: Question;
}

/** What the policy says about this now: one person, two, or not at all, and what has to be shown of whoever calls. */
export async function askPolicy(
  desk: Desk,
  session: Pick<DirectorySession, 'namesakesOf'>,
  { action, actor, target, approval }: AboutToDo,
): Promise<PolicyAnswer> {
  const { accounts: requesterIds } = actor;
  const { account, roles, guardsRoles, groupIds, unseenGroupIds, eligibilityUnknown, outages } = target;
  const now = desk.now();
  const started = async (of: Parameters<typeof desk.store.begunSince>[0]) => {
    const [hour, day] = await Promise.all([
      desk.store.begunSince(of, now - HOUR),
      desk.store.begunSince(of, now - DAY),
    ]);
    return { hour, day };
  };
  const [startedByRequester, startedForTarget, alarm, targetNamesakes] = await Promise.all([
    started({ requesterIds }),
    started({ targetId: account.id }),
    alarmFor(desk, account.id, actor),
    desk.policy.asksForNamesakes ? session.namesakesOf(account) : undefined,
  ]);
  const circumstances: Circumstances = {
    now,
    action,
    targetName: account.displayName,
    // Whom the card knows only by sign-in name may still hold a custom, scoped or eligible role: the click knows.
    targetRoles: roles,
    targetEligibilityUnknown: eligibilityUnknown && outages?.includes('eligible') ? 'outage' : eligibilityUnknown,
    targetGuardsRoles: guardsRoles,
    targetGroupIds: groupIds,
    targetUnseenGroupIds: unseenGroupIds,
    targetCreatedAt: timeOf(account.createdDateTime),
    targetChangedAt: timeOf(account.lastPasswordChangeDateTime),
    targetNamesakes,
    startedByRequester,
    startedForTarget,
  };
  const wanted = wantedOf(desk, demandOf(desk.policy.proof, circumstances), { alarm, approval, account });
  return { ...applyPolicy(desk.policy, circumstances), startedByRequester, ...wanted, alarmId: alarm?.id };
}

/** An alarm wants more than the policy; two people can always stand in for that much, so that nobody is locked out by it. */
function wantedOf(
  { policy }: Desk,
  byPolicy: Demand,
  { alarm, approval, account }: { alarm?: AlarmAbout; approval?: Question; account: Account },
): Pick<PolicyAnswer, 'demand' | 'standIn' | 'least'> {
  const alarmed = (demand: Demand) => (alarm ? raisedBy(alarm, demand) : demand);
  const managed = (demand: Demand) => (account.manager ? { ...demand, managerId: account.manager.id } : demand);
  const isNews = alarm !== undefined && approval !== undefined && !wasToldOf(alarm, approval);
  const least = policy.proofMissing === 'refuse' ? byPolicy : NO_DEMAND;
  return {
    demand: managed(alarmed(byPolicy)),
    standIn: alarm !== undefined || policy.proofMissing === 'second-person',
    least: managed(isNews ? alarmed(least) : least),
  };
}

/** What is no date says no more than none. */
function timeOf(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}

/** The limits of the policy for one request, for the store to judge together with its start: clicks may come at once. */
export function limitsFor(limits: Limits, { accounts: requesterIds }: Actor, targetId: string, now: number): Limit[] {
  const { perRequester, perTarget } = limits;
  return [
    { of: { requesterIds }, since: now - HOUR, atMost: perRequester.hour },
    { of: { requesterIds }, since: now - DAY, atMost: perRequester.day },
    { of: { targetId }, since: now - HOUR, atMost: perTarget.hour },
    { of: { targetId }, since: now - DAY, atMost: perTarget.day },
  ];
}

/** Reached as soon as this requester starts another request than those that the policy was told of. */
export function limitAsAsked(
  { startedByRequester }: PolicyAnswer,
  { accounts: requesterIds }: Actor,
  now: number,
): Limit {
  return { of: { requesterIds }, since: now - HOUR, atMost: startedByRequester.hour + 1 };
}
