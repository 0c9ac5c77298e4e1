import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { World } from './support/world.ts';

/** The world's clock goes on by as much, after which checks are made again. */
const HOLDS_FOR = 10_001;
const PATHS = ['/healthz', '/livez', '/readyz'] as const;

describe('health', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(async () => {
    await world.sandbox.control('DELETE', 'faults');
    await world.stop();
  });

  const ask = async (path: string, method = 'GET') => (await fetch(`${world.botUrl}${path}`, { method })).status;
  const all = () => Promise.all(PATHS.map(path => ask(path)));
  const notReady = () => world.log.filter(line => line.includes('"not ready"'));

  async function called(service: string): Promise<number> {
    return (await world.sandbox.control<{ calls: unknown[] }>('GET', `calls?service=${service}`)).calls.length;
  }

  for (const path of PATHS) {
    it(`${path} answers HEAD as it answers GET, without a body`, async () => {
      const got = await fetch(`${world.botUrl}${path}`);
      const head = await fetch(`${world.botUrl}${path}`, { method: 'HEAD' });
      const [body, none] = [await got.text(), await head.text()];
      assert.deepEqual([got.status, head.status, none], [200, 200, '']);
      for (const name of ['content-type', 'content-length'])
        assert.equal(head.headers.get(name), got.headers.get(name));
      assert.ok(body.length > 0);
    });

    it(`${path} takes no other method, and says which`, async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        const answer = await fetch(`${world.botUrl}${path}`, { method });
        assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD']);
      }
    });
  }

  it('500 calls by anybody cost the store, the channel and Entra no more than one', async () => {
    await all();
    const before = [await called('channel'), await called('login')];
    const database = new DatabaseSync(world.storePath, { readOnly: true });
    const version = () => database.prepare('PRAGMA data_version').get()?.data_version;
    const began = version();
    const answers = await Promise.all(Array.from({ length: 500 }, (_, n) => ask(n % 2 ? '/readyz' : '/livez')));
    assert.deepEqual(new Set(answers), new Set([200]));
    assert.deepEqual([await called('channel'), await called('login'), version()], [...before, began]);
    database.close();
  });

  it('many at the same moment wait for one check, and get its answer', async () => {
    world.passTime(HOLDS_FOR);
    await world.sandbox.control('POST', 'faults', { service: 'channel', status: 500, times: null });
    await world.sandbox.control('DELETE', 'calls');
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask('/readyz')));
    assert.deepEqual(new Set(answers), new Set([503]));
    assert.deepEqual([await called('channel'), notReady().length], [1, 1]);
  });

  it('without its own token the bot is not ready, says why, and stays in the rotation', async () => {
    await world.sandbox.control('POST', 'faults', {
      service: 'login',
      status: 401,
      code: 'invalid_client',
      times: null,
    });
    assert.deepEqual(await all(), [200, 200, 503]);
    const [line = '', ...more] = notReady();
    assert.match(line, /The bot got no token of its own: check BOT_CREDENTIAL/);
    assert.match(line, /NYCKEL_TOKEN_SERVICE/);
    assert.deepEqual(more, []);
    await world.sandbox.control('DELETE', 'faults');
    assert.deepEqual(await all(), [200, 200, 503], 'the answer is held');
    world.passTime(HOLDS_FOR);
    assert.deepEqual(await all(), [200, 200, 200]);
  });

  for (const [name, fault] of [
    ['answer with an error', { status: 500 }],
    ['drop the connection', { drop: 'before' }],
    ['answer with something else than JSON', { malformedJson: true }],
  ] as const) {
    it(`keys that were read once are enough: what publishes them may ${name}`, async () => {
      assert.deepEqual(await all(), [200, 200, 200]);
      await world.sandbox.control('POST', 'faults', { service: 'channel', ...fault, times: null });
      world.passTime(HOLDS_FOR);
      assert.deepEqual(await all(), [200, 200, 200]);
    });

    it(`keys that were never read: not ready while what publishes them may ${name}, but in the rotation`, async () => {
      await world.sandbox.control('POST', 'faults', { service: 'channel', ...fault, times: null });
      assert.deepEqual(await all(), [200, 200, 503]);
      assert.match(notReady().join(), /CHANNEL_OPENID_METADATA_URL/);
    });
  }

  it('a store that is gone: neither ready nor in the rotation, written down once for both', async () => {
    rmSync(world.storePath);
    assert.deepEqual(await all(), [200, 503, 503]);
    assert.equal(notReady().length, 1);
  });

  it('says each thing that is missing in a line of its own', async () => {
    for (const service of ['channel', 'login']) {
      await world.sandbox.control('POST', 'faults', { service, status: 503, times: null });
    }
    rmSync(world.storePath);
    assert.equal(await ask('/readyz'), 503);
    const reasons = [/was removed or replaced/, /keys of the channel/, /no token of its own/];
    for (const reason of reasons) assert.equal(notReady().filter(line => reason.test(line)).length, 1, String(reason));
  });

  it('answers within seconds although a service never does', async () => {
    await world.sandbox.control('POST', 'faults', { service: 'channel', delayMs: 20_000, times: null });
    const began = Date.now();
    assert.equal(await ask('/readyz'), 503);
    assert.ok(Date.now() - began < 15_000, `${Date.now() - began} ms`);
  });
});
