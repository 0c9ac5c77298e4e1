import { DirectoryError } from '../../../errors.ts';
import type { DirectorySession } from '../../ports.ts';
import type { Begun } from '../../request/request.ts';
import { CALL_LEASE, CHANGE_TOLERANCE, MINUTE } from '../../times.ts';
import type { IsUnclaimed, LostCall } from '../action.ts';
import type { PresentPass } from './pass.ts';

/**
 * Whether the pass that somebody has can have been made by a call of ours whose answer was lost: made while one was under way, with
 * what it asked for, and not the one that was there before. Times are the directory's own. The tenant may have made it one for a
 * single sign-in (Microsoft Graph, temporaryAccessPassAuthenticationMethod, isUsableOnce).
 */
export function isOurs(pass: PresentPass, request: Begun): boolean {
  const { calledAt, terms } = request;
  if (isShown(pass, request) || !terms) return false;
  const begins = terms.startsAt ?? pass.createdAt;
  const asked =
    (pass.once || !terms.once) &&
    Math.abs(pass.startsAt - begins) < MINUTE &&
    Math.abs(pass.endsAt - pass.startsAt - terms.minutes * MINUTE) < MINUTE;
  const during = (began: number) =>
    pass.createdAt >= began - CHANGE_TOLERANCE && pass.createdAt <= began + CALL_LEASE + CHANGE_TOLERANCE;
  return asked && calledAt.some(during);
}

/** Whether this is the pass that the confirm card has named. */
export function isShown({ id }: Pick<PresentPass, 'id'>, { target }: Pick<Begun, 'target'>): boolean {
  const shown = target.findings?.present;
  return shown !== undefined && shown !== 'none' && shown.id === id;
}

/**
 * Looks for a pass of ours whose secret was lost with the answer, and deletes it: nobody can see it any more. What another request
 * has made, or another call of this one, is left alone.
 * @throws DirectoryError when the list can't be read, or ours can't be deleted: then no further pass may be made
 */
export async function undoLost(session: DirectorySession, request: Begun, isUnclaimed: IsUnclaimed): Promise<LostCall> {
  const { id } = request.target;
  const present = await session.readPass(id);
  if (present === 'none' || !isOurs(present, request) || !(await isUnclaimed(present.id))) return 'not-seen';
  const taken = await session.withdrawPass(id, present.id);
  if (taken === 'done') return 'undone';
  // One that was made a moment ago is not known everywhere yet.
  const after = taken === 'gone' ? await session.readPass(id) : present;
  if (after === 'none' || after.id !== present.id) return 'undone';
  throw new DirectoryError('unavailable', 'The pass of a lost call could not be deleted');
}
