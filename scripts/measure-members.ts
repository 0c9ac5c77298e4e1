import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { accountAt, sharedAzurite, stopSharedAzurite } from '../tests/support/azurite.ts';
import type { BotProcess } from '../tests/support/bot-process.ts';
import { inStore } from '../tests/support/both-stores.ts';
import { type Chat, textOf } from '../tests/support/chat.ts';
import { type Client, stopSharedSandbox, World } from '../tests/support/world.ts';
import { cpuOf } from './cpu.ts';

/*
 * Measures what one member of the tenant without a role can do to everybody else: two instances on Azure Tables (Azurite behind a
 * proxy that adds 10 ms to each call, as a storage account of the same region would), one member who sends so many sign-ins a
 * second that failed, and a helpdesk administrator who asks for a reset now and then (Linux). Of src, or of the files that are
 * named, one after the other at each rate: `npm run measure:members -- dist/nyckel.js`.
 */

/** Invokes a second. */
const RATES = [0, 20, 40, 60];
/** Milliseconds. */
const LASTS = 15_000;
const ASKS_EVERY = 3_000;
const ADDED_PER_CALL = 10;
const GIVEN_UP = 60_000;
const TARGET = 'anna.svensson@fjallvind.example';

const SOURCE = path.resolve(import.meta.dirname, '../src/main.ts');
const named = process.argv.slice(2).map(each => path.resolve(each));
const entries = named.length > 0 ? named : [SOURCE];
const proxies: ReturnType<typeof createServer>[] = [];
try {
  for (const rate of RATES) {
    for (const entry of entries) await measure(rate, entry);
  }
} finally {
  for (const proxy of proxies) proxy.close();
  await stopSharedAzurite();
  await stopSharedSandbox();
}

async function measure(rate: number, entry: string): Promise<void> {
  const account = await (await sharedAzurite()).emptyAccount();
  const { port, pathname } = new URL(account.url);
  const behind = await slowed(Number(port));
  const { connectionString } = accountAt(account.name, account.key, `http://127.0.0.1:${behind}${pathname}`);
  const environment = { STORE: connectionString, TURNS_PER_MINUTE: '30', LOG_LEVEL: 'info' };
  const world = await World.startProcesses(2, environment, entry);
  try {
    const member = await world.person('olivia.bennett@fjallvind.example');
    const erik = await world.person('erik.lindqvist@fjallvind.example');
    const rowsBefore = await rows(world, { STORE: account.connectionString });
    const used = cpu(world);
    const end = performance.now() + LASTS;
    const [sent, times] = await Promise.all([flood(world, member, rate, end), asks(world, erik, end)]);
    const written = (await rows(world, { STORE: account.connectionString })) - rowsBefore;
    const [slowest] = times.toSorted((a, b) => b - a);
    console.log(
      `${entry}, ${rate}/s: ${sent} invokes; card after ${times.map(seconds).join(', ')} s, at most ${seconds(slowest ?? 0)} s; ` +
        `${written} rows written; CPU of both instances ${seconds(cpu(world) - used)} s`,
    );
  } finally {
    await world.stop();
  }
}

/** Sends invokes at this rate to both instances in turn, whether they are answered or not. Returns how many. */
async function flood(world: World, member: Client, rate: number, end: number): Promise<number> {
  const chat = world.chat(member);
  const pending = new Set<Promise<unknown>>();
  let sent = 0;
  const begun = performance.now();
  while (rate > 0 && performance.now() < end) {
    const due = ((performance.now() - begun) / 1_000) * rate;
    for (; sent < due; sent += 1) {
      const invoke = chat.via(botAt(world, sent)).invoke('signin/failure', { code: 'resourcematchfailed' });
      const settled = invoke.catch(() => undefined).finally(() => pending.delete(settled));
      pending.add(settled);
    }
    await wait(5);
  }
  return sent;
}

/** Asks for a reset every few seconds. Returns how long each card took, in milliseconds. */
async function asks(world: World, erik: Client, end: number): Promise<number[]> {
  const times: Promise<number>[] = [];
  for (let each = 0; performance.now() < end; each += 1) {
    await wait(ASKS_EVERY);
    times.push(cardAfter(world, world.chat(erik, 'groupChat').via(botAt(world, each))));
  }
  return Promise.all(times);
}

async function cardAfter(world: World, chat: Chat): Promise<number> {
  const begun = performance.now();
  const posted = chat.post({ type: 'message', text: `reset password for ${TARGET}` });
  const card = () => world.connector.in(chat.id).find(message => textOf(message).includes('Reset password?'));
  await world.connector.until(card, 'the card', GIVEN_UP).catch(() => undefined);
  await posted;
  return performance.now() - begun;
}

function botAt(world: World, turn: number): BotProcess {
  const bot = world.processes[turn % world.processes.length];
  if (!bot) throw new Error('There is no instance');
  return bot;
}

/** CPU time of all instances so far, in milliseconds. */
function cpu(world: World): number {
  return world.processes.reduce((total, { pid }) => total + cpuOf(pid), 0);
}

function rows(world: World, environment: Record<string, string>): Promise<number> {
  return inStore(world, environment, async store => (await store.auditHead())?.count ?? 0);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(1);
}

/** A proxy before the emulator at this port that keeps each call for a while. Returns its own port. */
async function slowed(port: number): Promise<number> {
  const pass = async (incoming: IncomingMessage, response: ServerResponse) => {
    await wait(ADDED_PER_CALL);
    const { method, headers, url: path } = incoming;
    const outgoing = forward({ host: '127.0.0.1', port, method, headers, path }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const proxy = createServer((incoming, response) => void pass(incoming, response));
  proxies.push(proxy.listen(0, '127.0.0.1'));
  await once(proxy, 'listening');
  return (proxy.address() as AddressInfo).port;
}
