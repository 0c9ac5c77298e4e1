import type { Revocation } from '../desk/request/request.ts';
import { isPathSegment, pathSegment } from './endpoint.ts';
import { notDone, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';

/**
 * Signs the target out everywhere (Microsoft Graph, "user: revokeSignInSessions", where any 2xx is a success). Only Graph's own
 * answer says whether that worked. Never throws: the reset before it has worked, whatever happens here.
 */
export async function revokeSessions(calls: GraphCalls, targetId: string): Promise<Revocation> {
  if (!isPathSegment(targetId)) return 'failed';
  const path = `/users/${pathSegment(targetId)}/revokeSignInSessions`;
  const answer = await callGraph(calls, { method: 'POST', path, repeat: 'write' });
  if (succeeded(answer)) return 'done';
  return notDone(answer) ? 'failed' : 'unknown';
}
