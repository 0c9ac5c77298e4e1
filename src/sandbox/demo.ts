import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild, untilReady } from './child.ts';
import { createClock } from './clock.ts';
import { nextFreePort, requireFreePort, StartFailure } from './free-port.ts';
import {
  type PlaygroundConfig,
  playgroundArguments,
  playgroundConfig,
  playgroundEnvironment,
  playgroundPeople,
} from './playground.ts';
import { type RunningSandbox, startSandbox } from './sandbox.ts';
import { createTenant, PLAYGROUND_PEOPLE } from './tenant/tenant.ts';

const READY_MS = 60_000;
const BOT_ID = 'b0700000-0000-4000-8000-00000000b070';

export interface DemoOptions {
  env: NodeJS.ProcessEnv;
  /** The bot's entry point. */
  botEntry: string;
  botPort: number;
  playgroundPort: number;
  /** Folder for the store and the logs. */
  folder: string;
  verbose: boolean;
  print(text: string): void;
  /** Ends the demo. */
  signal: AbortSignal;
}

/**
 * Runs sandbox, bot and two Agents Playgrounds, one for the requester and one for an approver, until the signal comes,
 * then stops them all. Returns the exit code: 0 after the signal, 1 with an explanation printed when something does not
 * start or stops by itself.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { signal, print } = options;
  await using running = new AsyncDisposableStack();
  try {
    const { children, approverPort } = await startAll(options, running);
    print(welcome(options, approverPort));
    await Promise.race([aborted(signal), ...children.map(child => child.exited)]);
    const ended = children.find(child => child.hasExited());
    if (signal.aborted || !ended) return 0;
    print(await ended.postMortem());
  } catch (error) {
    if (signal.aborted) return 0;
    if (!(error instanceof StartFailure)) throw error;
    print(error.message);
  }
  return 1;
}

async function startAll(
  options: DemoOptions,
  running: AsyncDisposableStack,
): Promise<{ children: readonly Child[]; approverPort: number }> {
  const { botPort, playgroundPort, folder, signal } = options;
  await requireFreePort(botPort, 'PORT');
  await requireFreePort(playgroundPort, 'PLAYGROUND_PORT');
  const approverPort = await nextFreePort(playgroundPort + 1, 'PLAYGROUND_PORT');
  await mkdir(folder, { recursive: true });
  const configs = playgroundConfigs();
  const botEndpoint = `http://127.0.0.1:${botPort}/api/messages`;
  const people = playgroundPeople(configs.requester);
  const sandbox = await startSandbox({ botEndpoint, botId: BOT_ID, people });
  running.defer(() => sandbox.stop());
  await strengthenApprover(sandbox);
  await writeAddresses(folder, sandbox, running);
  const bot = await startBot(options, sandbox);
  running.defer(() => bot.stop());
  const start = (port: number, config: PlaygroundConfig, log: string) =>
    startPlayground(options, { port, config, log, relayUrl: sandbox.relayUrl }, running);
  const requesters = await start(playgroundPort, configs.requester, 'playground.log');
  const approvers = await start(approverPort, configs.approver, 'playground-approver.log');
  await Promise.all([
    untilReady(bot, `http://127.0.0.1:${botPort}/readyz`, READY_MS, signal),
    untilReady(requesters, `http://localhost:${playgroundPort}/_debug/ping`, READY_MS, signal),
    untilReady(approvers, `http://localhost:${approverPort}/_debug/ping`, READY_MS, signal),
  ]);
  return { children: [bot, requesters, approvers], approverPort };
}

/** Where requests are approved is chosen by one of the strongest roles, and the approver's window has one person. */
async function strengthenApprover({ controlUrl }: RunningSandbox): Promise<void> {
  const answer = await fetch(`${controlUrl}/users/${PLAYGROUND_PEOPLE[1]}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ assignRoles: [{ role: 'Privileged Authentication Administrator' }] }),
  });
  if (!answer.ok) throw new StartFailure(`The sandbox answered ${answer.status} to a role for the approver.`);
}

/** A Playground has one person who writes and presses, so the second person gets one of their own. */
function playgroundConfigs(): { requester: PlaygroundConfig; approver: PlaygroundConfig } {
  const tenant = createTenant(createClock());
  const [requester, approver, ...others] = PLAYGROUND_PEOPLE;
  if (!requester || !approver) throw new RangeError('The demo needs a requester and an approver.');
  return {
    requester: playgroundConfig(tenant, PLAYGROUND_PEOPLE, BOT_ID),
    approver: playgroundConfig(tenant, [approver, requester, ...others], BOT_ID, 'approver-'),
  };
}

/** Tells tests and curious people where to reach what they can set and read (CONTROL.md), as long as it runs. */
async function writeAddresses(
  folder: string,
  { controlUrl, relayUrl }: RunningSandbox,
  running: AsyncDisposableStack,
): Promise<void> {
  const file = join(folder, 'sandbox.json');
  running.defer(() => rm(file, { force: true }));
  await writeFile(file, `${JSON.stringify({ controlUrl, relayUrl }, undefined, 2)}\n`);
}

/** The store of the last demo goes: its seal key and its tenant are gone as well. */
async function startBot(
  { env, botEntry, botPort, folder, verbose }: DemoOptions,
  sandbox: RunningSandbox,
): Promise<Child> {
  const store = join(folder, 'sandbox.db');
  await Promise.all(['', '-wal', '-shm'].map(suffix => rm(`${store}${suffix}`, { force: true })));
  return startChild({
    name: 'The bot',
    args: [botEntry],
    env: { ...env, ...sandbox.environment, PORT: String(botPort), STORE: `sqlite:${store}` },
    logPath: join(folder, 'bot.log'),
    verbose,
  });
}

interface PlaygroundStart {
  port: number;
  config: PlaygroundConfig;
  /** Name of its log file. */
  log: string;
  relayUrl: string;
}

/** Its log holds every answer in the clear, passwords of invented people included, so it goes with the demo. */
async function startPlayground(
  { env, folder, verbose }: DemoOptions,
  { port, config, log, relayUrl }: PlaygroundStart,
  running: AsyncDisposableStack,
): Promise<Child> {
  const temporary = await mkdtemp(join(tmpdir(), 'agents-playground-'));
  running.defer(() => rm(temporary, { recursive: true, force: true }));
  const configPath = join(temporary, 'config.yml');
  await writeFile(configPath, JSON.stringify(config, undefined, 2));
  const playground = startChild({
    name: 'The Agents Playground',
    args: playgroundArguments(relayUrl, port),
    env: playgroundEnvironment(env, configPath, join(temporary, 'playground.log')),
    logPath: join(folder, log),
    verbose,
  });
  running.defer(() => playground.stop());
  return playground;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
}

function welcome({ playgroundPort, folder }: DemoOptions, approverPort: number): string {
  return `Nyckel runs against a sandbox with invented people.

  Open  http://localhost:${playgroundPort}   You are Erik Lindqvist of the helpdesk.
  Open  http://localhost:${approverPort}   You are Johanna Bergström, who can approve.

Try as Erik, in the personal chat
  reset password for Anna Svensson             the whole way, to the temporary password
  återställ lösenordet för Johan Andersson     two people have that name
  reset password for Karin Holmgren            refused: she is a Global Administrator
  reset password for Gustav Norberg            has a role, so somebody else must approve: as Johanna,
                                               write "@Nyckel approvals here" in the Service desk chat first

Try as Johanna, in the personal chat
  temporary access pass for Anna Svensson      a way to sign in for somebody who lost their phone
  ge Agneta Lapp ett tillfälligt åtkomstpass   her password is kept elsewhere, but a pass lets her in

Logs are in ${folder}. Ctrl+C stops everything.`;
}
