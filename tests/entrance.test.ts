import assert from 'node:assert/strict';
import { Entrance } from '../src/entrance.ts';
import { ConfigurationError, StoreError } from '../src/errors.ts';
import { createLogger } from '../src/log/log.ts';
import { freePort, statusOf } from './sandbox/start-fixture.ts';

const ROLE = 'the role Key Vault Secrets User on the Key Vault of SEAL_KEY';
const PATHS = ['/healthz', '/livez', '/readyz'] as const;

/** With a clock that goes on by as much as is paused, and over real HTTP. */
describe('entrance', () => {
  const log: Record<string, unknown>[] = [];
  let pauses: number[];
  let now: number;
  let port: number;
  /** Runs in each pause. */
  let meanwhile: () => Promise<unknown>;
  let entrance: Entrance;
  beforeEach(async () => {
    log.length = 0;
    pauses = [];
    now = 0;
    meanwhile = async () => undefined;
    port = await freePort();
    entrance = new Entrance({
      port,
      log: createLogger('info', { write: line => void log.push(JSON.parse(line)) }),
      clock: () => now,
      pause: async milliseconds => {
        pauses.push(milliseconds);
        await meanwhile();
        now += milliseconds;
      },
    });
  });
  afterEach(() => entrance.close());

  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const statuses = () => Promise.all(PATHS.map(path => statusOf(url(path))));
  const post = async (headers: Record<string, string>) =>
    (await fetch(url('/api/messages'), { method: 'POST', headers, body: '{}' })).status;
  const refused = (waitsFor?: string) =>
    new ConfigurationError(['SEAL_KEY: the Key Vault kv-secret answered 403'], { waitsFor });

  /** Work that is let in at the nth time. */
  function letInAt(time: number, waitsFor = ROLE): () => Promise<string> {
    let times = 0;
    return async () => {
      times += 1;
      if (times < time) throw refused(waitsFor);
      return 'in';
    };
  }

  it('opens no port where there is nothing to wait for', async () => {
    assert.equal(await entrance.whenLetIn(async () => 'in'), 'in');
    assert.deepEqual(await statuses(), [0, 0, 0]);
    assert.deepEqual([pauses, log], [[], []]);
  });

  it('while it waits: it lives, is not ready, and says for what; then it opens the same port', async () => {
    const seen: unknown[] = [];
    meanwhile = async () => {
      seen.push(await statuses());
      seen.push(await (await fetch(url('/readyz'))).json(), await (await fetch(url('/livez'))).json());
      seen.push(await post({}), await post({ authorization: 'Bearer x', 'content-type': 'application/json' }));
    };
    assert.equal(await entrance.whenLetIn(letInAt(2)), 'in');
    const waiting = { status: 'waiting', waitsFor: ROLE };
    assert.deepEqual(seen, [[200, 200, 503], waiting, waiting, 401, 503]);
    assert.deepEqual(await statuses(), [200, 200, 503], 'until it is opened');
    const server = await entrance.open({ door: async () => ({ status: 202 }), ready: async () => undefined });
    assert.equal(server.port, port);
    assert.deepEqual(await statuses(), [200, 200, 200]);
    assert.deepEqual(await (await fetch(url('/readyz'))).json(), { status: 'ready' });
    assert.equal(await post({ authorization: 'Bearer x', 'content-type': 'application/json' }), 202);
    const [line, ...more] = log.filter(({ msg }) => msg === 'the bot waits to be let in');
    assert.deepEqual([line?.level, line?.code, line?.waitsFor, more], ['warn', 'NYCKEL_CONFIGURATION', ROLE, []]);
  });

  it('says what it waits for now, one thing after the other', async () => {
    await entrance.whenLetIn(letInAt(2));
    meanwhile = async () => {
      assert.match(await (await fetch(url('/readyz'))).text(), /the storage account/);
    };
    await entrance.whenLetIn(letInAt(2, 'the role on the storage account'));
    assert.equal(pauses.length, 2);
  });

  it('asks again with growing pauses, and ends after ten minutes with a code', async () => {
    let asked = 0;
    const work = async () => {
      asked = now;
      now += 700;
      throw refused(ROLE);
    };
    await assert.rejects(entrance.whenLetIn(work), ConfigurationError);
    assert.deepEqual(pauses.slice(0, 6), [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    assert.equal(asked, 600_700, 'ten minutes after the first refusal it is asked for the last time');
    const last = log.at(-1);
    assert.deepEqual(
      [last?.msg, last?.level, last?.code, last?.waitsFor],
      ['the bot was not let in in time', 'error', 'NYCKEL_CONFIGURATION', ROLE],
    );
    assert.equal(log.filter(({ msg }) => msg === 'the bot waits to be let in').length, pauses.length);
  });

  it('waits ten minutes for all of them together', async () => {
    await entrance.whenLetIn(letInAt(10));
    await assert.rejects(entrance.whenLetIn(letInAt(1_000)), ConfigurationError);
    assert.equal(now, 600_000);
  });

  it('is let in at the last moment', async () => {
    const late = async () => {
      if (now < 600_000) throw refused(ROLE);
      return 'in';
    };
    assert.equal(await entrance.whenLetIn(late), 'in');
  });

  for (const error of [refused(), new StoreError('The store is not a database.'), new TypeError('broken')]) {
    it(`${error.name} that nothing will change: at once, and no port is opened`, async () => {
      await assert.rejects(
        entrance.whenLetIn(() => Promise.reject(error)),
        error,
      );
      assert.deepEqual(pauses, []);
      assert.deepEqual(await statuses(), [0, 0, 0]);
    });
  }

  it('another error while it waits ends it, and its port closes', async () => {
    const broken = new StoreError('The store answered 400.');
    const errors = [refused(ROLE), broken];
    await assert.rejects(
      entrance.whenLetIn(() => Promise.reject(errors.shift())),
      broken,
    );
    assert.deepEqual(pauses, [2_000]);
    assert.deepEqual(await statuses(), [200, 200, 503]);
    await entrance.close();
    assert.deepEqual(await statuses(), [0, 0, 0]);
  });

  it('a stop ends the wait', async () => {
    const stopped = new Error('stopped');
    meanwhile = () => Promise.reject(stopped);
    await assert.rejects(entrance.whenLetIn(letInAt(3)), stopped);
    assert.deepEqual(pauses, [2_000]);
  });
});
