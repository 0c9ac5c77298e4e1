import type { AuditEntry, AuditEvent, RecordedEntry } from '../request/audit-entry.ts';
import { MOST_COUNTED_NAMES } from '../times.ts';

/** Rows that decide nothing: where one person causes the same kind again and again, the later ones are counted. */
const COUNTED: ReadonlySet<string> = new Set<AuditEvent>([
  'not-allowed',
  'request-refused',
  'approval-refused',
  'sign-in-failed',
  'signed-out',
]);

/** In characters. */
const LONGEST_NAME = 100;

const REPEATED = /(?:^|; )repeated (\d+) times(?:: |$)/;

/** Whether rows of this kind are counted where they repeat. */
export function isCounted(entry: Pick<RecordedEntry, 'event'>): boolean {
  return COUNTED.has(entry.event);
}

/** How often what a row of the record tells of has happened: more than once for a row that stands for several. */
export function timesOf({ event, detail = '' }: Pick<RecordedEntry, 'event' | 'detail'>): number {
  const times = isCounted({ event }) ? Number(REPEATED.exec(detail)?.[1]) : 1;
  return Number.isSafeInteger(times) && times > 0 ? times : 1;
}

/** Rows of one person, event, rule, detail and action, counted. */
export interface Tally {
  /** What is the same in all of them. */
  same: AuditEntry;
  times: number;
  /** Whom they were about, as far as names are kept. */
  names: ReadonlySet<string>;
  moreNames: boolean;
}

/** Counts one more row in. */
export function tallied(tally: Tally | undefined, entry: AuditEntry): Tally {
  const names = new Set(tally?.names);
  const name = entry.targetName?.slice(0, LONGEST_NAME);
  const isMore = name !== undefined && !names.has(name) && names.size >= MOST_COUNTED_NAMES;
  if (name !== undefined && !isMore) names.add(name);
  const moreNames = isMore || tally?.moreNames === true;
  return { same: tally ? inBoth(tally.same, entry) : entry, times: (tally?.times ?? 0) + 1, names, moreNames };
}

/** The one row for all that were counted: the detail has their number, and whom they were about where that differs. */
export function repeatedRow({ same, times, names, moreNames }: Tally, at: number): AuditEntry {
  const list = same.targetName === undefined && names.size > 0 ? `: ${[...names].join(', ')}` : '';
  const count = `repeated ${times} times${list}${list && moreNames ? ' and others' : ''}`;
  return { ...same, at, detail: same.detail === undefined ? count : `${same.detail}; ${count}` };
}

/** What of the first row holds for the other one as well. */
function inBoth(one: AuditEntry, other: AuditEntry): AuditEntry {
  const same = <Name extends keyof AuditEntry>(name: Name): AuditEntry[Name] | undefined =>
    one[name] === other[name] ? one[name] : undefined;
  const { at, event, correlationId, actorId, actorName, rule, detail, action } = one;
  const acting = { actingId: same('actingId'), actingName: same('actingName') };
  const always = { at, event, correlationId, actorId, actorName, ...acting, rule, detail, action };
  const target = { targetId: same('targetId'), targetName: same('targetName') };
  const input = { reason: same('reason'), note: same('note'), ticket: same('ticket') };
  return { ...always, ...target, ...input, requestId: same('requestId'), conversationId: same('conversationId') };
}
