import { Agent } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { action, Chat, cardOf } from '../tests/support/chat.ts';
import { Connector } from '../tests/support/connector.ts';
import { startSandboxProcess } from '../tests/support/sandbox-process.ts';
import { MeasuredBot } from './attacks/measured-bot.ts';
import { type Attack, attack, BODIES, forgedFor, keepAttacking } from './attacks/strangers.ts';

/*
 * Measures what callers without a token cost (Linux): the CPU time of the bot for each refused request, whatever its body, and
 * how long somebody signed in waits for the answer to a click while many connections attack. Of src, or of the files that are
 * named, one after the other in each measurement: `npm run measure:attacks -- --seconds 60 --heap 128 dist/nyckel.js`. A bot
 * that dies of it is started again for the next.
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
/** The first asks, and all of them press. */
const PEOPLE = ['erik.lindqvist', 'karin.holmgren', 'catherine.ashworth', 'robert.fairfax', 'gustav.norberg'].map(
  name => `${name}@fjallvind.example`,
);
const SOURCE = path.resolve(import.meta.dirname, '../src/main.ts');

const sandbox = await startSandboxProcess();
const connector = new Connector();
await connector.start();
const FORGED = forgedFor(sandbox.environment.BOT_ID, connector.serviceUrl);
const entries = positionals.length > 0 ? positionals.map(each => path.resolve(each)) : [SOURCE];
const bots = entries.map(entry => new MeasuredBot([`--max-old-space-size=${values.heap}`, entry], sandbox.environment));

try {
  await measureCosts();
  for (const [place, bot] of bots.entries()) {
    console.log(`\n${entries[place]}`);
    await measureFlood(bot);
  }
} finally {
  await Promise.all(bots.map(bot => bot.stop()));
  await connector.stop();
  await sandbox.stop();
}

async function measureCosts(): Promise<void> {
  const count = Number(values.requests);
  for (const bot of bots) await costOf(bot, FORGED, undefined, count);
  console.log(`CPU of the bot for each of ${count} refused requests, and how they were answered`);
  console.log(`| Refused request | ${entries.join(' | ')} |\n|---|${'---|'.repeat(entries.length)}`);
  for (const [token, authorization] of [
    ['no token', 'Bearer x'],
    ['a forged token', FORGED],
  ] as const) {
    for (const [name, body] of Object.entries(BODIES)) {
      const cells: string[] = [];
      for (const bot of bots) cells.push(await costOf(bot, authorization, body, count));
      console.log(`| ${name}, ${token} | ${cells.join(' | ')} |`);
    }
  }
}

async function costOf(
  bot: MeasuredBot,
  authorization: string,
  body: string | undefined,
  count: number,
): Promise<string> {
  const port = await bot.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const [began, before, statuses] = [performance.now(), bot.cpu() ?? 0, new Set<number>()];
  let sent = 0;
  for (; sent < count && bot.alive; sent += 1) statuses.add(await attack({ agent, port, authorization }, body));
  const used = bot.cpu();
  agent.destroy();
  if (used === undefined) return `died after ${secondsSince(began)} s and ${sent} requests`;
  return `${((used - before) / count).toFixed(2)} ms, ${[...statuses].join(', ')}`;
}

async function measureFlood(bot: MeasuredBot): Promise<void> {
  const port = await bot.start();
  const press = await pressing(bot);
  report('quiet', await clicks(press, 5_000, bot));
  const [agents, lines, state]: [Agent[], number, Attack] = [[], bot.logged, { attacking: true, attacks: 0 }];
  const attackers = Array.from({ length: Number(values.connections) }, (_, n) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    return keepAttacking({ agent, port, authorization: n % 2 ? FORGED : 'Bearer x' }, state);
  });
  const [began, used] = [performance.now(), bot.cpu() ?? 0];
  let end: { cpu: number | undefined; seconds: string } | undefined;
  const over = async () => {
    await Promise.race([wait(Number(values.seconds) * 1_000, undefined, { ref: false }), bot.died]);
    end = { cpu: bot.cpu(), seconds: secondsSince(began) };
  };
  const [during] = await Promise.all([clicks(press, Number(values.seconds) * 1_000, bot), over()]);
  const seconds = Number(end?.seconds);
  const rate = (state.attacks / seconds).toFixed(0);
  report(`${values.connections} connections attack (${rate} requests a second)`, during);
  const share = end?.cpu === undefined ? 'not known' : `${((end.cpu - used) / seconds / 10).toFixed(0)} %`;
  const outcome = end?.cpu === undefined ? `died after ${end?.seconds} s` : 'survived';
  console.log(
    `CPU of the bot ${share}, ${bot.logged - lines} lines in the log, with a heap of ${values.heap} MB it ${outcome}`,
  );
  state.attacking = false;
  for (const agent of agents) agent.destroy();
  await Promise.all(attackers);
}

interface Clicks {
  took: number[];
  lost: number;
}

/** Presses the button as one person after the other, so that none of them presses too often. */
async function pressing(bot: MeasuredBot): Promise<() => Promise<number>> {
  await sandbox.control('PUT', 'bot', { endpoint: `${bot.url}/api/messages` });
  const chats = await Promise.all(PEOPLE.map(signedIn));
  const asked = await chats[0]?.says('reset password for anna.svensson@fjallvind.example');
  if (!asked) throw new Error('There is no card to press');
  const button = action(cardOf(asked), 'cancel');
  let n = 0;
  return async () => {
    n += 1;
    const answer = await chats[n % chats.length]?.pressAction(button, asked.id);
    return answer?.status ?? 0;
  };
}

/** Twice a second, whether the one before was answered or not, while the bot lives; what gets no answer in 30 s is lost. */
async function clicks(press: () => Promise<number>, milliseconds: number, bot: MeasuredBot): Promise<Clicks> {
  const result: Clicks = { took: [], lost: 0 };
  const under: Promise<void>[] = [];
  const once = async () => {
    const began = performance.now();
    const status = await Promise.race([press().catch(() => 0), wait(30_000, 0, { ref: false })]);
    result.took.push(performance.now() - began);
    if (status !== 200) result.lost += 1;
  };
  const end = performance.now() + milliseconds;
  for (; performance.now() < end && bot.alive; await wait(500)) under.push(once());
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

async function signedIn(userPrincipalName: string): Promise<Chat> {
  const user = await sandbox.control<{ id: string; displayName: string }>('GET', `users/${userPrincipalName}`);
  const channelUserId = `29:${user.id}`;
  await sandbox.control('PUT', 'people', { [channelUserId]: user.id });
  const client = { name: user.displayName, objectId: user.id, channelUserId, userPrincipalName, locale: 'en-US' };
  return new Chat({ sandbox, connector }, client, 'attacked', 'personal');
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1_000).toFixed(1);
}
