import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readConfig } from '../../config/config.ts';
import { useProxy } from '../../config/proxy.ts';
import { reportOf, toBeRead } from '../../desk/report/figures.ts';
import { reportCsv, reportText } from '../../desk/report/report-lines.ts';
import type { AuditedRequestStore } from '../../store/record/audited-store.ts';
import { beginningOf, containsAnchor } from './beginning.ts';
import { AUDIT_USAGE, type AuditCommand, parseAuditCommand } from './command.ts';
import { explained } from './explained.ts';
import { exportLines } from './export-lines.ts';
import { openBotStore } from './open-bot-store.ts';
import { reportLines } from './report-lines.ts';

const SOUND = 0;
const FINDINGS = 1;
const NOT_DONE = 2;

interface Streams {
  out: Writable;
  problems: Writable;
}

/**
 * `npm run audit`: verifies or exports the record of the store that the environment names, also while the bot runs.
 * Resolves with the exit code: 0 done and sound, 1 findings, 2 wrong arguments, configuration or a store that fails.
 */
export async function runAudit(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, problems }: Streams,
): Promise<number> {
  const command = parseAuditCommand(args);
  if (typeof command === 'string') {
    problems.write(`${command}\n${AUDIT_USAGE}\n`);
    return NOT_DONE;
  }
  try {
    useProxy(env);
    const store = await openBotStore(readConfig(env));
    try {
      return await carriedOut(store, command, { out, problems });
    } finally {
      await store.close();
    }
  } catch (error) {
    problems.write(`${explained(error)}\n`);
    return NOT_DONE;
  }
}

async function carriedOut(
  store: AuditedRequestStore,
  command: AuditCommand,
  { out, problems }: Streams,
): Promise<number> {
  if (command.act === 'verify') return verify(store, command, out);
  const head = await store.auditHead();
  // Beside what is exported and not in it: whatever reads that takes each line for a row.
  if (head?.cut) problems.write(`${await beginningOf(store, head)}\n`);
  if (command.act === 'report') return report(store, command, out);
  const { format, from, before } = command;
  return writeTo(command, out, exportLines(store.auditRows(), format, { from, before }));
}

async function verify(
  store: AuditedRequestStore,
  { anchor }: Extract<AuditCommand, { act: 'verify' }>,
  out: Writable,
): Promise<number> {
  const found = await store.verifyAudit();
  const held = anchor === undefined || (await containsAnchor(store, found, anchor));
  const name = anchor && `${anchor.count}:${anchor.hash}`;
  const beginning = await beginningOf(store, found.head);
  out.write(`${reportLines(found, { missingAnchor: held === false ? name : undefined, beginning }).join('\n')}\n`);
  if (found.findings.length > 0 || held === false) return FINDINGS;
  if (held === true) return SOUND;
  out.write(`The row of the anchor ${name} was cut since, so nothing tells whether it was there. Give a later one.\n`);
  return NOT_DONE;
}

async function report(
  store: AuditedRequestStore,
  { from, before, format, file }: Extract<AuditCommand, { act: 'report' }>,
  out: Writable,
): Promise<number> {
  const time = { from, before };
  const told = await reportOf(store.recorded(toBeRead(time)), time);
  return writeTo({ file }, out, [format === 'csv' ? reportCsv(told) : reportText(told)]);
}

/** The record names people: a file of it is its owner's alone, and never takes the place of another one. */
async function writeTo(
  { file }: { file?: string },
  out: Writable,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<number> {
  if (file === undefined) await pipeline(Readable.from(lines), out, { end: false });
  else await pipeline(Readable.from(lines), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  return SOUND;
}
