import { DirectoryError } from '../../../errors.ts';
import type { DirectorySession } from '../../ports.ts';
import type { Begun } from '../../request/request.ts';
import { CALL_LEASE, CHANGE_TOLERANCE, MINUTE } from '../../times.ts';
import type { LostCall, MayTakeBack } from '../action.ts';
import type { PresentPass } from './pass.ts';

/**
 * Whether the pass that somebody has was made by a call of ours whose answer was lost: made while one was under way, with what it
 * asked for, and not the one that was there before. Times are the directory's own.
 */
export function isOurs(pass: PresentPass, request: Begun): boolean {
  const { calledAt, terms } = request;
  if (isShown(pass, request)) return false;
  const lasts = pass.endsAt - pass.startsAt;
  const asked = terms && terms.once === pass.once && Math.abs(lasts - terms.minutes * MINUTE) < MINUTE;
  const during = (began: number) =>
    pass.createdAt >= began - CHANGE_TOLERANCE && pass.createdAt <= began + CALL_LEASE + CHANGE_TOLERANCE;
  return asked === true && calledAt.some(during);
}

/** Whether this is the pass that the confirm card has named. */
export function isShown({ id }: Pick<PresentPass, 'id'>, { target }: Pick<Begun, 'target'>): boolean {
  const shown = target.findings?.present;
  return shown !== undefined && shown !== 'none' && shown.id === id;
}

/**
 * Looks for a pass of ours whose secret was lost with the answer, and deletes it: nobody can see it any more.
 * @throws DirectoryError when the list can't be read, or ours can't be deleted: then no further pass may be made
 */
export async function undoLost(session: DirectorySession, request: Begun, mayTakeBack: MayTakeBack): Promise<LostCall> {
  const present = await session.readPass(request.target.id);
  if (present === 'none' || !isOurs(present, request)) return 'not-seen';
  const may = await mayTakeBack(present.id);
  if (may === 'not-ours') return 'not-seen';
  if (may === 'not-now') throw new DirectoryError('busy', 'Another process has found the pass of a lost call');
  const taken = await session.withdrawPass(request.target.id, present.id);
  if (taken === 'done' || taken === 'gone') return 'undone';
  throw new DirectoryError('unavailable', 'The pass of a lost call could not be deleted');
}
