import { MINUTE } from '../../desk/times.ts';
import type { StoredEntry } from '../../store/record/audit-columns.ts';
import type { EntraDeed } from './activities.ts';

/** One call to Microsoft Graph that the record tells of. Ids are in small letters. */
export interface OurCall {
  /** Milliseconds since the epoch. */
  at: number;
  correlationId: string;
  targetId: string;
  /** The accounts of whoever it was made for: the one that they acted with, and the one that they chat with. */
  by: readonly string[];
  /** What rows of Entra's it may stand for. */
  deeds: readonly EntraDeed[];
  /** Rows of Entra's have their time in here. Milliseconds since the epoch, both included. */
  from: number;
  to: number;
  /** Nothing on record says that it did nothing. */
  mayHaveWorked: boolean;
}

/** How far the clocks of Entra and the bot may be apart. */
const CLOCKS_APART = 2 * MINUTE;
/** How long after the row on record a call may still take effect, repeated or lost on the way; and how long before, where the row follows the call. */
const CALL_TAKES = 10 * MINUTE;

const STARTED: Readonly<Record<string, readonly EntraDeed[]>> = {
  'reset-started': ['reset'],
  // A pass takes the place of the one before it.
  'pass-started': ['pass-given', 'pass-deleted'],
};
const WITHDRAWN = 'pass-withdrawn';
const UNKNOWN = ['reset-unknown', 'pass-unknown'];
const NOT_CALLED = ['reset-not-called', 'pass-not-called'];
const FAILED = ['reset-failed', 'pass-failed'];
/** A call that an alarm has overtaken may have worked all the same. */
const OVERTAKEN = ['caller-denied', 'caller-denied-late', 'answer-lost'];

/** The calls that these rows of the record stand for; the rows are in the order in which they were written. */
export function ourCalls(rows: Iterable<StoredEntry>): OurCall[] {
  const calls: OurCall[] = [];
  const last = new Map<string, { call: OurCall; unknown: boolean }>();
  for (const row of rows) {
    const call = callOf(row);
    const request = row.requestId ?? '';
    if (call) calls.push(call);
    if (call && row.event !== WITHDRAWN) last.set(request, { call, unknown: false });
    const begun = last.get(request);
    if (!begun) continue;
    if (UNKNOWN.includes(row.event)) begun.unknown = true;
    if (NOT_CALLED.includes(row.event) || hasFailed(row, begun.unknown)) begun.call.mayHaveWorked = false;
  }
  return calls;
}

function hasFailed({ event, rule = '' }: StoredEntry, unknown: boolean): boolean {
  return FAILED.includes(event) && !unknown && !OVERTAKEN.includes(rule);
}

function callOf({ event, at, correlationId, actorId, actingId, targetId }: StoredEntry): OurCall | undefined {
  const deeds = Object.hasOwn(STARTED, event) ? STARTED[event] : undefined;
  if (targetId === undefined || (!deeds && event !== WITHDRAWN)) return undefined;
  const by = [actingId, actorId].filter(id => id !== undefined).map(id => id.toLowerCase());
  const [before, after] = deeds ? [CLOCKS_APART, CALL_TAKES] : [CALL_TAKES, CLOCKS_APART];
  return {
    at,
    correlationId: correlationId.toLowerCase(),
    targetId: targetId.toLowerCase(),
    by,
    deeds: deeds ?? ['pass-deleted'],
    from: at - before,
    to: at + after,
    mayHaveWorked: true,
  };
}
