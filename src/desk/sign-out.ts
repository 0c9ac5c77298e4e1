import { type Desk, settle } from './desk.ts';
import type { DirectorySession } from './ports.ts';
import type { ResetRequest } from './request/request.ts';

/**
 * Signs the target out everywhere after an accepted reset, where the requester asked for it (Microsoft Graph, "user:
 * revokeSignInSessions"). A failure is put on record and shown; it never hides that the reset worked.
 */
export async function signOutEverywhere(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<ResetRequest> {
  const wasReset = request.state === 'reset' || request.state === 'done';
  if (!wasReset || request.signOut !== 'wanted' || !request.target) return request;
  const ended = await session.revokeSessions(request.target.id);
  const audit = ended === 'done' ? 'sessions-revoked' : 'sessions-not-revoked';
  return (await settle(desk, request.id, { type: 'signed-out', ended }, audit)) ?? request;
}
