import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Chat, cardOf } from '../tests/support/chat.ts';
import { Connector } from '../tests/support/connector.ts';
import { startSandboxProcess } from '../tests/support/sandbox-process.ts';

/*
 * Measures what the design promises of time and memory, against the sandbox:
 * start to listening, resident memory, and the bot's own time per turn (the time of a turn less that of the calls to
 * Graph and the token service; what the network and Teams' side take still counts as own). Of src, or of the file that is
 * named: `npm run measure -- dist/nyckel.js`.
 */

const TURNS = 500;
const WARM_UP = 50;
/** Rounds in one conversation: Teams takes no more than 8 messages in 2 seconds of each, and the bot waits before it sends more. */
const ROUNDS_PER_CONVERSATION = 2;
const PORT = 39_780;
const ROOT = path.resolve(import.meta.dirname, '..');
const TARGET = 'anna.svensson@fjallvind.example';

const sandbox = await startSandboxProcess(['--bot-endpoint', `http://127.0.0.1:${PORT}/api/messages`]);
const connector = new Connector();
await connector.start();
const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-measure-'));
const started = performance.now();
const entry = path.resolve(process.argv[2] ?? path.join(ROOT, 'src/main.ts'));
const bot = spawn(process.execPath, [entry], {
  env: {
    ...process.env,
    ...sandbox.environment,
    PORT: String(PORT),
    STORE: `sqlite:${folder}/nyckel.db`,
    LOG_LEVEL: 'warn',
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
try {
  await untilReady();
  console.log(`start to listening: ${Math.round(performance.now() - started)} ms`);
  const client = await person('erik.lindqvist@fjallvind.example');
  const chatIn = (id: string) => new Chat({ sandbox, connector }, client, id, 'personal');
  await measure('help (no Graph)', chatIn, async chat => void (await chat.says('help')));
  await measure(
    'message to confirm card, by sign-in name',
    chatIn,
    async chat => void (await chat.says(`reset password for ${TARGET}`)),
  );
  await measure('message and cancel', chatIn, async chat => {
    const asked = await chat.says(`reset password for ${TARGET}`);
    cardOf(asked);
    await chat.press(asked, 'cancel');
  });
  console.log(`resident memory after ${3 * (TURNS + WARM_UP)} rounds: ${residentMegabytes()} MB`);
} finally {
  bot.kill('SIGTERM');
  await connector.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(what: string, chatIn: (id: string) => Chat, turn: (chat: Chat) => Promise<void>): Promise<void> {
  const own: number[] = [];
  for (let n = 0; n < WARM_UP + TURNS; n += 1) {
    await sandbox.control('DELETE', 'calls');
    connector.messages.clear();
    const chat = chatIn(`${what} ${Math.floor(n / ROUNDS_PER_CONVERSATION)}`);
    const begin = performance.now();
    await turn(chat);
    const took = performance.now() - begin;
    const { calls } = await sandbox.control<{ calls: { startedAt: number; endedAt: number }[] }>('GET', 'calls');
    const waited = calls.reduce((sum, call) => sum + call.endedAt - call.startedAt, 0);
    if (n >= WARM_UP) own.push(took - waited);
  }
  own.sort((a, b) => a - b);
  const at = (share: number) => (own[Math.floor(share * (own.length - 1))] ?? 0).toFixed(1);
  console.log(`${what}: own time p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${TURNS} rounds)`);
}

async function person(userPrincipalName: string) {
  const user = await sandbox.control<{ id: string; displayName: string }>('GET', `users/${userPrincipalName}`);
  const channelUserId = `29:${user.id}`;
  await sandbox.control('PUT', 'people', { [channelUserId]: user.id });
  return { name: user.displayName, objectId: user.id, channelUserId, userPrincipalName, locale: 'en-US' };
}

async function untilReady(): Promise<void> {
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => undefined);
    if (ready?.ok) return;
    if (bot.exitCode !== null) throw new Error('The bot did not start');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

function residentMegabytes(): string {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(bot.pid)], { encoding: 'utf8' });
  return (Number(stdout) / 1024).toFixed(0);
}
