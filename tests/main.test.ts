import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, type RunningProcess, run, statusOf, takenPort } from './sandbox/start-fixture.ts';
import type { BotProcess } from './support/bot-process.ts';
import type { Chat } from './support/chat.ts';
import type { SentActivity } from './support/connector.ts';
import { askForAnna, ERIK, events, fault, nowReads, RESET, reads } from './support/story.ts';
import { sharedSandbox, World } from './support/world.ts';

/** The bot as it is started in production: `node src/main.ts`, told what it needs by its environment. */
describe('main', () => {
  let folder: string;
  let running: RunningProcess | undefined;
  let port: string;
  let environment: Record<string, string>;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-main-'));
    environment = { ...(await sharedSandbox()).environment, NODE_ENV: 'production' };
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    port = String(await freePort());
  });
  afterEach(async () => {
    running?.child.kill('SIGKILL');
    await running?.ended;
    running = undefined;
  });

  function start(env: Record<string, string>, options: readonly string[] = []): RunningProcess {
    const store = `sqlite:${path.join(folder, 'nyckel.db')}`;
    running = run('main.ts', folder, { PORT: port, STORE: store, ...env }, options);
    return running;
  }

  /** The whole output of a process that ended with exit code 1 and without a stack. */
  async function refusal(env: Record<string, string>): Promise<string> {
    const bot = start(env);
    assert.equal(await bot.ended, 1);
    assert.doesNotMatch(bot.output(), /^\s+at /m);
    return bot.output();
  }

  it('lists everything that is missing or malformed at once, and does not start', async () => {
    const output = await refusal({
      NODE_ENV: 'production',
      BOT_ID: 'nyckel',
      BOT_CREDENTIAL: 'client-secret',
      CLOUD: 'china',
      SEAL_KEY: 'short',
      LOG_LEVEL: 'loud',
      PORT: 'http',
    });
    const named = [...output.matchAll(/^- ([A-Z_]+) /gm)].map(([, name]) => name);
    const expected = ['BOT_ID', 'BOT_TENANT_ID', 'CLOUD', 'PORT', 'SEAL_KEY', 'LOG_LEVEL', 'BOT_CLIENT_SECRET'];
    assert.deepEqual(named, expected);
    assert.match(output, /^The configuration can’t be used:\n/);
    assert.equal(output.trimEnd().split('\n').length, 1 + expected.length);
  });

  it('says in one sentence that its port is taken', async () => {
    const taken = await takenPort();
    const output = await refusal({ ...environment, PORT: String(taken.port) });
    await taken.release();
    const sentence = `PORT ${taken.port} is already in use: choose another one`;
    assert.equal(output, `The configuration can’t be used: ${sentence}\n`);
  });

  it('says in one sentence that its store is no database', async () => {
    const file = path.join(folder, 'notes.txt');
    writeFileSync(file, 'this is no database '.repeat(100));
    const output = await refusal({ ...environment, STORE: `sqlite:${file}` });
    assert.match(output, /^The store .*notes\.txt is not a database\. Let STORE name another file.*\n$/);
  });

  it('says in one sentence that the seal key can’t be read', async () => {
    const output = await refusal({ ...environment, SEAL_KEY: 'https://localhost:1/secrets/seal' });
    assert.match(output, /^The configuration can’t be used: SEAL_KEY: the Key Vault localhost gave no usable .*\n$/);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`starts, answers, and stops within a second on ${signal}`, async () => {
      const bot = start(environment);
      await bot.until(/"msg":"listening"/);
      const statuses = await Promise.all(
        ['healthz', 'readyz'].map(path => statusOf(`http://127.0.0.1:${port}/${path}`)),
      );
      assert.deepEqual(statuses, [200, 200]);
      const idle = connect(Number(port), '127.0.0.1');
      await once(idle, 'connect');
      const began = Date.now();
      bot.child.kill(signal);
      assert.equal(await bot.ended, 0);
      assert.ok(Date.now() - began < 1_000, `${Date.now() - began} ms`);
      const lines = bot.output().trimEnd().split('\n');
      const messages = lines.map(line => (JSON.parse(line) as { msg: string }).msg);
      // Comes with the first sweep, unless the stop is quicker.
      const others = messages.filter(message => message !== 'audit anchor');
      assert.deepEqual(others, ['listening', 'stopping']);
      idle.destroy();
    });
  }

  const SECRET = 'T4kx-7pfn-c93d-vh5j';
  const UNCAUGHT: readonly [name: string, happens: string][] = [
    ['an exception', `throw new RangeError('broken ${SECRET}')`],
    ['a rejection', `Promise.reject(new RangeError('broken ${SECRET}'))`],
    ['an event that nobody listens for', `new (require('events'))().emit('error', new RangeError('broken ${SECRET}'))`],
    [
      'one exception after the other',
      `setInterval(() => { throw new RangeError('broken ${SECRET}') }, 1); throw new RangeError('broken')`,
    ],
    ['an error that is none', `throw 'broken ${SECRET}'`],
  ];
  for (const [name, happens] of UNCAUGHT) {
    it(`${name} that nobody has caught: written down with its code and no secret, and it ends in order`, async () => {
      // Only a signal can reach a process that is as in production.
      const trap = path.join(folder, 'trap.cjs');
      writeFileSync(trap, `process.on('SIGUSR2', () => { ${happens} });`);
      const bot = start(environment, ['--require', trap]);
      await bot.until(/"msg":"listening"/);
      bot.child.kill('SIGUSR2');
      assert.equal(await bot.ended, 1);
      const lines = bot
        .output()
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, unknown>);
      const [first] = lines.filter(line => line.level === 'error');
      assert.deepEqual([first?.msg, first?.code], ['an error that nobody has caught', 'NYCKEL_UNEXPECTED']);
      assert.ok(lines.some(line => line.msg === 'stopping'));
      assert.ok(!bot.output().includes(SECRET), bot.output());
      assert.equal(await statusOf(`http://127.0.0.1:${port}/healthz`), 0);
      assert.ok(!readdirSync(folder).includes('nyckel.db-wal'), 'the store was closed');
    });
  }

  it('an error that nobody has caught while it starts ends it as well', async () => {
    const trap = path.join(folder, 'trap.cjs');
    writeFileSync(
      trap,
      `process.on('newListener', name => { if (name === 'SIGTERM') throw new RangeError('broken'); });`,
    );
    const bot = start(environment, ['--require', trap]);
    assert.equal(await bot.ended, 1);
  });

  it('writes nothing of its secrets when it starts', async () => {
    const bot = start({ ...environment, LOG_LEVEL: 'debug' });
    await bot.until(/"msg":"listening"/);
    for (const name of ['BOT_CLIENT_SECRET', 'SEAL_KEY']) {
      const secret = environment[name] ?? assert.fail(`${name} is not set`);
      assert.ok(!bot.output().includes(secret));
    }
  });
});

