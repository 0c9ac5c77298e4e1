import type { ActionKind } from '../action-kinds.ts';
import { alarmAbout, raisedBy } from './alarms.ts';
import type { Desk } from './desk.ts';
import type { Target } from './judging/people-as-read.ts';
import { applyPolicy, type PolicyDecision } from './policy/apply-policy.ts';
import type { Circumstances, Started } from './policy/circumstances.ts';
import type { Limits } from './policy/policy.ts';
import { demandOf } from './policy/proof-rules.ts';
import type { DirectorySession, Limit } from './ports.ts';
import type { Actor } from './request/actor.ts';
import type { WantedProof } from './request/proof.ts';
import { DAY, HOUR } from './times.ts';

/** What the policy says, and what it was told about the requester. */
type PolicyAnswer = PolicyDecision & WantedProof & { startedByRequester: Started };

/** What the policy says about doing this to this target by this person, with whichever of their accounts, now: one person, two, or not at all. */
export async function askPolicy(
  desk: Desk,
  session: Pick<DirectorySession, 'namesakesOf'>,
  action: ActionKind,
  { accounts: requesterIds }: Actor,
  target: Target,
): Promise<PolicyAnswer> {
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
    alarmAbout(desk, account.id),
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
  return {
    ...applyPolicy(desk.policy, circumstances),
    startedByRequester,
    demand: {
      ...(alarm ? raisedBy(alarm, account.displayName) : demandOf(desk.policy.proof, circumstances)),
      ...(account.manager && { managerId: account.manager.id }),
    },
    standIn: alarm !== undefined || desk.policy.proofMissing === 'second-person',
  };
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
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
