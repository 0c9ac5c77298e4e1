import type { BegunBy, Counted, Listed } from '../../src/desk/ports.ts';
import { type Request, targetOf } from '../../src/desk/request/request.ts';

/** Whether a request is of this requester, of one of these, or about this target. */
export function concerns(request: Request, of: Counted | Listed): boolean {
  if ('requesterIds' in of) return of.requesterIds.includes(request.requester.id);
  return 'requesterId' in of ? request.requester.id === of.requesterId : targetOf(request)?.id === of.targetId;
}

/** How many of them have begun with their calls since. */
export function resets(requests: readonly Request[], of: Counted, since: number): number {
  return requests.filter(request => startOf(request) >= since && concerns(request, of)).length;
}

/** Those that have begun with their calls since, the first first. */
export function begunOf(requests: readonly Request[], of: BegunBy, since: number): Request[] {
  return requests
    .filter(request => startOf(request) >= since && (of === 'everybody' || concerns(request, of)))
    .toSorted((one, other) => startOf(one) - startOf(other));
}

function startOf(request: Request): number {
  return 'startedAt' in request ? request.startedAt : Number.NEGATIVE_INFINITY;
}
