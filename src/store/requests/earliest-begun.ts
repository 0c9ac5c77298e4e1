import type { Request } from '../../desk/request/request.ts';

/** Those whose calls began first, at most `limit`, of requests that have begun, of each requester in that order. */
export function earliestBegun(requests: readonly Request[], limit: number): Request[] {
  return requests.toSorted((one, other) => startOf(one) - startOf(other)).slice(0, limit);
}

function startOf(request: Request): number {
  return 'startedAt' in request ? request.startedAt : request.createdAt;
}
