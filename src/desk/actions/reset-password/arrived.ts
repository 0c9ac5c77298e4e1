import { DirectoryError } from '../../../errors.ts';
import type { DirectorySession } from '../../ports.ts';
import type { Begun } from '../../request/request.ts';
import { CALL_LEASE, CHANGE_TOLERANCE } from '../../times.ts';

/**
 * Whether the last password change is the one of a call of ours: not the one from before it, and not a later one, which
 * somebody else made. False is no more than "not seen": a change may become visible late, or not be readable. Both times are the
 * directory's own, so that it does not matter how wrong our clock is.
 * @throws DirectoryError when the requester has to sign in again.
 */
export async function hasArrived(session: DirectorySession, request: Begun): Promise<boolean> {
  const { target, calledAt, changedBefore } = request;
  if (calledAt.length === 0) return false;
  const changed = await session.lastPasswordChange(target.id).catch((error: unknown) => {
    if (error instanceof DirectoryError && error.trouble === 'sign-in-again') throw error;
    return undefined;
  });
  if (changed === undefined) return false;
  const during = (began: number) =>
    changed >= began - CHANGE_TOLERANCE && changed <= began + CALL_LEASE + CHANGE_TOLERANCE;
  return changed !== changedBefore && calledAt.some(during);
}
