import type { DirectorySession } from '../../ports.ts';
import type { Done } from '../../request/request.ts';
import { CALL_LEASE, CHANGE_TOLERANCE } from '../../times.ts';
import type { Use } from '../action.ts';

/**
 * Which of these temporary passwords were changed since. Of a synced account that is not known: what Microsoft Entra ID tells of it
 * follows Windows Server AD, with a delay. @throws DirectoryError
 */
export async function usesOfPasswords(
  session: DirectorySession,
  requests: readonly Done[],
): Promise<ReadonlyMap<string, Use>> {
  const cloud = requests.filter(({ target }) => !target.synced);
  const changes = await session.lastPasswordChanges(cloud.map(({ target }) => target.id));
  return new Map(cloud.map(request => [request.id, useOfPassword(request, changes.get(request.target.id))]));
}

/**
 * By the last change, in the directory's own time. `unused`: it is the one of our call; `used`: somebody has made another one since.
 * One from soon after our call may be either, if somebody had been shown the password by then.
 */
export function useOfPassword(request: Done, changed: number | undefined): Use {
  const { calledAt, clockAhead, carriedOutAt, shownAt } = request;
  if (changed === undefined || clockAhead === undefined || calledAt.length === 0) return 'not-known';
  if (changed < Math.min(...calledAt) - CHANGE_TOLERANCE) return 'not-known';
  if (changed <= carriedOutAt + clockAhead + CHANGE_TOLERANCE) return 'unused';
  if (changed > Math.max(...calledAt) + CALL_LEASE + CHANGE_TOLERANCE) return 'used';
  return shownAt === undefined || changed < shownAt + clockAhead ? 'unused' : 'not-known';
}
