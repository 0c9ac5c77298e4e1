import { LANGUAGES, type Locale } from './locale.ts';

type Style = Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>;

/**
 * The time of day: `2:35 PM` or `14:35`. Without a time zone (IANA name), or with one that is not known here, it is in
 * UTC and says so.
 */
export function formatTime(date: Date, locale: Locale, timeZone: string | undefined): string {
  return format(date, locale, timeZone, { timeStyle: 'short' });
}

/** The day: `March 12, 2026` or `12 mars 2026`; in UTC, and saying so, without a known time zone. */
export function formatDate(date: Date, locale: Locale, timeZone: string | undefined): string {
  return format(date, locale, timeZone, { dateStyle: 'long' });
}

/** Day and time of day: `Mar 12, 2026, 2:35 PM` or `12 mars 2026 14:35`; in UTC without a known time zone. */
export function formatDateTime(date: Date, locale: Locale, timeZone: string | undefined): string {
  return format(date, locale, timeZone, { dateStyle: 'medium', timeStyle: 'short' });
}

function format(date: Date, locale: Locale, timeZone: string | undefined, style: Style): string {
  const known = timeZone !== undefined && isTimeZone(timeZone);
  const formatted = new Intl.DateTimeFormat(LANGUAGES[locale].dates, { ...style, timeZone: known ? timeZone : 'UTC' })
    .format(date)
    // Unicode data differs in the space before AM and PM, and some fonts lack the narrow one.
    .replace(/\s(?=[AP]M)/, ' ');
  return known ? formatted : `${formatted} UTC`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
