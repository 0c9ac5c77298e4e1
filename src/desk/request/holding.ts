import type { TakenOver } from './people.ts';
import type { In, Request } from './request.ts';

/** A request that holds its target, so that no other one begins with it: from the call until the secret is gone. */
export type Holding = In<'running' | 'unknown' | 'carried-out'>;

export function isHolding(request: Request): request is Holding {
  const { state } = request;
  return state === 'running' || state === 'unknown' || state === 'carried-out';
}

/** The target that a request holds. */
export function heldTarget(request: Request): string | undefined {
  return isHolding(request) ? request.target.id : undefined;
}

/** Who took the target from a request; undefined where nobody did. */
export function takenOverOf(request: Request): TakenOver | undefined {
  return 'takenOver' in request ? request.takenOver : undefined;
}
