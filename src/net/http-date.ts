const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';

/** Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT; Sun Nov  6 08:49:37 1994 (RFC 9110, section 5.6.7). */
const FORMS = [
  new RegExp(`^${DAY}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^${WEEKDAY}, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${TIME} GMT$`),
  new RegExp(`^${DAY} (?<month>[A-Z][a-z]{2}) (?<day>\\d\\d| \\d) ${TIME} (?<year>\\d{4})$`),
];

/**
 * A date of HTTP in milliseconds since the epoch, from any of its three forms; undefined for all else, of which Date.parse()
 * takes much for a date: "8.25" is a day of 2001 to it. `now` tells the century of a year with two digits.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const parts = FORMS.map(form => form.exec(text)?.groups).find(groups => groups !== undefined);
  if (!parts) return undefined;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  const fullYear = year.length === 2 ? inCentury(Number(year), new Date(now).getUTCFullYear()) : Number(year);
  const [at, on] = [`${hour}:${minute}:${second}`, MONTHS.indexOf(month)];
  const milliseconds = Date.UTC(fullYear, on, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(milliseconds);
  // 31 February, a month that is none and 25 o'clock have been moved on to another day or time.
  const same = date.getUTCMonth() === on && date.getUTCDate() === Number(day) && date.toISOString().includes(`T${at}.`);
  return same ? milliseconds : undefined;
}

/** A year that would be more than 50 years ahead is the last one before that ends so (RFC 9110, section 5.6.7). */
function inCentury(twoDigits: number, thisYear: number): number {
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}
