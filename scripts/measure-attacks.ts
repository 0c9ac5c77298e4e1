import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { action, Chat, cardOf } from '../tests/support/chat.ts';
import { type CardAction, Connector } from '../tests/support/connector.ts';
import { startSandboxProcess } from '../tests/support/sandbox-process.ts';

/*
 * Measures what callers without a token cost (Linux): the CPU time of the bot for each refused request, whatever its body, and
 * how long somebody signed in waits for the answer to a click while many connections attack. Of src, or of the file that is
 * named: `npm run measure:attacks -- --seconds 60 --connections 40 --heap 128 dist/nyckel.js`.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '40' },
    /** Megabytes that the bot may use for its heap. */
    heap: { type: 'string', default: '128' },
    /** Refused requests of each kind; as many warm up. */
    requests: { type: 'string', default: '200' },
  },
});
/** Clock ticks of /proc in milliseconds: 100 a second on every Linux that Node.js runs on. */
const TICK = 10;
const JSON_TYPE = { 'content-type': 'application/json' };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The first asks, and all of them press. */
const PEOPLE = ['erik.lindqvist', 'karin.holmgren', 'catherine.ashworth', 'robert.fairfax', 'gustav.norberg'].map(
  name => `${name}@fjallvind.example`,
);
const ROOT = path.resolve(import.meta.dirname, '..');

const sandbox = await startSandboxProcess();
const connector = new Connector();
await connector.start();
const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-attacks-'));
const entry = path.resolve(positionals[0] ?? path.join(ROOT, 'src/main.ts'));
const bot = spawn(process.execPath, [`--max-old-space-size=${values.heap}`, entry], {
  env: { ...process.env, ...sandbox.environment, PORT: '0', STORE: `sqlite:${folder}/nyckel.db`, LOG_LEVEL: 'info' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let logged = 0;
const port = await new Promise<number>((found, failed) => {
  let output = '';
  bot.stdout.on('data', chunk => {
    logged += String(chunk).split('\n').length - 1;
    output = `${output}${chunk}`.slice(-10_000);
    const listening = /"port":(\d+),"msg":"listening"/.exec(output)?.[1];
    if (listening) found(Number(listening));
  });
  bot.once('exit', code => failed(new Error(`The bot ended with ${code}`)));
});

const ISSUED = {
  iss: 'https://api.botframework.com',
  aud: sandbox.environment.BOT_ID,
  serviceurl: connector.serviceUrl,
};
/** As far as anybody gets without the channel's key. */
const FORGED = `Bearer ${encoded({ alg: 'RS256', kid: 'x' })}.${encoded({ ...ISSUED, exp: 9_999_999_999 })}.${'x'.repeat(342)}`;
const activity = (more: object) =>
  JSON.stringify({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://a.example/',
    conversation: { id: 'a' },
    ...more,
  });
const BODIES: Readonly<Record<string, string>> = {
  'a small activity': activity({}),
  '125,000 entities that are none': activity({ entities: Array(125_000).fill(1) }),
  '83,000 empty entities': activity({ entities: Array(83_000).fill({}) }),
  '20,000 unknown properties': activity(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]))),
  '125,000 levels': `{"a":${'['.repeat(125_000)}${']'.repeat(125_000)}}`,
  '255 KB of text': activity({ text: 'a'.repeat(255_000) }),
  '2 MB of text': activity({ text: 'a'.repeat(2_000_000) }),
  'no JSON': '{'.repeat(1_000),
};

