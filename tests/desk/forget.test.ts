import assert from 'node:assert/strict';
import { readPolicy } from '../../src/config/policy-file.ts';
import { createForgetting } from '../../src/desk/forget.ts';
import type { RequestStore } from '../../src/desk/ports.ts';
import { DAY, HOUR } from '../../src/desk/times.ts';
import { withMethods } from '../../src/desk/with-methods.ts';
import { KEYS, NOW, sampleDuty, sampleEntry, sampleRequest } from '../store/samples.ts';
import { MemoryData, MemoryStore } from '../support/memory-store.ts';

describe('desk: forgetting', () => {
  let now: number;
  let data: MemoryData;
  let store: MemoryStore;
  let paused: number;
  beforeEach(() => {
    now = NOW;
    data = new MemoryData();
    store = new MemoryStore(KEYS.current, data);
    paused = 0;
  });

  /** One bot's; each has a memory of its own. */
  function bot(
    retention: { requests: number; record?: number | 'for-good' },
    on: RequestStore = store,
    pause?: () => Promise<void>,
  ) {
    const rest = async () => {
      paused += 1;
    };
    const policy = { ...readPolicy(undefined), retention: { record: 'for-good' as const, ...retention } };
    return createForgetting({ store: on, policy, now: () => now, newId: () => `id-${now}`, pause: pause ?? rest });
  }

  async function ended(count: number): Promise<void> {
    for (let each = 0; each < count; each++) {
      const request = sampleRequest({ state: 'cancelled', finishedAt: now });
      await store.create(request, sampleEntry(request, { at: now }));
    }
  }

  const rows = async () => (await store.auditTrail()).filter(({ event }) => event === 'forgotten');
  const details = async () => (await rows()).map(({ detail }) => JSON.parse(detail ?? ''));

  it('takes away what is older than the policy says, and puts on record how much that was, and of nobody', async () => {
    await ended(7);
    await store.putSetting('asks:manager:m-1', [NOW], sampleEntry({ id: 'r' }));
    now += 50 * DAY + 1;
    await ended(2);
    await bot({ requests: 50 })();
    assert.equal((await store.history({ requesterId: 'requester-1' }, 100)).length, 2);
    assert.equal(paused, 2, 'it lets others go on between its steps');
    const [row, ...more] = await rows();
    assert.deepEqual(more, []);
    assert.deepEqual(row, {
      at: now,
      event: 'forgotten',
      correlationId: `id-${now}`,
      actorId: 'nyckel',
      actorName: 'Nyckel',
      detail: JSON.stringify({ requests: 7, settings: 1, rows: 0, requestsBefore: '2026-03-02T08:00:00.001Z' }),
    });
  });

  it('keeps the record for good where the policy does not say otherwise', async () => {
    await ended(3);
    now += 4_000 * DAY;
    await bot({ requests: 50 })();
    assert.equal((await store.auditTrail()).length, 4);
    assert.equal((await store.auditHead())?.cut, undefined);
  });

  it('cuts the record where the policy says so, and it stays sound', async () => {
    await ended(8);
    now += 30 * DAY + 1;
    await ended(1);
    await bot({ requests: 400, record: 30 })();
    const trail = await store.auditTrail();
    assert.deepEqual(
      trail.map(({ event }) => event),
      ['request-opened', 'forgotten'],
    );
    const [{ rows: cut, rowsBefore, requests } = assert.fail()] = await details();
    assert.deepEqual([cut, rowsBefore, requests], [8, '2026-03-02T08:00:00.001Z', 0]);
    const { findings, head } = await store.verifyAudit();
    assert.deepEqual([findings, head?.cut?.count, head?.cut?.days], [[], 8, 30]);
    assert.equal(
      (await store.history({ requesterId: 'requester-1' }, 100)).length,
      9,
      'requests are kept all the same',
    );
  });

  it('is done once a day, however often it is looked and however many bots there are', async () => {
    const bots = [bot({ requests: 50 }), bot({ requests: 50 })];
    const look = () => Promise.all(bots.map(each => each()));
    await ended(4);
    now += 51 * DAY;
    await look();
    await look();
    assert.equal((await rows()).length, 1);
    await store.create(sampleRequest({ state: 'cancelled', finishedAt: NOW }), sampleEntry({ id: 'r' }));
    now += 23 * HOUR;
    await look();
    assert.equal((await rows()).length, 1, 'not again before a day is over');
    now += HOUR;
    await look();
    assert.deepEqual(
      (await details()).map(({ requests }) => requests),
      [4, 1],
    );
  });

  it('leaves no row where there was nothing to forget, and changes nothing', async () => {
    await ended(2);
    const head = await store.auditHead();
    await bot({ requests: 50, record: 50 })();
    assert.deepEqual(await store.auditHead(), head);
    assert.equal(await store.setting('forgotten'), undefined);
  });

  it('keeps what owes something, whatever its age', async () => {
    const owing = sampleRequest({ state: 'done', duties: [sampleDuty()] });
    const waiting = sampleRequest({ state: 'carried-out' });
    for (const request of [owing, waiting]) await store.create(request, sampleEntry(request));
    now += 4_000 * DAY;
    await bot({ requests: 30 })();
    assert.deepEqual(await store.get(owing.id), owing);
    assert.deepEqual(await store.get(waiting.id), waiting);
    assert.deepEqual(await rows(), []);
  });

  it('puts on record what was taken before the bot was stopped, when it stops', async () => {
    await ended(7);
    now += 51 * DAY;
    const stopped = new Error('stopped');
    const forget = bot({ requests: 50 }, store, () => Promise.reject(stopped));
    await assert.rejects(forget(), stopped);
    assert.deepEqual(
      (await details()).map(({ requests }) => requests),
      [3],
    );
    assert.equal(data.requests.size, 4);
  });

  it('goes on where another one died, an hour later, and puts on record what that one had taken', async () => {
    await ended(7);
    now += 51 * DAY;
    // Dies after its first step: nothing more is written.
    const dying = withMethods<RequestStore>(store, { replaceSetting: () => new Promise(() => undefined) });
    const dead = bot({ requests: 50 }, dying, () => Promise.reject(new Error('killed')))();
    dead.catch(() => undefined);
    while (data.requests.size === 7) await new Promise(setImmediate);
    const other = bot({ requests: 50 });
    now += HOUR - 1;
    await other();
    assert.equal(data.requests.size, 4, 'the turn of the one that died is not over');
    now += 1;
    await other();
    assert.equal(data.requests.size, 0);
    assert.deepEqual(
      (await details()).map(({ requests }) => requests),
      [7],
    );
  });

  it('puts on record what went, although the record itself could not be cut', async () => {
    await ended(2);
    now += 51 * DAY;
    await ended(1);
    const first = data.rows[0] ?? assert.fail();
    data.rows[0] = { ...first, entry: { ...first.entry, actorName: 'Somebody' } };
    await assert.rejects(bot({ requests: 50, record: 50 })(), /oldest rows of the record are not as they were written/);
    assert.deepEqual(
      (await details()).map(({ requests, rows: cut }) => [requests, cut]),
      [[2, 0]],
    );
    assert.equal(data.rows.length, 4);
  });
});
