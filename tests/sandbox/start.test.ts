import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type DemoOptions, runDemo } from '../../src/sandbox/demo.ts';
import { portFrom, StartFailure } from '../../src/sandbox/free-port.ts';
import { startFixture } from './edge-fixture.ts';
import { freePort, run, statusOf, takenPort } from './start-fixture.ts';

describe('npm start', () => {
  let folder: string;
  let ports: { PORT: string; PLAYGROUND_PORT: string };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-test-'));
    ports = { PORT: String(await freePort()), PLAYGROUND_PORT: String(await freePort()) };
  });

  afterEach(() => rm(folder, { recursive: true }));

  const ready = () => statusOf(`http://127.0.0.1:${ports.PORT}/readyz`);
  const playground = () => statusOf(`http://localhost:${ports.PLAYGROUND_PORT}/_debug/ping`);

  /** Who writes and presses in this window. */
  const personIn = async (url: string) => {
    const config = await fetch(`${url}/_internal/v1/config`);
    return z.object({ config: z.object({ currentUser: z.object({ name: z.string() }) }) }).parse(await config.json())
      .config.currentUser.name;
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`starts them all, says where they are, and stops them on ${signal}`, async () => {
      const start = run('sandbox/start.ts', folder, ports);
      try {
        await start.until(/Ctrl\+C/);
        assert.deepEqual([await ready(), await playground()], [200, 200]);
        assert.match(start.output(), new RegExp(`http://localhost:${ports.PLAYGROUND_PORT}\\b`));
        assert.ok(start.output().trimEnd().split('\n').length < 24);
        const windows = [...start.output().matchAll(/Open +(\S+) +You are ([^,]+?)(?: of|,)/g)];
        assert.deepEqual(
          windows.map(([, , person]) => person),
          ['Erik Lindqvist', 'Johanna Bergström', 'Anna Svensson'],
        );
        for (const [, url = '', person = ''] of windows) assert.equal(await personIn(url), person);
        const { controlUrl } = JSON.parse(await readFile(join(folder, 'data/sandbox.json'), 'utf8'));
        assert.equal(await statusOf(`${controlUrl}/clock`), 200);
        start.child.kill(signal);
        assert.equal(await start.ended, 0);
      } finally {
        start.child.kill();
      }
      assert.deepEqual([await ready(), await playground()], [0, 0]);
      const left = await readdir(join(folder, 'data'));
      assert.deepEqual([left.includes('bot.log'), left.includes('sandbox.json')], [true, false]);
    });
  }

  for (const name of ['PORT', 'PLAYGROUND_PORT'] as const) {
    it(`says which way out there is when ${name} is taken`, async () => {
      const taken = await takenPort();
      const start = run('sandbox/start.ts', folder, { ...ports, [name]: String(taken.port) });
      assert.equal(await start.ended, 1);
      const advice = `${name}=${taken.port + 1} npm start`;
      assert.equal(start.output(), `Port ${taken.port} is already in use: choose another one with ${advice}.\n`);
      await taken.release();
      await assert.rejects(stat(join(folder, 'data')), { code: 'ENOENT' });
    });
  }

  it('refuses a port that is none', async () => {
    const start = run('sandbox/start.ts', folder, { ...ports, PORT: 'abc' });
    assert.equal(await start.ended, 1);
    assert.equal(start.output(), 'PORT must be a port number from 1 to 65535, but is "abc".\n');
    for (const PORT of ['0', '-1', '80.5', '65536', '0x', ' ']) {
      assert.throws(() => portFrom({ PORT }, 'PORT', 3978), StartFailure, PORT);
    }
    assert.equal(portFrom({ PORT: '' }, 'PORT', 3978), 3978);
  });

  for (const [name, env] of [
    ['in production', { NODE_ENV: 'production' }],
    ['with BOT_ID', { BOT_ID: 'not-a-guid' }],
  ] as const) {
    it(`starts the bot alone ${name}, which refuses and lists what is missing`, async () => {
      const start = run('sandbox/start.ts', folder, { ...ports, ...env });
      assert.notEqual(await start.ended, 0);
      for (const variable of ['BOT_ID', 'BOT_TENANT_ID', 'SEAL_KEY'])
        assert.match(start.output(), new RegExp(variable));
      await assert.rejects(stat(join(folder, 'data', 'sandbox.db')), { code: 'ENOENT' });
    });
  }

  it('starts the bot alone with BOT_ID and a whole configuration, and passes signals on', async () => {
    const fixture = await startFixture();
    const store = `sqlite:${join(folder, 'nyckel.db')}`;
    const start = run('sandbox/start.ts', folder, { ...ports, ...fixture.sandbox.environment, STORE: store });
    try {
      for (let tries = 0; tries < 200 && (await ready()) !== 200; tries += 1) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      assert.deepEqual([await ready(), await playground()], [200, 0]);
      start.child.kill('SIGTERM');
      assert.equal(await start.ended, 0);
      assert.equal(await ready(), 0);
    } finally {
      start.child.kill();
      await fixture.stop();
    }
  });

  describe('when the bot fails', () => {
    const demo = async (script: string, change: Partial<DemoOptions> = {}) => {
      const botEntry = join(folder, 'bot.mjs');
      await writeFile(botEntry, script);
      const printed: string[] = [];
      const code = await runDemo({
        env: process.env,
        botEntry,
        botPort: Number(ports.PORT),
        playgroundPort: Number(ports.PLAYGROUND_PORT),
        folder: join(folder, 'data'),
        verbose: false,
        print: text => printed.push(text),
        signal: new AbortController().signal,
        ...change,
      });
      return { code, printed };
    };
    const serving = `import { createServer } from 'node:http';
      createServer((request, response) => response.end('{}')).listen(process.env.PORT);`;

    it('says so with the end of its log when it does not start, and stops the rest', async () => {
      const { code, printed } = await demo('console.error("no key"); process.exit(3);');
      assert.equal(code, 1);
      assert.match(printed.join('\n'), /The bot stopped \(exit code 3\)(.|\n)*no key/);
      assert.equal(await playground(), 0);
    });

    it('says so when it stops later, and stops the rest', async () => {
      const mortal = serving.replace('response.end', "request.url === '/end' ? process.exit(4) : response.end");
      const printed: string[] = [];
      const print = (text: string) => {
        printed.push(text);
        if (printed.length === 1) void statusOf(`http://127.0.0.1:${ports.PORT}/end`);
      };
      assert.equal((await demo(mortal, { print })).code, 1);
      assert.equal(printed.length, 2);
      assert.match(printed[1] ?? '', /The bot stopped \(exit code 4\)/);
      assert.equal(await playground(), 0);
    });

    it('ends quietly when it is stopped while it starts', async () => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 800);
      const { code, printed } = await demo('setInterval(() => undefined, 1000);', { signal: stop.signal });
      assert.equal(code, 0);
      assert.deepEqual(printed, []);
      assert.equal(await playground(), 0);
    });

    it('ends a bot that does not want to', async () => {
      const stop = new AbortController();
      const stubborn = `process.on('SIGTERM', () => undefined); ${serving}`;
      const print = () => stop.abort();
      assert.equal((await demo(stubborn, { signal: stop.signal, print })).code, 0);
      assert.equal(await ready(), 0);
    });
  });

  for (const [what, given, wanted] of [
    ['a policy that wants proof, where nobody names one', undefined, /src\/sandbox\/policy\.json$/],
    ['the policy that somebody names', '/somewhere/policy.json', /^\/somewhere\/policy\.json$/],
    ['none, where somebody says so', '', /^$/],
  ] as const) {
    it(`gives the bot ${what}`, async () => {
      const said = join(folder, 'said.txt');
      const botEntry = join(folder, 'bot.mjs');
      await writeFile(
        botEntry,
        `import { writeFileSync } from 'node:fs';
        writeFileSync(${JSON.stringify(said)}, process.env.POLICY_FILE); process.exit(3);`,
      );
      await runDemo({
        env: { ...process.env, POLICY_FILE: given },
        botEntry,
        botPort: Number(ports.PORT),
        playgroundPort: Number(ports.PLAYGROUND_PORT),
        folder: join(folder, 'data'),
        verbose: false,
        print: () => undefined,
        signal: new AbortController().signal,
      });
      assert.match((await readFile(said, 'utf8')).replaceAll('\\', '/'), wanted);
    });
  }

  it('runs the sandbox as a process of its own', async () => {
    const sandbox = run('sandbox/main.ts', folder, {});
    await sandbox.until(/\n/);
    const { ready: isReady, environment, relayUrl, controlUrl } = JSON.parse(sandbox.output());
    assert.equal(isReady, true);
    assert.equal(await statusOf(`${controlUrl}/clock`), 200);
    assert.equal(new URL(relayUrl).pathname, '/api/messages');
    assert.match(await readFile(environment.NODE_EXTRA_CA_CERTS, 'utf8'), /BEGIN CERTIFICATE/);
    sandbox.child.kill('SIGTERM');
    assert.equal(await sandbox.ended, 0);
    await assert.rejects(stat(environment.NODE_EXTRA_CA_CERTS), { code: 'ENOENT' });
  });
});
