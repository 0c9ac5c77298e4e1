import { raisedAlarm } from '../../../desk/request/caller.ts';
import { type Request, toldOf } from '../../../desk/request/request.ts';
import { lastReminder } from '../../../desk/request/told.ts';
import { MOST_TRIES_KEPT_OUT, SEND_AGAIN_UNTIL } from '../../../desk/times.ts';
import { StoreError, TeamsError } from '../../../errors.ts';

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
 * card has live buttons meanwhile. An alarm that was raised after the end is to be told of too.
 */
export function hasEndedLongAgo({ request, now }: Failure): boolean {
  if (!('finishedAt' in request)) return false;
  return Math.max(request.finishedAt, raisedAlarm(request)?.at ?? 0) + SEND_AGAIN_UNTIL <= now;
}

/** What could not be kept is not kept anywhere else: an alarm holds for other requests only once it is. */
export function couldNotBeKept({ error }: Failure): boolean {
  return error instanceof StoreError;
}

/** Teams says now and then that the bot is kept out where it is not; somebody who has blocked it is left in peace. */
export function isUnwanted({ error, tries }: Failure): boolean {
  return error instanceof TeamsError && error.keptOut && tries >= MOST_TRIES_KEPT_OUT;
}

/** As `hasEndedLongAgo`, but that somebody may have been to be reminded since. */
export function isTooLateToTell(failure: Failure): boolean {
  return hasEndedLongAgo(failure) && lastReminder(toldOf(failure.request)) + SEND_AGAIN_UNTIL <= failure.now;
}
