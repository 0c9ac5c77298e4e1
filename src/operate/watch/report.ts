import { csvLine } from '../../desk/report/csv-line.ts';
import { DAY, HOUR } from '../../desk/times.ts';
import type { EntraDeed } from './activities.ts';
import type { EntraLog } from './audit-log.ts';
import type { Compared } from './compare.ts';
import type { EntraRow } from './entra-row.ts';

/** How far back of --since is looked as well, for rows that came in after somebody had looked at those days. */
export const LOOK_BACK = DAY;
/** Entra’s log is believed to be complete up to so long ago (Microsoft Entra, "Log latencies": minutes as a rule, and no promise). */
const LATE = HOUR;
/** How long Entra keeps its log, with P1 or P2 (Microsoft Entra, "How long does Microsoft Entra ID store reporting data"). */
const KEPT = 30 * DAY;

/** What the report is about. Times are milliseconds since the epoch. */
export interface Watched {
  since: number;
  /** Not included. */
  until: number;
  now: number;
  log: Pick<EntraLog, 'unreadable' | 'requests'> & { rows: readonly unknown[] };
  compared: Compared;
  /** When the oldest row on record was written; undefined where there is none. */
  recordFrom?: number;
  /** Verifying the record has found nothing. */
  recordSound: boolean;
}

const DEEDS: Readonly<Record<EntraDeed, string>> = {
  reset: 'password reset',
  'pass-given': 'pass given',
  'pass-deleted': 'pass deleted',
  'method-added': 'method added',
  'method-changed': 'method changed',
  'method-deleted': 'method deleted',
};
const LONGEST_NAME = 120;

/** Whether somebody has to look: something went around, or nobody can tell whether it did. */
export function isClean(watched: Watched): boolean {
  const { compared, log, recordSound } = watched;
  return compared.around.length === 0 && log.unreadable === 0 && recordSound && !isAnotherLog(watched);
}

/** Where none of our calls is in Entra's log, it is that of another tenant, or nobody has it collect what is asked for. */
function isAnotherLog(watched: Watched): boolean {
  return watched.compared.ours === 0 && unseenOf(watched) > 0;
}

/** How many calls on record have no row in Entra's log, and should have by now. */
function unseenOf({ compared, since, until, now }: Watched): number {
  return compared.unseen.filter(({ at }) => at >= since && at < Math.min(until, now - LATE)).length;
}

/** What came of it, for operators: what went around line by line, then how sure that is. */
export function watchLines(watched: Watched): string[] {
  const { since, until, log, compared } = watched;
  const { around, ours, failed, selfService } = compared;
  const accounts = new Set(around.map(({ targetId, target }) => targetId ?? target)).size;
  return [
    around.length > 0
      ? `AROUND NYCKEL: ${counted(around.length, 'row')} of Entra’s log, about ${counted(accounts, 'account')}:`
      : isClean(watched)
        ? 'Nothing went around Nyckel.'
        : 'NOT KNOWN whether anything went around Nyckel: see below.',
    ...around.map(row => `- ${sentence(row, since)}`),
    `Looked at: ${time(since)} to ${time(until)}, and the day before for what came in late. ${counted(log.requests, 'request')}.`,
    `Rows: ${log.rows.length}. Of calls on our record: ${ours}. Without effect: ${failed}. Of Microsoft’s self-service: ${selfService}.`,
    ...doubts(watched),
  ];
}

function sentence({ at, deed, target, by, activity, correlationId }: EntraRow, since: number): string {
  const late = at < since ? ' (before --since: told earlier, or late)' : '';
  const said = `${DEEDS[deed]} of ${shown(target)} by ${shown(by)}`;
  return `${time(at)} ${said} (${activity}, correlation id ${shown(correlationId)})${late}`;
}

/** Why there may be more, or less, than the lines say. */
function doubts(watched: Watched): string[] {
  const { since, until, now, log, recordSound, recordFrom = now } = watched;
  const [unseen, complete] = [unseenOf(watched), now - LATE];
  return [
    ...(recordSound ? [] : ['Our record is NOT sound, so nothing of this is: run npm run audit -- verify.']),
    ...(log.unreadable > 0
      ? [`${counted(log.unreadable, 'row')} of Entra’s log can’t be read: look there in the Entra admin center.`]
      : []),
    ...(unseen > 0 ? [`Calls on our record that may have worked and are not in Entra’s log: ${unseen}.`] : []),
    ...(isAnotherLog(watched)
      ? [
          'None of our calls is in it: is STORE that of this tenant’s bot, and has somebody opened the audit log in the Entra admin center once?',
        ]
      : []),
    ...(recordFrom > since
      ? [`Our record begins at ${time(recordFrom)}: what was done through Nyckel before is not on it, or not any more.`]
      : []),
    ...(since < now - KEPT ? [`Entra keeps its log for 30 days: of before ${time(now - KEPT)} it tells nothing.`] : []),
    until > complete
      ? `Entra writes its log late: it is believed to be complete until ${time(complete)}. Look again later with --since ${time(complete)}.`
      : 'Entra’s log is believed to be complete for that time.',
  ];
}

const FIELDS = ['id', 'at', 'deed', 'activity', 'result', 'reason', 'byId', 'by', 'targetId', 'target'] as const;

/** The rows that went around as csv, line by line, with the names of the fields first. Times are UTC. */
export function* csvLines(around: readonly EntraRow[], since: number): Generator<string> {
  yield csvLine([...FIELDS, 'correlationId', 'service', 'beforeSince']);
  for (const row of around) {
    const cells = FIELDS.map(name => (name === 'at' ? new Date(row.at).toISOString() : (row[name] ?? '')));
    yield csvLine([...cells, row.correlationId, row.service, row.at < since ? 'yes' : 'no']);
  }
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Names are what somebody gave themselves: nothing in them may write over the terminal. */
function shown(name: string): string {
  return name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, LONGEST_NAME) || 'unknown';
}
