import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Answer, Doorstep } from './doorstep.ts';

const ISSUER = 'https://api.botframework.com';
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const text = 'a'.repeat(10_000);

/** Callers without a token of the channel: they get little, cost little, and are in nobody's way. */
describe('the door: strangers', () => {
  let door: Doorstep;
  beforeEach(async () => {
    door = await Doorstep.start();
  });
  afterEach(() => door.world.stop());

  /** What comes back to these headers while not a byte of the body is sent. */
  async function answerTo(headers: Record<string, string>): Promise<string> {
    const socket = connect(door.world.bot.port, '127.0.0.1');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST /api/messages HTTP/1.1\r\nHost: bot\r\n${lines.join('')}\r\n`);
    const [answer] = await once(socket, 'data');
    socket.destroy();
    return String(answer);
  }

  const forged = () =>
    `Bearer ${encoded({ alg: 'RS256', kid: 'x' })}.${encoded({ iss: ISSUER, aud: door.botId })}.${'x'.repeat(342)}`;
  const KINDS: readonly [name: string, make: () => string | Promise<string>][] = [
    ['no bearer', () => 'Basic eDp4'],
    ['no token', () => 'Bearer x'],
    ['a token of nobody', forged],
    ['a token with a signature of somebody else', async () => `Bearer ${await door.token('foreign-key')}`],
    ['a token that has expired', async () => `Bearer ${await door.token('channel', { expiresIn: -400 })}`],
    ['the bot’s own token', async () => `Bearer ${await door.token('connector')}`],
  ];
  const LENGTHS: readonly Record<string, string>[] = [
    { 'content-length': '131072' },
    { 'content-length': '99999999999' },
    { 'transfer-encoding': 'chunked' },
  ];

  for (const [name, make] of KINDS) {
    it(`${name}: refused before anything of the body is read, however long it may be`, async () => {
      const authorization = await make();
      for (const length of LENGTHS) {
        const answer = await answerTo({ authorization, 'content-type': 'application/json', ...length });
        assert.match(answer, /^HTTP\/1\.1 401 /);
        const waiting = { authorization, 'content-type': 'application/json', expect: '100-continue', ...length };
        assert.match(await answerTo(waiting), /^HTTP\/1\.1 401 /, 'not asked to send it');
      }
    });

    it(`${name}: one short line in the log, without a word of what was sent`, async () => {
      const authorization = await make();
      door.world.log.length = 0;
      const body = { marker: 'word-of-the-body', entities: Array.from({ length: 50 }, () => 1) };
      await door.knock({ authorization, body, headers: { 'x-marker': 'word-of-a-header' } });
      const [line = '', ...more] = door.world.log;
      assert.deepEqual(more, []);
      assert.ok(line.length < 200, line);
      assert.doesNotMatch(line, /word-of|PUBLIC KEY|eyJ/);
    });
  }

  it('a claim, a header and a path of any length and any characters never reach the log', async () => {
    const odd = '\u0007\u001b[31m\u202e\nforged line {"level":"info"}';
    const header = (fields: object) => `Bearer ${encoded(fields)}.${encoded({ iss: ISSUER, aud: door.botId })}.x`;
    const claims = (fields: object) =>
      `Bearer ${encoded({ alg: 'RS256', kid: 'x' })}.${encoded({ iss: ISSUER, ...fields })}.x`;
    for (const made of [
      header({ alg: odd }),
      header({ alg: 'RS256', kid: `${odd}${text.slice(0, 3_000)}` }),
      claims({ aud: odd }),
      claims({ aud: door.botId, serviceurl: odd, exp: odd }),
      `Bearer ${Buffer.from(odd).toString('base64url')}.${encoded({ iss: ISSUER })}.x`,
    ]) {
      door.world.log.length = 0;
      assert.equal((await door.knock({ authorization: made })).status, 401);
      assert.deepEqual([door.world.log.length, door.world.log.join().includes('forged line')], [1, false]);
      assert.ok((door.world.log[0]?.length ?? 0) < 200, door.world.log.join());
    }
    door.world.log.length = 0;
    await door.knock({ path: `/forged-line${text}` });
    assert.doesNotMatch(door.world.log.join(), /forged-line/);
  });

  it('whoever has a token is asked for the body, and only then sends it', async () => {
    const body = JSON.stringify(door.activity({ text: 'help' }));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await door.token()}` };
    const socket = connect(door.world.bot.port, '127.0.0.1');
    const lines = Object.entries({ ...headers, 'content-length': body.length, expect: '100-continue' });
    socket.write(
      `POST /api/messages HTTP/1.1\r\nHost: bot\r\n${lines.map(each => `${each.join(': ')}\r\n`).join('')}\r\n`,
    );
    assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 100 Continue/);
    socket.write(body);
    assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  const HEAVY: readonly [name: string, body: () => string][] = [
    ['60,000 entities that are none', () => JSON.stringify(door.activity({ entities: Array(60_000).fill(1) }))],
    ['40,000 empty entities', () => JSON.stringify(door.activity({ entities: Array(40_000).fill({}) }))],
    [
      '10,000 properties',
      () =>
        JSON.stringify({
          ...door.activity(),
          ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n])),
        }),
    ],
    [
      '60,000 levels',
      () => JSON.stringify(door.activity()).replace(/\}$/, `,"value":${'['.repeat(60_000)}${']'.repeat(60_000)}}`),
    ],
  ];
  for (const [name, body] of HEAVY) {
    it(`a token of the channel does not make an activity of ${name}`, async () => {
      await door.refused({ raw: body() }, 400);
    });
  }

  /** Goes on, 20 at once, until so many were answered 429. Returns all answers. */
  async function untilHeld(times: number, stranger: () => Promise<Answer>): Promise<Answer[]> {
    const answers: Answer[] = [];
    while (answers.filter(each => each.status === 429).length < times) {
      answers.push(...(await Promise.all(Array.from({ length: 20 }, stranger))));
    }
    return answers;
  }

  it('too many refusals: held back with 429 and when to come again; who has a token gets in; the log stays short', async () => {
    const authorization = `Bearer ${await door.token()}`;
    const began = performance.now();
    const stranger = () => door.knock({ authorization: 'Bearer x', body: {} });
    const answers = await untilHeld(100, stranger);
    const refused = answers.filter(each => each.status === 401);
    const held = answers.filter(each => each.status === 429);
    assert.deepEqual([refused.length >= 1_000, refused.length + held.length], [true, answers.length]);
    for (const { headers, text: body } of held) assert.deepEqual([headers['retry-after'], body], ['60', '']);
    for (const path of ['/healthz', '/livez', '/readyz']) {
      assert.equal((await door.knock({ path, method: 'GET', authorization: null })).status, 200);
    }
    for (let each = 0; each < 20; each += 1) {
      const conversation = { id: `signed-in ${each}`, conversationType: 'personal', tenantId: door.tenantId };
      await door.letIn({ authorization, body: door.activity({ conversation, text: 'help' }) });
      await stranger();
    }
    const lines = door.world.log.filter(line => line.includes('refused at the door'));
    const most = 502 + (performance.now() - began) / 1_000;
    assert.ok(lines.length >= 500 && lines.length < most, `${lines.length} lines, at most ${most}`);
  });

  it('a header that names another address changes nothing', async () => {
    let n = 0;
    await untilHeld(20, () => {
      n += 1;
      const named = `203.0.113.${n % 250}`;
      const headers = { 'x-forwarded-for': named, forwarded: `for=${named}`, 'x-real-ip': named };
      return door.knock({ authorization: 'Bearer x', body: {}, headers });
    });
    // All together are held back at 5,000.
    assert.ok(n < 5_000, `${n}`);
  });
});
