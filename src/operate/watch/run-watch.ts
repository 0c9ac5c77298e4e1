import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Config, readConfig } from '../../config/config.ts';
import { useProxy } from '../../config/proxy.ts';
import { HOUR } from '../../desk/times.ts';
import type { StoredEntry } from '../../store/record/audit-columns.ts';
import type { AuditedRequestStore } from '../../store/record/audited-store.ts';
import { explained } from '../audit/explained.ts';
import { openBotStore } from '../audit/open-bot-store.ts';
import { AuditLog } from './audit-log.ts';
import { parseWatchCommand, WATCH_USAGE, type WatchCommand } from './command.ts';
import { compare } from './compare.ts';
import { ourCalls } from './our-calls.ts';
import { csvLines, isClean, LOOK_BACK, type Watched, watchLines } from './report.ts';
import { type PaceClock, REAL_TIME } from './request-pace.ts';
import { OperatorSignIn } from './sign-in.ts';

const CLEAN = 0;
const AROUND = 1;
const NOT_DONE = 2;

/** Rows of the record around that time belong to rows of Entra's in it. */
const MARGIN = HOUR;

interface Streams {
  out: Writable;
  problems: Writable;
}

/**
 * `npm run watch`: compares Entra's audit log, read with the sign-in of whoever runs it, with the record of the store that the
 * environment names, also while the bot runs. Resolves with the exit code: 0 nothing went around Nyckel, 1 something did, or
 * nobody can tell, 2 it could not look.
 */
export async function runWatch(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, problems }: Streams,
  clock: PaceClock = REAL_TIME,
): Promise<number> {
  const command = parseWatchCommand(args, env, Date.now());
  if (typeof command === 'string') {
    problems.write(`${command}\n${WATCH_USAGE}\n`);
    return NOT_DONE;
  }
  try {
    useProxy(env);
    const config = readConfig(env);
    const signIn = new OperatorSignIn(config, command.clientId, line => problems.write(`${line}\n`));
    const watched = await watch(command, config, new AuditLog(config.graphEndpoint, signIn, clock));
    out.write(`${watchLines(watched).join('\n')}\n`);
    if (command.file !== undefined) await writeTo(command.file, watched);
    return isClean(watched) ? CLEAN : AROUND;
  } catch (error) {
    problems.write(`${explained(error)}\n`);
    return NOT_DONE;
  }
}

async function watch({ since, until: last }: WatchCommand, config: Config, entra: AuditLog): Promise<Watched> {
  const now = Date.now();
  const until = Math.min(last ?? now, now);
  const from = since - LOOK_BACK;
  // Opened first: where that fails, nobody has to sign in. Read last: a row may follow its call.
  const store = await openBotStore(config);
  try {
    const log = await entra.read(from, until);
    const rows = log.rows.filter(({ at }) => at < until);
    const { entries, begins } = await readRecord(store, { from: from - MARGIN, to: until + MARGIN });
    const { findings } = await store.verifyAudit();
    const compared = compare(rows, ourCalls(entries));
    const recordSound = findings.length === 0;
    return { since, until, now, log: { ...log, rows }, compared, recordFrom: begins, recordSound };
  } finally {
    await store.close();
  }
}

/** The entries of that time, and when the record begins. */
async function readRecord(
  store: AuditedRequestStore,
  { from, to }: { from: number; to: number },
): Promise<{ entries: StoredEntry[]; begins?: number }> {
  const entries: StoredEntry[] = [];
  let begins: number | undefined;
  for await (const { entry } of store.auditRows()) {
    begins ??= entry.at;
    if (entry.at >= from && entry.at <= to) entries.push(entry);
  }
  return { entries, begins };
}

async function writeTo(file: string, { compared, since }: Watched): Promise<void> {
  // It names people: a file of its owner alone, which never takes the place of another one.
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  await pipeline(Readable.from(csvLines(compared.around, since)), target);
}
