import { TargetBusyError } from '../errors.ts';
import { advance, type Desk } from './desk.ts';
import { judgeChange, judgeRequester, judgeTarget, refusal } from './judge.ts';
import type { DirectorySession } from './ports.ts';
import type { ChosenTarget, Reason, Refusal, ResetRequest } from './request.ts';
import { accepted, callGraph, newPassword, type Outcome, wasApplied } from './reset.ts';

/**
 * The requester pressed Confirm. Reads roles and target again, seals a new password into the store, and only then calls
 * Graph: whatever happens after the call, the password is known. `undefined`: somebody else was faster, or the card is old.
 */
export async function confirm(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  input: { reason?: Reason; ticket?: string },
): Promise<Outcome | undefined> {
  const { target } = request;
  if (request.state !== 'open' || !target) return undefined;
  const examined = await session.examine(target.id);
  const denied = await judgeAgain(desk, request, target, examined);
  if (denied) {
    const refused = await advance(desk, request, { type: 'refused', refusal: denied }, 'request-refused');
    return refused && { request: refused };
  }
  const password = newPassword(target);
  const sealedPassword = desk.seal.seal(password, request.id);
  const changedBefore = timeOf(examined.target?.account.lastPasswordChangeDateTime);
  const confirmed = { type: 'confirmed', sealedPassword, changedBefore, ...input } as const;
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
  const denied = await judgeAgain(desk, request, target, await session.examine(target.id));
  if (denied) return denied;
  if (await wasApplied(session, request)) return accepted(desk, request);
  const claimed = await advance(desk, request, { type: 'repeated' }, 'reset-started');
  return claimed && callGraph(desk, session, claimed, desk.seal.unseal(sealedPassword, request.id), true);
}

async function judgeAgain(
  desk: Desk,
  request: ResetRequest,
  shown: ChosenTarget,
  { requester, target }: Awaited<ReturnType<DirectorySession['examine']>>,
): Promise<Refusal | undefined> {
  const denied = judgeRequester(requester, request.requester.id);
  if (denied) return denied.rule === 'requester-has-no-role' ? refusal('requester-roles-changed') : denied;
  if (!target) return refusal('target-gone', { target: shown.displayName });
  const changed = judgeChange(shown, target) ?? judgeTarget(requester, target);
  if (changed) return changed;
  const busy = await desk.store.busyWith(shown.id);
  return busy && busy.id !== request.id ? refusal('target-already-open', { target: shown.displayName }) : undefined;
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}
