import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { ConfigurationError } from '../src/errors.ts';
import { createLogger } from '../src/log/log.ts';
import { type RunningServer, startServer } from '../src/server.ts';
import { World } from './support/world.ts';

async function ask(world: World, path: string): Promise<[number, unknown]> {
  const answer = await fetch(`${world.botUrl}${path}`);
  return [answer.status, await answer.json()];
}

const UP = [200, { status: 'up' }];
const READY = [200, { status: 'ready' }];
const NOT_READY = [503, { status: 'not ready' }];

describe('server: health', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(async () => {
    await world.sandbox.control('DELETE', 'faults');
    await world.stop();
  });

  it('is up and ready', async () => {
    assert.deepEqual([await ask(world, '/healthz'), await ask(world, '/readyz')], [UP, READY]);
  });

  it('is up but not ready while the keys of the channel can’t be had, and ready again after that', async () => {
    await world.sandbox.control('POST', 'faults', { service: 'channel', status: 500, times: 1 });
    await world.sandbox.control('POST', 'faults', { service: 'channel', drop: 'before', times: 1 });
    for (const expected of [NOT_READY, NOT_READY, READY]) {
      assert.deepEqual([await ask(world, '/readyz'), await ask(world, '/healthz')], [expected, UP]);
      world.passTime(10_001);
    }
    const logged = world.log.filter(line => line.includes('not ready'));
    assert.equal(logged.length, 2);
    assert.match(logged[0] ?? '', /answer 500 \(CHANNEL_OPENID_METADATA_URL\)/);
  });

  it('is up but not ready when the store is gone', async () => {
    rmSync(world.storePath);
    assert.deepEqual([await ask(world, '/readyz'), await ask(world, '/healthz')], [NOT_READY, UP]);
    assert.match(world.log.find(line => line.includes('not ready')) ?? '', /was removed or replaced/);
  });

  it('answers 503 and nothing else: the reason stands in the log alone', async () => {
    rmSync(world.storePath);
    const [, body] = await ask(world, '/readyz');
    assert.ok(!JSON.stringify(body).includes(world.folder));
  });
});

