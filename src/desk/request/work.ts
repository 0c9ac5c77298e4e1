import { HAND_OVER_AGAIN, LONGEST_SHOW_AGAIN, LOOK_AGAIN, SHOW_AGAIN } from '../times.ts';
import type { HandoverTrouble, ResetRequest } from './request.ts';

/** When the sweep has to look at this request, in milliseconds since the epoch; undefined: nothing is left to do. */
export function nextWork(request: ResetRequest, now: number): number | undefined {
  const times = [
    request.dueAt,
    request.unshown ? now + Math.min(SHOW_AGAIN * 2 ** (request.showTries ?? 0), LONGEST_SHOW_AGAIN) : undefined,
    isOwed(request) ? now + LOOK_AGAIN : undefined,
    isUndelivered(request) && whyUndelivered(request) === 'later' ? now + HAND_OVER_AGAIN : undefined,
  ].filter(time => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Whether something besides the cards is left to do or to find out. */
function isOwed(request: ResetRequest): boolean {
  const wasReset = request.state === 'reset' || request.state === 'done';
  return (
    request.state === 'unknown' ||
    isUndelivered(request) ||
    isUnverified(request) ||
    (wasReset && request.signOut === 'wanted')
  );
}

/** The password waits, and its requester has no card yet that leads to it. */
export function isUndelivered({ state, handover }: ResetRequest): boolean {
  return state === 'reset' && handover === undefined;
}

/** What keeps the handover card from its requester. */
export function whyUndelivered({ undelivered, notInstalled }: ResetRequest): HandoverTrouble | undefined {
  return undelivered ?? (notInstalled ? 'not-installed' : undefined);
}

/** How the reset ended is still to be read from Graph. */
export function isUnverified({ state, verification }: ResetRequest): boolean {
  return (state === 'reset' || state === 'done') && verification === 'pending';
}

/** Whether the cards of both would say the same. */
export function looksTheSame(one: ResetRequest, other: ResetRequest): boolean {
  return JSON.stringify(seen(one)) === JSON.stringify(seen(other));
}

function seen(request: ResetRequest): unknown[] {
  const { state, attempts, repeatRefused, verification, signOut, ending, refusal, approval, handover } = request;
  return [
    state,
    attempts,
    repeatRefused,
    verification,
    signOut,
    whyUndelivered(request),
    ending,
    refusal,
    approval?.decision,
    handover !== undefined,
  ];
}
