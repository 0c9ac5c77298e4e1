import type { ActionKind } from '../../action-kinds.ts';
import type { Desk } from '../desk.ts';
import { holderOf } from '../holder.ts';
import type { DirectorySession } from '../ports.ts';
import { type Actor, actsWith } from '../request/actor.ts';
import type { Denied } from '../request/commands.ts';
import type { Holding } from '../request/holding.ts';
import { mayTakeOver } from '../request/may-take-over.ts';
import type { ChosenTarget, Reach } from '../request/people.ts';
import type { Refusal } from '../request/refusal.ts';
import { approvalOf, type Request } from '../request/request.ts';
import { approvalLost } from './approval-lost.ts';
import { identifyAgain } from './identify.ts';
import { alternativeTo, judge, judgeChange, maySignOutEverywhere, reachOf, refusal } from './judge.ts';
import type { Target } from './people-as-read.ts';

/** Requester and target have passed, as they are now. */
export interface Passed {
  kind: 'passed';
  /** Who has passed as the requester. */
  actor: Actor;
  target: Target;
  maySignOut: boolean;
  /** What else the requester could do to the target. */
  instead?: ActionKind;
  /** By how many milliseconds the directory's clock is ahead of ours, where it told. */
  clockAhead?: number;
  /** Of the role by which the requester has passed. */
  reach: Reach;
}

/** They have passed, but another request holds the target; the requester may take it over from that one. */
interface Held extends Omit<Passed, 'kind'> {
  kind: 'held';
  holder: Holding;
}

/**
 * Judges requester, target and whoever has approved as they are at the click. Roles are judged before changes: a role that can't be read, or that
 * came to light only now, has its own true reason.
 */
export async function judgeAgain(
  desk: Desk,
  session: DirectorySession,
  request: Request & { target: ChosenTarget },
): Promise<Passed | Held | Denied> {
  const { action, target: shown } = request;
  const approval = approvalOf(request);
  const by = approval?.decision?.by;
  const approving = by && { id: actsWith(by), chatId: by.id };
  const { requester, target, approver, clockAhead } = await session.examine(shown.id, { approver: approving, action });
  const who = identifyAgain(desk.policy.adminAccounts, request.requester, requester);
  if ('rule' in who) return denied(who);
  const judged = await judge(session, desk.policy, { action, who, requester, target });
  const { refusal: why } = judged;
  if (why?.rule === 'requester-has-no-role') return denied(refusal('requester-roles-changed'));
  if (!target) return denied(why ?? refusal('target-gone', { target: shown.displayName }));
  const changed = judgeChange(action, shown, target, 'calledAt' in request ? request : undefined);
  const reason = changed?.rule === 'target-changed' ? changed : (why ?? changed);
  if (reason) return denied(reason);
  const parties = { action, requester: judged.requester, target };
  const passed = {
    actor: who,
    target,
    maySignOut: maySignOutEverywhere(parties),
    instead: alternativeTo(desk.policy, { ...parties, who }),
    clockAhead,
    reach: reachOf(parties),
  };
  const holder = await holderOf(desk, shown.id);
  if (holder && holder.id !== request.id) {
    return mayTakeOver({ actor: who, reach: passed.reach }, holder)
      ? { kind: 'held', ...passed, holder }
      : alreadyOpen(shown);
  }
  const lost =
    approval && (await approvalLost(session, desk.policy, { action, ...approval }, { approver, target, actor: who }));
  return lost ?? { kind: 'passed', ...passed };
}

/** Another request holds the target. */
export function alreadyOpen({ displayName: target }: Pick<ChosenTarget, 'displayName'>): Denied {
  return denied(refusal('target-already-open', { target }));
}

function denied(why: Refusal): Denied {
  return { kind: 'denied', refusal: why, passing: false };
}
