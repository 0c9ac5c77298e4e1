import { succeeded } from './answer.ts';
import { isPathSegment, pathSegment } from './endpoint.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';

/**
 * Signs the target out everywhere (Microsoft Graph, "user: revokeSignInSessions", where any 2xx is a success); false where
 * that did not work. Never throws: the reset before it has worked, whatever happens here.
 */
export async function revokeSessions(calls: GraphCalls, targetId: string): Promise<boolean> {
  if (!isPathSegment(targetId)) return false;
  const path = `/users/${pathSegment(targetId)}/revokeSignInSessions`;
  return succeeded(await callGraph(calls, { method: 'POST', path, repeat: 'write' }));
}
