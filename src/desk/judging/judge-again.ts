import type { Desk } from '../desk.ts';
import type { DirectorySession } from '../ports.ts';
import type { ChosenTarget, Refusal, ResetRequest } from '../request/request.ts';
import type { Target } from './account.ts';
import { approvalLost } from './approval-lost.ts';
import { judge, judgeChange, maySignOutEverywhere, refusal } from './judge.ts';

/** Requester and target have passed, as they are now. */
export interface Passed {
  target: Target;
  maySignOut: boolean;
  /** By how many milliseconds the directory's clock is ahead of ours, where it told. */
  clockAhead?: number;
}

/** Why it must not go on. `passing`: that may be over in a minute, and ends nothing. */
interface Denied {
  denied: Refusal;
  passing?: boolean;
}

/**
 * Judges requester, target and whoever has approved as they are at the click. Roles are judged before changes: a role that can't be read, or that
 * came to light only now, has its own true reason.
 */
export async function judgeAgain(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  shown: ChosenTarget,
): Promise<Passed | Denied> {
  const { approval } = request;
  const { requester, target, approver, clockAhead } = await session.examine(shown.id, approval?.decision?.by.id);
  const judged = await judge(session, desk.policy, { askerId: request.requester.id, requester, target });
  const { refusal: denied } = judged;
  if (denied?.rule === 'requester-has-no-role') return { denied: refusal('requester-roles-changed') };
  if (!target) return { denied: denied ?? refusal('target-gone', { target: shown.displayName }) };
  const changed = judgeChange(shown, target);
  const reason = changed?.rule === 'target-changed' ? changed : (denied ?? changed);
  if (reason) return { denied: reason };
  const busy = await desk.store.busyWith(shown.id);
  if (busy && busy.id !== request.id) return { denied: refusal('target-already-open', { target: shown.displayName }) };
  const lost = approval && (await approvalLost(session, desk.policy, approval, { approver, target }));
  return lost ?? { target, maySignOut: maySignOutEverywhere(judged.requester, target), clockAhead };
}
