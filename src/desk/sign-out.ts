import { type Desk, settle } from './desk.ts';
import type { DirectorySession } from './ports.ts';
import { wasCarriedOut } from './request/duties.ts';
import type { Request } from './request/request.ts';
import { SIGN_OUT_WITHIN } from './times.ts';

/**
 * Signs the target out everywhere after the deed, where the requester asked for it (Microsoft Graph, "user:
 * revokeSignInSessions"). A failure is put on record and shown; it never hides that the deed was done. Without a session it
 * waits for one, for ten minutes. What another process has done meanwhile stays done. Returns the request as it then is.
 */
export async function signOutEverywhere(
  desk: Desk,
  session: DirectorySession | undefined,
  request: Request,
): Promise<Request> {
  if (!wasCarriedOut(request) || !request.signOut || request.signedOut !== undefined) return request;
  const { id, target, carriedOutAt } = request;
  if (!session && desk.now() < carriedOutAt + SIGN_OUT_WITHIN) return request;
  const ended = session ? await session.revokeSessions(target.id) : 'failed';
  return (await settle(desk, id, { type: 'signed-out', ended }, notSignedOut)) ?? request;
}

function notSignedOut(request: Request): boolean {
  return wasCarriedOut(request) && request.signedOut !== 'done';
}
