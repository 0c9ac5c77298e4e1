import { nextLook } from './request/duties.ts';
import { isHolding } from './request/holding.ts';
import type { Request } from './request/request.ts';
import type { ForgottenSoFar, Settings } from './settings.ts';
import { ALARM_LIFETIME } from './times.ts';

/**
 * Whether a request is over since before that time, in milliseconds since the epoch, and so is the pass that it made; and nothing
 * is owed of it, waits in it or is held by it.
 */
export function isForgettable(request: Request, before: number): boolean {
  if (!('finishedAt' in request) || isHolding(request) || 'sealed' in request) return false;
  const made = 'made' in request ? request.made : undefined;
  return nextLook(request) === undefined && Math.max(request.finishedAt, made?.endsAt ?? 0) < before;
}

/** Settings that are of use for a while only. */
export type PassingSetting = `alarm:${string}` | `asks:${string}`;

/** Whether a setting with this name is of use for a while only. */
export function isPassing(name: string): name is PassingSetting {
  return name.startsWith('alarm:') || name.startsWith('asks:');
}

/**
 * Whether such a setting was of use for the last time before that time, in milliseconds since the epoch: an alarm, or when
 * somebody was asked for a proof.
 */
export function isSettingOver(value: Settings[PassingSetting], before: number): boolean {
  const times = 'target' in value ? [value, ...(value.before ?? [])].map(({ at }) => at) : value;
  return times.every(at => at + ALARM_LIFETIME < before);
}

/** The count after so much more was taken away. */
export function withForgotten(
  before: ForgottenSoFar | undefined,
  what: 'requests' | 'settings' | 'rows',
  more: number,
): ForgottenSoFar {
  const present = before ?? { requests: 0, settings: 0, rows: 0 };
  return { ...present, [what]: present[what] + more };
}
