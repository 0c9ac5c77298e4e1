import { parseHttpDate } from './http-date.ts';

/** Nobody waits longer than a day for a service. Seconds. */
const MOST = 86_400;

/**
 * A Retry-After in seconds, at most a day: a number or a date (RFC 9110, section 10.2.3). Services send decimals as well,
 * against the standard; they are rounded up, so that nobody comes too early. Undefined where there is none, or one that
 * nobody can read: a date in the past says nothing, and is not "at once". `now` is in milliseconds since the epoch.
 */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.ceil(Math.min(Number(value), MOST));
  const date = parseHttpDate(value, now);
  return date === undefined || date < now ? undefined : Math.min(Math.ceil((date - now) / 1_000), MOST);
}