describe('main: a stop in the middle of a reset', () => {
  let world: World;
  let bot: BotProcess;
  let chat: Chat;
  let asked: SentActivity;
  beforeEach(async () => {
    world = await World.startProcesses(1);
    bot = world.processes[0] ?? assert.fail('there is no process');
    ({ chat, asked } = await askForAnna(world, await world.person(ERIK)));
  });
  afterEach(() => world.stop());

  /** Presses Confirm; Graph takes so long to answer. */
  async function confirmSlowly(delayMs: number): ReturnType<Chat['press']> {
    await fault(world, { service: 'graph', pathPattern: RESET, delayMs });
    return chat.press(asked, 'confirm');
  }

  async function untilStarted(): Promise<void> {
    while (!(await events(world)).includes('reset-started')) await wait(10);
  }

  const DONE = /reset the password of Anna Svensson/;

  for (const signals of [['SIGTERM'], ['SIGINT', 'SIGTERM']] as const) {
    it(`${signals.join(' and at once ')}: it finishes, and what is new is refused meanwhile`, async () => {
      const pressed = confirmSlowly(1_500);
      await untilStarted();
      const began = Date.now();
      for (const signal of signals) bot.signal(signal);
      await bot.until(/"msg":"stopping"/);
      const [message, ready] = await Promise.all([
        chat.post({ type: 'message', text: 'help' }),
        statusOf(`${bot.url}/readyz`),
      ]);
      assert.deepEqual([message.status, ready], [503, 503]);
      assert.match(reads(await pressed), DONE);
      assert.deepEqual(await bot.ended, { code: 0, signal: null });
      assert.ok(Date.now() - began < 5_000, `${Date.now() - began} ms`);
      assert.match(nowReads(world, asked), DONE);
      assert.equal(world.connector.in(chat.id).length, 2, 'the handover card, and no answer to the message');
      assert.equal((await chat.post({ type: 'message', text: 'help' })).status, 502, 'nobody is there any more');
      assert.deepEqual(
        bot.log().filter(line => line.includes('"level":"error"')),
        [],
      );
    });
  }

  it('it finishes although its click was answered meanwhile, and its card is updated', async () => {
    const pressed = confirmSlowly(5_000);
    await untilStarted();
    assert.deepEqual(await bot.stop(), { code: 0, signal: null });
    assert.doesNotMatch(reads(await pressed), DONE);
    assert.match(nowReads(world, asked), DONE);
    await chat.card('The temporary password is ready');
  });

  it('another signal later: it ends at once', async () => {
    const pressed = confirmSlowly(8_000);
    await untilStarted();
    bot.signal('SIGTERM');
    await bot.until(/"msg":"stopping"/);
    await wait(700);
    const began = Date.now();
    assert.deepEqual(await bot.stop(), { code: 143, signal: null });
    assert.ok(Date.now() - began < 5_000, `${Date.now() - began} ms`);
    assert.equal((await pressed).status, 502);
    assert.doesNotMatch(nowReads(world, asked), DONE);
  });
});
