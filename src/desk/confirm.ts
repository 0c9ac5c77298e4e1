import { TargetBusyError } from '../errors.ts';
import { advance, type Desk } from './desk.ts';
import { judgeChange, maySignOutEverywhere, refusal } from './judge.ts';
import type { DirectorySession } from './ports.ts';
import type { ChosenTarget, Reason, Refusal, ResetRequest } from './request.ts';
import { accepted, callGraph, newPassword, type Outcome, wasApplied } from './reset.ts';
import { judge } from './strengthen.ts';

/**
 * The requester pressed Confirm. Reads roles and target again, seals a new password into the store, and only then calls
 * Graph: whatever happens after the call, the password is known. `undefined`: somebody else was faster, or the card is old.
 */
export async function confirm(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  input: { reason?: Reason; ticket?: string; signOut: boolean },
): Promise<Outcome | undefined> {
  const { target } = request;
  if (request.state !== 'open' || !target) return undefined;
  const examined = await session.examine(target.id);
  const { denied, maySignOut } = await judgeAgain(desk, session, request, target, examined);
  if (denied) {
    const refused = await advance(desk, request, { type: 'refused', refusal: denied }, 'request-refused');
    return refused && { request: refused };
  }
  const password = newPassword(target);
  const sealedPassword = desk.seal.seal(password, request.id);
  const changedBefore = timeOf(examined.target?.account.lastPasswordChangeDateTime);
  const signOut = input.signOut && maySignOut;
  const confirmed = { type: 'confirmed', sealedPassword, changedBefore, ...input, signOut } as const;
  try {
    const claimed = await advance(desk, request, confirmed, 'reset-started');
    return claimed && (await callGraph(desk, session, claimed, password));
  } catch (error) {
    if (!(error instanceof TargetBusyError)) throw error;
    const busy = refusal('target-already-open', { target: target.displayName });
    const refused = await advance(desk, request, { type: 'refused', refusal: busy }, 'request-refused');
    return refused && { request: refused };
  }
}

/**
 * The requester pressed Try again after a lost answer: finds out whether it worked, else repeats with the same password. Who
 * asks and whom it is about are judged as at the first click; a refusal changes nothing, since the password may be in force.
 */
export async function retry(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<Outcome | Refusal | undefined> {
  const { target, sealedPassword } = request;
  if (request.state !== 'unknown' || !sealedPassword || !target) return undefined;
  const examined = await session.examine(target.id);
  const { denied } = await judgeAgain(desk, session, request, target, examined);
  if (denied) return denied;
  if (await wasApplied(session, request)) return accepted(desk, request);
  const claimed = await advance(desk, request, { type: 'repeated' }, 'reset-started');
  return claimed && callGraph(desk, session, claimed, desk.seal.unseal(sealedPassword, request.id), true);
}

/** Roles are judged before changes: a role that can't be read, or that came to light only now, has its own true reason. */
async function judgeAgain(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  shown: ChosenTarget,
  { requester, target }: Awaited<ReturnType<DirectorySession['examine']>>,
): Promise<{ denied?: Refusal; maySignOut: boolean }> {
  const judged = await judge(session, desk.policy, request.requester.id, requester, target);
  const maySignOut = target !== undefined && maySignOutEverywhere(judged.requester, target);
  const { refusal: denied } = judged;
  if (denied?.rule === 'requester-has-no-role') return { denied: refusal('requester-roles-changed'), maySignOut };
  if (!target) return { denied: denied ?? refusal('target-gone', { target: shown.displayName }), maySignOut };
  const changed = judgeChange(shown, target);
  const reason = changed?.rule === 'target-changed' ? changed : (denied ?? changed);
  if (reason) return { denied: reason, maySignOut };
  const busy = await desk.store.busyWith(shown.id);
  const held = busy && busy.id !== request.id;
  return { denied: held ? refusal('target-already-open', { target: shown.displayName }) : undefined, maySignOut };
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}
