import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild, untilReady } from './child.ts';
import { createClock } from './clock.ts';
import { connectorUrl } from './connector.ts';
import { nextFreePort, requireFreePort, StartFailure } from './free-port.ts';
import {
  type PlaygroundConfig,
  playgroundArguments,
  playgroundConfig,
  playgroundEnvironment,
  playgroundPeople,
  windowOf,
} from './playground.ts';
import { type RunningSandbox, startSandbox } from './sandbox.ts';
import { PLAYGROUND_PEOPLE } from './tenant/playground-people.ts';
import { createTenant } from './tenant/tenant.ts';

const READY_MS = 60_000;
/** Wants proof of who is calling, so that it can be tried; POLICY_FILE names another one. */
const POLICY = fileURLToPath(new URL('./policy.json', import.meta.url));
/** Whose windows there are, in the order in which they get their ports. */
const WINDOWS = ['requester', 'approver', 'caller'] as const;
type WindowName = (typeof WINDOWS)[number];
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
 * Runs sandbox, bot and three Agents Playgrounds, for the requester, an approver and the caller, until the signal comes,
 * then stops them all. Returns the exit code: 0 after the signal, 1 with an explanation printed when something does not
 * start or stops by itself.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { signal, print } = options;
  await using running = new AsyncDisposableStack();
  try {
    const { children, ports } = await startAll(options, running);
    print(welcome(options, ports));
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
): Promise<{ children: readonly Child[]; ports: Ports }> {
  const { botPort, folder, signal } = options;
  await requireFreePort(botPort, 'PORT');
  const ports = await freePorts(options);
  await mkdir(folder, { recursive: true });
  const configs = playgroundConfigs();
  const botEndpoint = `http://127.0.0.1:${botPort}/api/messages`;
  const people = playgroundPeople(configs.requester);
  const windows = WINDOWS.map(name => windowOf(name, configs[name], ports[name]));
  const sandbox = await startSandbox({ botEndpoint, botId: BOT_ID, people, windows });
  running.defer(() => sandbox.stop());
  await castPeople(sandbox, configs.caller);
  await writeAddresses(folder, sandbox, running);
  const bot = await startBot(options, sandbox);
  running.defer(() => bot.stop());
  const playgrounds = await Promise.all(
    WINDOWS.map(name => startPlayground(options, { name, port: ports[name], config: configs[name], sandbox }, running)),
  );
  await Promise.all([
    untilReady(bot, `http://127.0.0.1:${botPort}/readyz`, READY_MS, signal),
    ...playgrounds.map(({ child, port }) =>
      untilReady(child, `http://localhost:${port}/_debug/ping`, READY_MS, signal),
    ),
  ]);
  return { children: [bot, ...playgrounds.map(({ child }) => child)], ports };
}

type Ports = Readonly<Record<WindowName, number>>;

async function freePorts({ playgroundPort: requester }: DemoOptions): Promise<Ports> {
  await requireFreePort(requester, 'PLAYGROUND_PORT');
  const approver = await nextFreePort(requester + 1, 'PLAYGROUND_PORT');
  return { requester, approver, caller: await nextFreePort(approver + 1, 'PLAYGROUND_PORT') };
}

/**
 * Gives people of the sample tenant the parts that they have here: where requests are approved is chosen by one of the strongest
 * roles, whoever can vouch for somebody has a window, and whoever calls the helpdesk has never signed in to anything of it.
 */