describe('server: start and stop', () => {
  let server: RunningServer | undefined;
  afterEach(() => server?.close(0));

  const start = (port: number, answer = async () => ({ status: 200 })) =>
    startServer({ door: answer, ready: async () => undefined, log: createLogger('silent') }, port);

  it('says in one sentence that its port is taken', async () => {
    const taken = createServer();
    taken.listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await assert.rejects(start(port), (error: unknown) => {
      assert.ok(error instanceof ConfigurationError);
      assert.deepEqual(error.problems, [`PORT ${port} is already in use: choose another one`]);
      return true;
    });
    taken.close();
  });

  it('holds back strangers on every path, and nobody who has a token (by the clock)', async () => {
    let now = 0;
    const lines: string[] = [];
    const log = createLogger('info', { write: line => void lines.push(line) });
    const door = async (authorization: string | undefined) =>
      authorization === 'Bearer good' ? { status: 200 } : { status: 401, refused: 'no', stranger: true };
    server = await startServer({ door, ready: async () => undefined, log, clock: () => now }, 0);
    const url = `http://127.0.0.1:${server.port}`;
    const asks = async (authorization: string, path = '/api/messages', method = 'POST') => {
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await fetch(`${url}${path}`, { method, headers, body: method === 'POST' ? '{}' : undefined });
      await answer.text();
      return answer.status;
    };
    for (let each = 0; each < 1_000; each += 1) assert.equal(await asks('Bearer bad'), 401);
    assert.equal(await asks('Bearer bad', '/nowhere', 'GET'), 429);
    assert.equal(await asks('Bearer bad', '/healthz', 'DELETE'), 429);
    assert.equal(await asks('Bearer bad'), 429);
    assert.equal(await asks('Bearer good'), 200);
    assert.equal(await asks('', '/healthz', 'GET'), 200);
    assert.equal(lines.length, 500);
    now += 1_000;
    assert.deepEqual([await asks('Bearer bad'), await asks('Bearer good')], [401, 200]);
    assert.deepEqual([lines.length, JSON.parse(lines.at(-1) ?? '{}').unlogged], [501, 503]);
  });

  it('lets a request that is running finish before it stops', async () => {
    const running = Promise.withResolvers<void>();
    const inside = Promise.withResolvers<void>();
    server = await start(0, async () => {
      inside.resolve();
      await running.promise;
      return { status: 202 };
    });
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const answer = fetch(`http://127.0.0.1:${server.port}/api/messages`, { method: 'POST', headers, body: '{}' });
    await inside.promise;
    const closed = server.close();
    server = undefined;
    const began = Date.now();
    running.resolve();
    assert.equal((await answer).status, 202);
    assert.equal((await answer).headers.get('connection'), 'close');
    assert.equal(await closed, 0);
    assert.ok(Date.now() - began < 1_000, 'it waited for a connection that nobody uses');
  });

  it('cuts off a request that never ends', async () => {
    const inside = Promise.withResolvers<void>();
    const { port, close } = await start(0, () => {
      inside.resolve();
      return new Promise(() => undefined);
    });
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const answer = fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', headers, body: '{}' });
    const cutOff = assert.rejects(answer, TypeError);
    await inside.promise;
    const began = Date.now();
    const [unfinished] = await Promise.all([close(200), cutOff]);
    assert.equal(unfinished, 1);
    const took = Date.now() - began;
    assert.ok(took >= 190 && took < 2_000, `${took} ms`);
  });

  describe('while a turn is still running', () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    let running: PromiseWithResolvers<void>;
    let entered: number;
    let closed: Promise<number>;
    let answered: Promise<Knocked>;

    after(() => agent.destroy());

    const knock = (port: number, method: string, path: string) => knockOn(agent, port, method, path);

    beforeEach(async () => {
      running = Promise.withResolvers<void>();
      const inside = Promise.withResolvers<void>();
      entered = 0;
      server = await start(0, async () => {
        entered += 1;
        inside.resolve();
        await running.promise;
        return { status: 200 };
      });
      // Leaves a connection that is kept.
      assert.equal((await knock(server.port, 'GET', '/healthz')).connection, 'keep-alive');
      answered = knock(server.port, 'POST', '/api/messages');
      await inside.promise;
      closed = server.close();
    });
    afterEach(async () => {
      running.resolve();
      await closed;
      server = undefined;
    });

    for (const [what, method, path, status] of [
      ['refuses a message, so that Teams sends it again', 'POST', '/api/messages', 503],
      ['is not ready', 'GET', '/readyz', 503],
      ['is out of the rotation', 'GET', '/livez', 503],
      ['is still up', 'GET', '/healthz', 200],
    ] as const) {
      it(`it ${what}, on a kept connection and on a new one, and keeps none`, async () => {
        for (const each of [agent, false as const]) {
          const answer = await knockOn(each, server?.port ?? 0, method, path);
          assert.deepEqual([answer.status, answer.connection], [status, 'close']);
        }
        assert.equal(entered, 1);
      });
    }

    it('the turn ends as it would have, and then nobody answers any more', async () => {
      const { port } = server ?? assert.fail();
      running.resolve();
      assert.equal((await answered).status, 200);
      assert.equal(await closed, 0);
      await assert.rejects(knock(port, 'GET', '/healthz'), { code: 'ECONNREFUSED' });
    });
  });
});

interface Knocked {
  status?: number;
  connection?: string;
}

async function knockOn(agent: Agent | false, port: number, method: string, path: string): Promise<Knocked> {
  const headers = method === 'POST' ? { authorization: 'Bearer x', 'content-type': 'application/json' } : {};
  const outgoing = request({ agent, port, method, path, headers });
  outgoing.end(method === 'POST' ? '{}' : undefined);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  await incoming.resume().toArray();
  return { status: incoming.statusCode, connection: incoming.headers.connection };
}
