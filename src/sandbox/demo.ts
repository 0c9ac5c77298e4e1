import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild, untilReady } from './child.ts';
import { createClock } from './clock.ts';
import { requireFreePort, StartFailure } from './free-port.ts';
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
 * Runs sandbox, bot and Agents Playground until the signal comes, then stops all three. Returns the exit code: 0 after
 * the signal, 1 with an explanation printed when something does not start or stops by itself.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { signal, print } = options;
  await using running = new AsyncDisposableStack();
  try {
    const children = await startAll(options, running);
    print(welcome(options));
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

async function startAll(options: DemoOptions, running: AsyncDisposableStack): Promise<readonly Child[]> {
  const { botPort, playgroundPort, folder, signal } = options;
  await requireFreePort(botPort, 'PORT');
  await requireFreePort(playgroundPort, 'PLAYGROUND_PORT');
  await mkdir(folder, { recursive: true });
  const tenant = createTenant(createClock());
  const botId = 'b0700000-0000-4000-8000-00000000b070';
  const config = playgroundConfig(tenant, PLAYGROUND_PEOPLE, botId);
  const botEndpoint = `http://127.0.0.1:${botPort}/api/messages`;
  const sandbox = await startSandbox({ botEndpoint, botId, people: playgroundPeople(config) });
  running.defer(() => sandbox.stop());
  await writeAddresses(folder, sandbox, running);
  const bot = await startBot(options, sandbox);
  running.defer(() => bot.stop());
  const playground = await startPlayground(options, config, sandbox.relayUrl, running);
  await Promise.all([
    untilReady(bot, `http://127.0.0.1:${botPort}/readyz`, READY_MS, signal),
    untilReady(playground, `http://localhost:${playgroundPort}/_debug/ping`, READY_MS, signal),
  ]);
  return [bot, playground];
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

/** Its log holds every answer in the clear, passwords of invented people included, so it goes with the demo. */
async function startPlayground(
  { env, playgroundPort, folder, verbose }: DemoOptions,
  config: PlaygroundConfig,
  relayUrl: string,
  running: AsyncDisposableStack,
): Promise<Child> {
  const temporary = await mkdtemp(join(tmpdir(), 'agents-playground-'));
  running.defer(() => rm(temporary, { recursive: true, force: true }));
  const configPath = join(temporary, 'config.yml');
  await writeFile(configPath, JSON.stringify(config, undefined, 2));
  const playground = startChild({
    name: 'The Agents Playground',
    args: playgroundArguments(relayUrl, playgroundPort),
    env: playgroundEnvironment(env, configPath, join(temporary, 'playground.log')),
    logPath: join(folder, 'playground.log'),
    verbose,
  });
  running.defer(() => playground.stop());
  return playground;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
}

function welcome({ playgroundPort, folder }: DemoOptions): string {
  return `Nyckel runs against a sandbox with invented people.

  Open  http://localhost:${playgroundPort}   You are Erik Lindqvist of the helpdesk.

Try
  reset password for Anna Svensson             the whole way, to the temporary password
  återställ lösenordet för Johan Andersson     two people have that name
  reset password for Karin Holmgren            refused: she is a Global Administrator

Logs are in ${folder}. Ctrl+C stops everything.`;
}
