/** A day and a time of day, as the date and time inputs of Adaptive Cards have them: 2026-03-12 and 08:00. */
export interface WallClock {
  date: string;
  time: string;
}

const MINUTE = 60_000;
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})$/;
const SAID = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** What the clock on the wall shows at this moment; in UTC without a known time zone (IANA name). */
export function wallClockAt(moment: Date, timeZone: string | undefined): WallClock {
  const [date = '', time = ''] = formatterIn(zoneOf(timeZone)).format(moment).split(' ');
  return { date, time };
}

/**
 * The moment at which the clock on the wall shows this; undefined where it is no day and time. Of an hour that there is twice the
 * first, and of one that is left out as much later.
 */
export function momentAt({ date, time }: WallClock, timeZone: string | undefined): Date | undefined {
  if (!WRITTEN.test(date) || !SAID.test(time)) return undefined;
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // A day that there is not in its month comes back as another.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(date)) return undefined;
  const zone = zoneOf(timeZone);
  const before = asUtc - aheadOfUtc(asUtc - DAY, zone);
  const after = asUtc - aheadOfUtc(asUtc + DAY, zone);
  const shows = (moment: number) => moment + aheadOfUtc(moment, zone) === asUtc;
  return new Date([before, after].find(shows) ?? before);
}

/** Longer than any clock change is away from itself. */
const DAY = 24 * 60 * MINUTE;

/** By how many milliseconds the clock on the wall is ahead of UTC. */
function aheadOfUtc(moment: number, zone: string): number {
  const { date, time } = wallClockAt(new Date(moment), zone);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(moment / MINUTE) * MINUTE;
}

/** Whether a time zone is known here. */
export function isZone(timeZone: string | undefined): timeZone is string {
  try {
    return timeZone !== undefined && formatterIn(timeZone) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function zoneOf(timeZone: string | undefined): string {
  return isZone(timeZone) ? timeZone : 'UTC';
}

/** Making one takes some hundred times as long as using it, and mostly the zone of before is asked for again. */
let latest: { timeZone: string; formatter: Intl.DateTimeFormat } | undefined;

/** Swedish dates and times are in the form of ISO 8601. */
function formatterIn(timeZone: string): Intl.DateTimeFormat {
  if (latest?.timeZone === timeZone) return latest.formatter;
  const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  latest = { timeZone, formatter };
  return formatter;
}
