import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import { checkThrough, descriptorsOf, drip, type Leaving, outlast, repeat, speak } from '../support/raw-http.ts';
import { skipBecause } from '../support/skip.ts';
import { ERIK } from '../support/story.ts';
import { World } from '../support/world.ts';

const UPGRADE = 'Upgrade: websocket\r\nConnection: Upgrade\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const BEARER = 'Authorization: Bearer x.y.z\r\n';

const request = (line: string, headers = '', body = '') => `${line} HTTP/1.1\r\nHost: bot\r\n${headers}\r\n${body}`;
const post = (headers: string, body = '') => request('POST /api/messages', `${BEARER}${JSON_TYPE}${headers}`, body);
const flood = (count: number, size: number) =>
  Array.from({ length: count }, (_, n) => `X-Header-${n}: ${'a'.repeat(size)}\r\n`).join('');

const PATHS: readonly [path: string, bytes: string, status: number][] = [
  ['/healthz', request('GET /healthz', UPGRADE), 200],
  ['/api/messages', request('POST /api/messages', UPGRADE), 401],
  ['/nowhere', request('GET /nowhere', UPGRADE), 404],
];

/** What else Node's HTTP server hands over, refuses by itself or waits for; the status where there is one that counts. */
const CONNECTIONS: readonly [name: string, bytes: string | Buffer, status?: number][] = [
  ['an upgrade to HTTP/2', request('GET /healthz', 'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n'), 200],
  ['an upgrade to TLS', request('OPTIONS *', 'Upgrade: TLS/1.0\r\nConnection: Upgrade\r\n'), 404],
  ['an upgrade with a body', post(`${UPGRADE}Content-Length: 2\r\n`, '{}'), 401],
  ['an upgrade that waits for leave', post(`${UPGRADE}Expect: 100-continue\r\nContent-Length: 9\r\n`), 401],
  ['an upgrade in other letters', request('GET /healthz', 'uPGRADE: WebSocket\r\ncONNECTION: uPGRADE\r\n'), 200],
  ['an upgrade and what comes after it', request('GET /healthz', UPGRADE, '\x81\x05hello'), 200],
  ['a tunnel', request('CONNECT example.org:443')],
  ['a tunnel and what comes after it', request('CONNECT example.org:443', '', 'hello')],
  ['a tunnel to itself', request('CONNECT 127.0.0.1:3978', UPGRADE)],
  ['TRACE', request('TRACE /healthz'), 405],
  ['a method that nobody knows', request('HELLO /healthz'), 400],
  ['a body that waits for leave', post('Expect: 100-continue\r\nContent-Length: 100000\r\n'), 401],
  ['an expectation that nobody knows', post('Expect: miracles\r\nContent-Length: 2\r\n', '{}'), 417],
  ['a flood of headers', request('GET /healthz', flood(3_000, 1)), 431],
  ['large headers', request('GET /healthz', flood(4, 8_000)), 431],
  ['a long path', request(`GET /${'a'.repeat(20_000)}`), 431],
  ['a body with two lengths', post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}'), 400],
  ['a body with a length and chunks', post('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 400],
  ['a chunk of no size', post('Transfer-Encoding: chunked\r\n', 'zz\r\n')],
  ['chunks without end', post('Transfer-Encoding: chunked\r\n', `1000\r\n${'a'.repeat(0x1000)}\r\n`.repeat(30)), 401],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['the hello of TLS', Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), 400],
  ['nothing but line ends', '\r\n'.repeat(100)],
  ['zeros', Buffer.alloc(1_000), 400],
  ['many requests at once', request('GET /nowhere').repeat(20), 404],
  ['many upgrades at once', request('GET /healthz', UPGRADE).repeat(20), 200],
];

/** What may stand for a path, or for an address as proxies send it. */
const TARGETS = [
  ...[
    '//',
    '///x',
    '/..',
    '/%',
    '/%E0%A4%A',
    '/%00',
    '/;x=1',
    '/[',
    '/a:b',
    '/a@b',
    '*',
    '?',
    '/healthz/',
    '/HEALTHZ',
    '/api//messages',
  ],
  ...[
    'http://',
    'http://[',
    'http://[::1',
    'http://[/healthz',
    'http://a]/readyz',
    'http://a:b:c/livez',
    'http://a:99999/healthz',
  ],
  ...[
    'http://%00/healthz',
    'https://a/api/messages',
    'HTTP://a/healthz?x',
    'ftp://a/healthz',
    'javascript:alert(1)',
    '/healthz?%',
    '/readyz?[',
  ],
  ...[
    '/__proto__',
    '/constructor',
    '/toString',
    '/api/messages?constructor',
    '/healthz#x',
    'healthz',
    '\\\\a\\healthz',
    '/"\'<>`{|}^',
  ],
];

const HALVES: readonly [name: string, bytes: string][] = [
  ['nothing', ''],
  ['half a line', 'POST /api/mess'],
  ['a line of HTTP/0.9', 'GET /healthz\r\n'],
  ['half a header', 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nAuthor'],
  ['half a body', post('Content-Length: 1000\r\n', '{"type":')],
  ['half a chunk', post('Transfer-Encoding: chunked\r\n', '1000\r\n{"type":')],
  ['half an upgrade', `GET /healthz HTTP/1.1\r\nHost: bot\r\n${UPGRADE}`],
];

const LEAVINGS: readonly Leaving[] = ['reset at once', 'hang up at once', 'reset after the answer', 'wait for the end'];

/** Callers without a token, at the level of connections, and a bot in a process of its own that they must not end. */
describe('connections', () => {
  let world: World;
  let bot: BotProcess;
  const port = () => Number(new URL(bot.url).port);

  beforeEach(async () => {
    world = await World.startProcesses(1);
    bot = world.processes[0] ?? assert.fail('there is no process');
  });
  afterEach(() => world.stop());

  /** It answers somebody signed in, and has given back what it took. */
  async function unharmed(descriptors: number): Promise<void> {
    const chat = world.chat(await world.person(ERIK));
    assert.equal((await chat.post({ type: 'message', text: 'help' })).status, 200);
    while (descriptorsOf(bot.pid) > descriptors + 10) await wait(20);
    assert.deepEqual(
      bot.log().filter(line => line.includes('"level":"error"') || !line.startsWith('{')),
      [],
    );
  }

  it('1,000 upgrades on each path, with and without a reset: answered, nothing is left, and a stop is a stop', async function () {
    if (!existsSync('/proc/self/fd')) return skipBecause(this, 'counts descriptors as Linux shows them');
    const before = descriptorsOf(bot.pid);
    for (const [path, bytes, status] of PATHS) {
      const statuses = await repeat(500, () => speak(port(), bytes));
      assert.deepEqual(
        statuses.filter(each => each !== status && each !== 429),
        [],
        path,
      );
      await repeat(500, () => speak(port(), bytes, 'reset at once'));
    }
    await unharmed(before);
    const began = Date.now();
    assert.deepEqual(await bot.stop(), { code: 0, signal: null });
    assert.ok(Date.now() - began < 5_000, `${Date.now() - began} ms`);
  });

  it('whatever is sent, and however the caller leaves: answered where it can be, and nothing is left', async function () {
    if (!existsSync('/proc/self/fd')) return skipBecause(this, 'counts descriptors as Linux shows them');
    const before = descriptorsOf(bot.pid);
    for (const [name, bytes, status] of [...CONNECTIONS, ...HALVES.map(([each, half]) => [each, half] as const)]) {
      const mayWait = status !== undefined;
      for (const leaving of LEAVINGS.slice(0, mayWait ? 4 : 2)) {
        const answers = await repeat(5, () => speak(port(), bytes, leaving), 5);
        if (leaving === 'wait for the end') assert.deepEqual(answers, Array(5).fill(status), name);
      }
    }
    await unharmed(before);
  });

  it('whatever address is asked for, by whatever method: answered, and nothing is left', async function () {
    if (!existsSync('/proc/self/fd')) return skipBecause(this, 'counts descriptors as Linux shows them');
    const before = descriptorsOf(bot.pid);
    for (const target of TARGETS) {
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE', 'PROPFIND']) {
        const status = await speak(
          port(),
          request(`${method} ${target}`, 'Origin: http://a\r\nAccess-Control-Request-Method: POST\r\n'),
        );
        assert.ok([200, 400, 401, 404, 405].includes(status), `${method} ${target}: ${status}`);
      }
    }
    await unharmed(before);
  });

  it('a request that is not finished is given up within 15 seconds, whatever is missing', async () => {
    const began = Date.now();
    const slow = HALVES.map(([, bytes]) => speak(port(), bytes));
    const dripping = drip(port(), post('Content-Length: 1000000\r\n', '{'));
    const second = HALVES.slice(1).map(([, bytes]) => outlast(port(), `${request('GET /healthz')}${bytes}`));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { keptFor } = await checkThrough(agent, port());
    await Promise.all([...slow, dripping, ...second]);
    assert.ok(Date.now() - began < 20_000, `${Date.now() - began} ms`);
    // A connection on which everything was finished is kept for longer than any of these, and than a load balancer keeps it.
    assert.ok(keptFor > 240, `${keptFor} s`);
    assert.equal((await checkThrough(agent, port())).reused, true);
    agent.destroy();
  });

  it('connections that are left behind do not take all descriptors, and nobody is refused for them', async function () {
    if (!existsSync('/proc/self/fd')) return skipBecause(this, 'counts descriptors as Linux shows them');
    const before = descriptorsOf(bot.pid);
    const agents = Array.from({ length: 700 }, () => new Agent({ keepAlive: true }));
    await Promise.all(agents.map(agent => checkThrough(agent, port())));
    while (descriptorsOf(bot.pid) > before + 510) await wait(20);
    await unharmed(before + 500);
    for (const agent of agents) agent.destroy();
  });

  it('connections of every kind that stay open do not keep it from stopping', async () => {
    const open = [...CONNECTIONS, ...HALVES].flatMap(([, bytes]) => [bytes, bytes, bytes]);
    const speaking = open.map(bytes => speak(port(), bytes, 'wait for the end').catch(() => 0));
    const chat = world.chat(await world.person(ERIK));
    assert.equal((await chat.post({ type: 'message', text: 'help' })).status, 200);
    const began = Date.now();
    assert.deepEqual(await bot.stop(), { code: 0, signal: null });
    assert.ok(Date.now() - began < 5_000, `${Date.now() - began} ms`);
    await Promise.all(speaking);
    assert.doesNotMatch(bot.log().join('\n'), /stopped before everything was finished|could not stop cleanly/);
  });
});
