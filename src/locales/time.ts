import { LANGUAGES, type Locale } from './locale.ts';

type Style = Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>;

/** Making one takes some hundred times as long as using it. The one that was used last stands last. */
const formatters = new Map<string, Intl.DateTimeFormat>();
/** A client says in what zone it is, and each zone has many spellings. */
const MOST_FORMATTERS = 200;

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

/** How long something lasts, in days, hours and minutes: `1 day`, `1 hour 30 minutes` or `1 timme 30 minuter`. */
export function formatDuration(minutes: number, locale: Locale): string {
  const parts = [
    ['day', Math.floor(minutes / (24 * 60))],
    ['hour', Math.floor(minutes / 60) % 24],
    ['minute', minutes % 60],
  ] as const;
  return parts
    .filter(([, amount]) => amount > 0)
    .map(([unit, amount]) => formatUnit(amount, unit, locale))
    .join(' ');
}

/** One for each unit in each language. */
const unitFormatters = new Map<string, Intl.NumberFormat>();

function formatUnit(amount: number, unit: 'day' | 'hour' | 'minute', locale: Locale): string {
  const key = `${locale} ${unit}`;
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  const formatter = unitFormatters.get(key) ?? new Intl.NumberFormat(LANGUAGES[locale].dates, style);
  unitFormatters.set(key, formatter);
  // Not broken at the end of a line.
  return formatter.format(amount).replace(' ', '\u00a0');
}

function format(date: Date, locale: Locale, timeZone: string | undefined, style: Style): string {
  const local = timeZone === undefined ? undefined : formatterIn(timeZone, locale, style);
  const formatted = (local ?? formatterOf('UTC', locale, style))
    .format(date)
    // Unicode data differs in the space before AM and PM, and some fonts lack the narrow one.
    .replace(/\s(?=[AP]M)/, ' ');
  return local ? formatted : `${formatted} UTC`;
}

/** `undefined`: no such time zone is known here. */
function formatterIn(timeZone: string, locale: Locale, style: Style): Intl.DateTimeFormat | undefined {
  try {
    return formatterOf(timeZone, locale, style);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function formatterOf(timeZone: string, locale: Locale, style: Style): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, style.dateStyle, style.timeStyle, timeZone]);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(LANGUAGES[locale].dates, { ...style, timeZone });
  formatters.delete(key);
  formatters.set(key, formatter);
  const [oldest] = formatters.keys();
  if (formatters.size > MOST_FORMATTERS && oldest !== undefined) formatters.delete(oldest);
  return formatter;
}