async function castPeople({ controlUrl }: RunningSandbox, caller: PlaygroundConfig): Promise<void> {
  const [, johanna, , , anna] = PLAYGROUND_PEOPLE;
  const parts = [
    ['PATCH', `users/${johanna}`, { assignRoles: [{ role: 'Privileged Authentication Administrator' }] }],
    ['PATCH', `users/${anna}`, { manager: johanna }],
    ['PATCH', 'users/gustav.norberg@fjallvind.example', { manager: anna }],
    ['PATCH', 'users/agneta.lapp@lappmark.example', { manager: anna }],
    ['PUT', `sign-ins/${encodeURIComponent(caller.currentUser.id)}`, { state: 'signed-out' }],
  ] as const;
  for (const [method, route, part] of parts) {
    const answer = await fetch(`${controlUrl}/${route}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(part),
    });
    if (!answer.ok) throw new StartFailure(`The sandbox answered ${answer.status} to ${method} ${route}.`);
  }
}

/** A Playground has one person who writes and presses, so each of them gets one of their own. */
function playgroundConfigs(): Readonly<Record<WindowName, PlaygroundConfig>> {
  const tenant = createTenant(createClock());
  const configOf = (person: string | undefined, window = '') => {
    const others = PLAYGROUND_PEOPLE.filter(id => id !== person);
    if (!person) throw new RangeError('The demo needs a requester, an approver and a caller.');
    return playgroundConfig(tenant, [person, ...others], BOT_ID, window);
  };
  const [requester, approver, , , caller] = PLAYGROUND_PEOPLE;
  return {
    requester: configOf(requester),
    approver: configOf(approver, 'approver-'),
    caller: configOf(caller, 'caller-'),
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
    env: {
      ...env,
      ...sandbox.environment,
      PORT: String(botPort),
      STORE: `sqlite:${store}`,
      POLICY_FILE: env.POLICY_FILE ?? POLICY,
    },
    logPath: join(folder, 'bot.log'),
    verbose,
  });
}

interface PlaygroundStart {
  name: WindowName;
  port: number;
  config: PlaygroundConfig;
  sandbox: RunningSandbox;
}

/** Its log holds every answer in the clear, passwords of invented people included, so it goes with the demo. */
async function startPlayground(
  { env, folder, verbose }: DemoOptions,
  { name, port, config, sandbox: { relayUrl } }: PlaygroundStart,
  running: AsyncDisposableStack,
): Promise<{ child: Child; port: number }> {
  const temporary = await mkdtemp(join(tmpdir(), 'agents-playground-'));
  running.defer(() => rm(temporary, { recursive: true, force: true }));
  const configPath = join(temporary, 'config.yml');
  await writeFile(configPath, JSON.stringify(config, undefined, 2));
  const child = startChild({
    name: 'The Agents Playground',
    args: playgroundArguments(relayUrl, port, connectorUrl(new URL(relayUrl).origin, name)),
    env: playgroundEnvironment(env, configPath, join(temporary, 'playground.log')),
    logPath: join(folder, name === 'requester' ? 'playground.log' : `playground-${name}.log`),
    verbose,
  });
  running.defer(() => child.stop());
  return { child, port };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
}

function welcome({ folder }: DemoOptions, { requester, approver, caller }: Ports): string {
  return `Nyckel runs against a sandbox with invented people.

  Open  http://localhost:${requester}   You are Erik Lindqvist of the helpdesk.
  Open  http://localhost:${approver}   You are Johanna Bergström, who can approve, and is Anna's manager.
  Open  http://localhost:${caller}   You are Anna Svensson, who calls the helpdesk.

Try as Erik, in the personal chat
  reset password for Anna Svensson             say how you know that it is her, or ask her or her manager
  återställ lösenordet för Johan Andersson     two people have that name
  reset password for Karin Holmgren            refused: she is a Global Administrator
  reset password for Gustav Norberg            has a role: Anna, his manager, must say that it is him, and
                                               somebody else must approve: as Johanna, write first
                                               "@Nyckel approvals here" in the Service desk chat

Try as Johanna, in the personal chat
  temporary access pass for Anna Svensson      a way to sign in for somebody who lost their phone: ask Anna,
                                               who presses the number that you read out, or "I did not call"
  ge Agneta Lapp ett tillfälligt åtkomstpass   her password is kept elsewhere, but a pass lets her in

Logs are in ${folder}. Ctrl+C stops everything.`;
}