try {
  await measureCosts();
  await measureFlood();
} finally {
  bot.kill('SIGTERM');
  await connector.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureCosts(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const count = Number(values.requests);
  for (let n = 0; n < count; n += 1) await attack(agent, FORGED, activity({}));
  console.log('| Refused request | CPU of the bot | Status |\n|---|---|---|');
  for (const [token, authorization] of [
    ['no token', 'Bearer x'],
    ['a forged token', FORGED],
  ] as const) {
    for (const [name, body] of Object.entries(BODIES)) {
      const [before, statuses] = [cpu(), new Set<number>()];
      for (let n = 0; n < count; n += 1) statuses.add(await attack(agent, authorization, body));
      const each = ((cpu() - before) / count).toFixed(2);
      console.log(`| ${name}, ${token} | ${each} ms | ${[...statuses].join(', ')} |`);
    }
  }
  agent.destroy();
}

async function measureFlood(): Promise<void> {
  const chats = await Promise.all(PEOPLE.map(signedIn));
  const asked = await chats[0]?.says('reset password for anna.svensson@fjallvind.example');
  if (!asked) throw new Error('There is no card to press');
  const press = pressing(chats, action(cardOf(asked), 'cancel'), asked.id);
  report('quiet', await clicks(press, 5_000));
  const [agents, lines, state] = [[] as Agent[], logged, { attacking: true, attacks: 0 }];
  const attackers = Array.from({ length: Number(values.connections) }, (_, n) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    return attackOn(agent, n % 2 ? FORGED : 'Bearer x', state);
  });
  const [began, used] = [performance.now(), cpu()];
  const during = await clicks(press, Number(values.seconds) * 1_000);
  const seconds = (performance.now() - began) / 1_000;
  const share = ((cpu() - used) / seconds / 10).toFixed(0);
  report(
    `${values.connections} connections attack (${(state.attacks / seconds).toFixed(0)} requests a second)`,
    during,
  );
  const survived = bot.exitCode === null && bot.signalCode === null ? 'survived' : 'ended';
  console.log(
    `CPU of the bot ${share} %, ${logged - lines} lines in the log, with a heap of ${values.heap} MB it ${survived}`,
  );
  state.attacking = false;
  for (const agent of agents) agent.destroy();
  await Promise.all(attackers);
}

async function attackOn(
  agent: Agent,
  authorization: string,
  state: { attacking: boolean; attacks: number },
): Promise<void> {
  const bodies = Object.values(BODIES);
  while (state.attacking) {
    state.attacks += 1;
    const status = await attack(agent, authorization, bodies[state.attacks % bodies.length] ?? '');
    // Nobody is there any more.
    if (status === 0) await wait(10);
  }
}

interface Clicks {
  took: number[];
  lost: number;
}

/** Presses the button as one person after the other, so that none of them presses too often. */
function pressing(chats: readonly Chat[], button: CardAction, messageId: string): () => Promise<number> {
  let n = 0;
  return async () => {
    n += 1;
    const answer = await chats[n % chats.length]?.pressAction(button, messageId);
    return answer?.status ?? 0;
  };
}

/** Twice a second, whether the one before was answered or not; what does not get its answer in 30 seconds is lost. */
async function clicks(press: () => Promise<number>, milliseconds: number): Promise<Clicks> {
  const result: Clicks = { took: [], lost: 0 };
  const under: Promise<void>[] = [];
  const once = async () => {
    const began = performance.now();
    const status = await Promise.race([press().catch(() => 0), wait(30_000, 0, { ref: false })]);
    result.took.push(performance.now() - began);
    if (status !== 200) result.lost += 1;
  };
  for (const end = performance.now() + milliseconds; performance.now() < end; await wait(500)) under.push(once());
  await Promise.all(under);
  return result;
}

function report(when: string, { took, lost }: Clicks): void {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0);
  console.log(
    `${when}: ${took.length} clicks, ${lost} lost, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
}

/** One request without a valid token; its status, 0 where the connection ended first. */
async function attack(agent: Agent, authorization: string, body: string): Promise<number> {
  const headers = { ...JSON_TYPE, authorization, 'content-length': Buffer.byteLength(body) };
  const outgoing = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/api/messages', headers });
  outgoing.on('error', () => outgoing.destroy());
  outgoing.end(body);
  let status = 0;
  outgoing.on('response', incoming => {
    status = incoming.statusCode ?? 0;
    incoming.resume();
  });
  await once(outgoing, 'close').catch(() => undefined);
  return status;
}

async function signedIn(userPrincipalName: string): Promise<Chat> {
  await sandbox.control('PUT', 'bot', { endpoint: `http://127.0.0.1:${port}/api/messages` });
  const user = await sandbox.control<{ id: string; displayName: string }>('GET', `users/${userPrincipalName}`);
  const channelUserId = `29:${user.id}`;
  await sandbox.control('PUT', 'people', { [channelUserId]: user.id });
  const client = { name: user.displayName, objectId: user.id, channelUserId, userPrincipalName, locale: 'en-US' };
  return new Chat({ sandbox, connector }, client, 'attacked', 'personal');
}

/** CPU time of the bot so far, in milliseconds. */
function cpu(): number {
  const fields = readFileSync(`/proc/${bot.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}
