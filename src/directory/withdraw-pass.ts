import type { TakenBack } from '../desk/ports.ts';
import { isPathSegment, pathSegment } from './endpoint.ts';
import { succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { troubleOf } from './graph-errors.ts';
import { passesPath } from './read-pass.ts';

/**
 * Deletes a pass (Microsoft Graph, "Delete temporaryAccessPassAuthenticationMethod", where 204 is the success). Sent again only
 * after 429, which says that it was not applied. Never throws.
 */
export async function withdrawPass(calls: GraphCalls, targetId: string, passId: string): Promise<TakenBack> {
  if (!isPathSegment(targetId) || !isPathSegment(passId)) return 'gone';
  const path = `${passesPath(`/users/${pathSegment(targetId)}`)}/${pathSegment(passId)}`;
  const answer = await callGraph(calls, { method: 'DELETE', path, repeat: 'write' });
  if (succeeded(answer)) return answer.status === 204 ? 'done' : 'unknown';
  const trouble = troubleOf(answer);
  return trouble === 'gone' || trouble === 'denied' ? trouble : 'unknown';
}
