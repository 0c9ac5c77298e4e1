import { REMINDED_EVERY } from '../times.ts';
import { raisedAlarm } from './caller.ts';
import type { Done, Request } from './request.ts';
import { lastReminder } from './told.ts';

/**
 * Whether somebody may have the secret of this request, and may still do something with it: it was shown or handed over, and not
 * taken back since. One that was erased before anybody saw it opens nothing for anybody.
 */
export function mayLieAround(request: Request): request is Done {
  if (request.state !== 'done' || request.withdrawnAt !== undefined) return false;
  return request.ending === 'handed-over' || request.shownAt !== undefined;
}

/** Of those that were done to the same person, the one that was begun last: what is in force is its own. */
export function lastOfEach(requests: readonly Done[]): Done[] {
  const last = new Map<string, Done>();
  for (const request of requests.toSorted((one, other) => one.startedAt - other.startedAt)) {
    last.set(`${request.action} ${request.target.id}`, request);
  }
  return requests.filter(request => last.get(`${request.action} ${request.target.id}`) === request);
}

/**
 * Whether the manager can be reminded of it: once a day, and of nothing that somebody has said is not right. `now` is in milliseconds
 * since the epoch.
 */
export function mayBeReminded(request: Done, now: number): boolean {
  return mayLieAround(request) && !raisedAlarm(request) && lastReminder(request.told) <= now - REMINDED_EVERY;
}
