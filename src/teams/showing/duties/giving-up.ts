import type { Request } from '../../../desk/request/request.ts';
import { MOST_TRIES_KEPT_OUT, SEND_AGAIN_UNTIL } from '../../../desk/times.ts';
import { TeamsError } from '../../../errors.ts';

/** What was owed has failed so often in a row. */
export interface Failure {
  request: Request;
  error: unknown;
  tries: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Whatever Teams says: it takes a moment later what it has refused, lets the bot in again, and finds what it said was gone. A
 * card has live buttons meanwhile.
 */
export function hasEndedLongAgo({ request, now }: Failure): boolean {
  return 'finishedAt' in request && request.finishedAt + SEND_AGAIN_UNTIL <= now;
}

/** Teams says now and then that the bot is kept out where it is not; somebody who has blocked it is left in peace. */
export function isUnwanted({ error, tries }: Failure): boolean {
  return error instanceof TeamsError && error.keptOut && tries >= MOST_TRIES_KEPT_OUT;
}
