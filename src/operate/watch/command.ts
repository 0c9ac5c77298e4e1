import { parseArgs } from 'node:util';
import { DAY } from '../../desk/times.ts';

/** What is asked of `npm run watch`. Times are milliseconds since the epoch. */
export interface WatchCommand {
  /** Included. */
  since: number;
  /** Not included; without it, until now. */
  until?: number;
  /** The application that the operator signs in to. */
  clientId: string;
  /** Where what went around is written to as csv. */
  file?: string;
}

export const WATCH_USAGE = `Usage:
  npm run watch -- --since <day or time> [--until <day or time>] [--client <client id>] [--out <file>]
A day is in UTC, such as 2026-03-31, and included; a time is such as 2026-03-31T08:00Z. Without --client it takes WATCH_CLIENT_ID.`;

const OPTIONS = {
  since: { type: 'string' },
  until: { type: 'string' },
  client: { type: 'string' },
  out: { type: 'string' },
} as const;
const CLIENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOMENT = /^(?<day>\d{4}-\d{2}-\d{2})(?:T(?<time>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)Z)?$/;

/** The command that these arguments spell, or a sentence that says what is wrong with them. `now`: milliseconds since the epoch. */
export function parseWatchCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): WatchCommand | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    return commandOf({ client: env.WATCH_CLIENT_ID, ...values }, ownIds(env), now);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The applications of the bot, which hold more than may be lent. */
function ownIds({ BOT_ID, AAD_APP_CLIENT_ID }: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [BOT_ID, AAD_APP_CLIENT_ID].flatMap(id => (id ? [id.toLowerCase()] : []));
}

function commandOf(
  { since, until, client = '', out }: Partial<Record<keyof typeof OPTIONS, string>>,
  ownIds: readonly string[],
  now: number,
): WatchCommand | string {
  if (since === undefined) return 'Say with --since from when on.';
  const from = momentOf(since, 0);
  if (from === undefined) return '--since is a day such as 2026-03-01, or a time such as 2026-03-01T08:00Z.';
  const to = until === undefined ? undefined : momentOf(until, DAY);
  if (until !== undefined && to === undefined) {
    return '--until is a day such as 2026-03-31, or a time such as 2026-03-31T08:00Z.';
  }
  if (from >= Math.min(to ?? now, now)) return '--since comes after --until, or is not over yet.';
  if (out === '') return '--out is empty.';
  if (!CLIENT_ID.test(client))
    return 'Say with --client, or WATCH_CLIENT_ID, the client id of an application of yours.';
  if (ownIds.includes(client.toLowerCase())) {
    return 'The client id is the bot’s own: register another application for this, see docs/watch.md.';
  }
  return {
    since: from,
    clientId: client.toLowerCase(),
    ...(to !== undefined && { until: to }),
    ...(out !== undefined && { file: out }),
  };
}

/** `ofDay` is added to the beginning of what is a whole day. Undefined for what is none: the language would take 30 February for 2 March. */
function momentOf(text: string, ofDay: number): number | undefined {
  const { day, time } = MOMENT.exec(text)?.groups ?? {};
  const at = Date.parse(time === undefined ? `${day}T00:00:00Z` : text);
  if (day === undefined || Number.isNaN(at) || !new Date(at).toISOString().startsWith(day)) return undefined;
  return time === undefined ? at + ofDay : at;
}
