import { parseArgs } from 'node:util';
import { DAY, REPORTED } from '../../desk/times.ts';

/** What is asked of `npm run audit`. */
export type AuditCommand =
  | { act: 'verify'; anchor?: { count: number; hash: string } }
  | ({ act: 'export'; format: 'csv' | 'jsonl' } & OfDays)
  | { act: 'report'; format: 'text' | 'csv'; from: number; before: number; file?: string };

/** Which days, and where to. */
interface OfDays {
  /** Milliseconds since the epoch, included. */
  from?: number;
  /** Milliseconds since the epoch, not included. */
  before?: number;
  file?: string;
}

export const AUDIT_USAGE = `Usage:
  npm run audit -- verify [--anchor <count>:<hash>]
  npm run audit -- export [--from <date>] [--to <date>] [--format csv|jsonl] [--out <file>]
  npm run audit -- report [--from <date>] [--to <date>] [--format text|csv] [--out <file>]
Dates are days in UTC, such as 2026-03-31; both days are included.`;

const OPTIONS = {
  anchor: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
} as const;
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  verify: ['anchor'],
  export: ['from', 'to', 'format', 'out'],
  report: ['from', 'to', 'format', 'out'],
};

/**
 * The command that these arguments spell, or a sentence that says what is wrong with them.
 * @param now milliseconds since the epoch
 */
export function parseAuditCommand(args: readonly string[], now = Date.now()): AuditCommand | string {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [act = '', ...more] = positionals;
    const allowed = Object.hasOwn(ALLOWED, act) ? ALLOWED[act] : undefined;
    if (allowed === undefined || more.length > 0) return 'Say verify, export or report.';
    const stranger = Object.keys(values).find(name => !allowed.includes(name));
    if (stranger !== undefined) return `--${stranger} does not belong to ${act}.`;
    if (act === 'verify') return verifyCommand(values.anchor);
    return act === 'export' ? exportCommand(values) : reportCommand(values, now);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function verifyCommand(anchor: string | undefined): AuditCommand | string {
  if (anchor === undefined) return { act: 'verify' };
  const [, count, hash] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(anchor) ?? [];
  if (count === undefined || hash === undefined) {
    return '--anchor takes count and hash of a line "audit anchor" in the log, with a colon between them.';
  }
  return { act: 'verify', anchor: { count: Number(count), hash } };
}

interface Values {
  from?: string;
  to?: string;
  format?: string;
  out?: string;
}

function exportCommand(values: Values): AuditCommand | string {
  const { format = 'csv' } = values;
  if (format !== 'csv' && format !== 'jsonl') return '--format is csv or jsonl.';
  const days = daysIn(values);
  return typeof days === 'string' ? days : { act: 'export', format, ...days };
}

/** Up to now, and of as many days as in Teams, where nothing else is said. */
function reportCommand(values: Values, now: number): AuditCommand | string {
  const { format = 'text' } = values;
  if (format !== 'text' && format !== 'csv') return '--format is text or csv.';
  const days = daysIn(values);
  if (typeof days === 'string') return days;
  const { before = now } = days;
  const { from = before - REPORTED } = days;
  return from < before ? { act: 'report', format, ...days, from, before } : '--from is still to come.';
}

function daysIn({ from, to, out }: Values): OfDays | string {
  const [first, last] = [from, to].map(day => (day === undefined ? undefined : startOfDay(day)));
  if (Number.isNaN(first)) return '--from is a day such as 2026-03-01.';
  if (Number.isNaN(last)) return '--to is a day such as 2026-03-31.';
  if (first !== undefined && last !== undefined && first > last) return '--from comes after --to.';
  return {
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { before: last + DAY }),
    ...(out === undefined ? {} : { file: out }),
  };
}

/** NaN for what is no day: the language itself would take 30 February for 2 March. */
function startOfDay(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? time : Number.NaN;
}
