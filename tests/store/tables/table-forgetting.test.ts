import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TransactionAction } from '@azure/data-tables';
import { triesAll } from '../../support/runs.ts';
import { assertMadeGood, fillWithOld, forgetOn } from '../old-store.ts';
import { NOW, sampleDuty, sampleEntry, sampleRequest } from '../samples.ts';
import { type Entity, TableBench } from './table-bench.ts';
import { UnreliableNetwork } from './unreliable-network.ts';

const PROCESS = path.join(import.meta.dirname, '../forgetting-process.ts');
/** Two transactions of requests, and two of the record. */
const OLD = { requests: 25, rows: 80 };
const LATER = NOW + 400 * 86_400_000;
const MOST_CHANGES = 100;

describe('store/tables: forgetting', function () {
  this.timeout(300_000);
  let template: readonly Entity[];
  let bench: TableBench;
  let network: UnreliableNetwork;
  before(async () => {
    bench = await TableBench.make();
    await fillWithOld(await bench.open(), OLD);
    template = await bench.entities();
    await bench.dispose();
  });
  beforeEach(async () => {
    bench = await TableBench.make();
    network = await UnreliableNetwork.to(bench.account);
  });
  afterEach(async () => {
    await bench.dispose();
    await network.stop();
  });

  /** Makes the account as it was when it was full. */
  async function fill(): Promise<void> {
    await bench.client.createTable();
    for (let begin = 0; begin < template.length; begin += MOST_CHANGES) {
      const some = template.slice(begin, begin + MOST_CHANGES);
      await bench.client.submitTransaction(
        some.map(({ etag: _, timestamp: _time, ...entity }): TransactionAction => ['create', entity]),
      );
    }
  }

  async function empty(): Promise<void> {
    const actions = (await bench.entities()).map(
      ({ partitionKey, rowKey }): TransactionAction => ['delete', { partitionKey, rowKey }],
    );
    for (let begin = 0; begin < actions.length; begin += MOST_CHANGES)
      await bench.client.submitTransaction(actions.slice(begin, begin + MOST_CHANGES));
    await bench.client.deleteTable();
  }

  async function start(): Promise<ChildProcess> {
    const env = { ...process.env, STORE_TABLE: network.account.connectionString };
    const child = fork(PROCESS, [], { execArgv: [], env });
    assert.deepEqual(await Promise.race([once(child, 'message'), once(child, 'exit')]), ['ready', undefined]);
    return child;
  }

  /** How a process ended that forgets, and is killed at its nth write, where it comes so far. */
  async function forgotten(nth: number, when: 'before' | 'after'): Promise<'done' | 'SIGKILL'> {
    const child = await start();
    const ended = once(child, 'exit');
    let writes = 0;
    network.mishap = async method => {
      if (method === 'GET' || ++writes < nth) return undefined;
      if (when === 'after') return 'lost-answer';
      child.kill('SIGKILL');
      await ended;
      return 'lost-call';
    };
    network.meanwhile = async () => {
      child.kill('SIGKILL');
      await ended;
    };
    child.send('go');
    const [code, signal] = await ended;
    network.mishap = () => undefined;
    if (signal === null) assert.equal(code, 0);
    return signal ?? 'done';
  }

  for (const when of ['before', 'after'] as const) {
    it(`is made good by the next one, killed ${when} any of its writes, and counted once`, async () => {
      await fill();
      let nth = triesAll ? 1 : 2;
      for (; (await forgotten(nth, when)) === 'SIGKILL'; nth += triesAll ? 1 : 4) {
        const store = await bench.open();
        await assertMadeGood(store, OLD);
        await store.close();
        await empty();
        await fill();
      }
      assert.ok(nth > 8, `it has made ${nth - 1} writes`);
      await assertMadeGood(await bench.open(), OLD);
    });
  }

  it('is done together by two processes at the same moment, without an error, and counted once', async () => {
    await fill();
    const children = await Promise.all([start(), start()]);
    const ended = children.map(child => once(child, 'exit'));
    for (const child of children) child.send('go');
    assert.deepEqual(await Promise.all(ended), [
      [0, null],
      [0, null],
    ]);
    await assertMadeGood(await bench.open(), OLD);
  });

  it('leaves no row that finds what went, and no mark of it', async () => {
    await fill();
    const store = await bench.open();
    await forgetOn(store, 0);
    const kinds = new Map<string, number>();
    for (const { rowKey } of await bench.entities()) {
      const [kind = ''] = rowKey.split('|');
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const one = ['request', 'by-requester', 'by-target', 'started-by-requester', 'started-by-target'];
    assert.deepEqual(
      one.map(kind => kinds.get(kind)),
      one.map(() => 1),
    );
    assert.deepEqual(
      (await bench.entities('setting|')).map(({ rowKey }) => rowKey),
      ['setting|forgotten'],
    );
  });

  it('keeps a request that somebody writes between the reading and the taking', async () => {
    const store = await bench.open(undefined, network.account.connectionString);
    const other = await bench.open();
    const requests = ['one', 'two'].map(id => sampleRequest({ id, state: 'cancelled' }));
    for (const request of requests) await other.create(request, sampleEntry(request));
    let written = false;
    network.mishap = async (method, url) => {
      if (method !== 'POST' || !url.includes('$batch') || written) return undefined;
      written = true;
      // Neither the record nor its head tells of it.
      await other.replace({ ...(requests[0] ?? assert.fail()), duties: [sampleDuty()] });
      return undefined;
    };
    assert.deepEqual(await store.forgetting.requests(LATER), { count: 1 });
    assert.ok(written);
    assert.equal((await other.get('one'))?.duties.length, 1);
    assert.equal((await other.unfinished()).length, 1);
    assert.equal(await other.get('two'), undefined);
  });

  it('leaves a request alone whose rows do not belong together, and keeps no other for it', async () => {
    const unreadable: string[] = [];
    const store = await bench.open(undefined, undefined, id => unreadable.push(id));
    for (const id of ['one', 'two', 'three']) {
      const request = sampleRequest({ id, state: 'cancelled' });
      await store.create(request, sampleEntry(request));
    }
    const [index] = (await bench.entities('by-requester')).filter(({ request_id: id }) => id === 'two');
    await bench.client.deleteEntity('nyckel', index?.rowKey ?? '');
    assert.deepEqual(await store.forgetting.requests(LATER), { count: 2 });
    assert.deepEqual(unreadable, ['two']);
    assert.ok(await store.get('two'));
    assert.deepEqual(await store.setting('forgotten'), { requests: 2, settings: 0, rows: 0 });
  });

  it('is not counted twice where the answer to it is lost', async () => {
    const store = await bench.open(undefined, network.account.connectionString);
    const request = sampleRequest({ state: 'cancelled' });
    await store.create(request, sampleEntry(request));
    network.next('lost-answer', 'POST');
    await store.forgetting.requests(LATER);
    assert.equal(await store.get(request.id), undefined);
    assert.deepEqual(await store.setting('forgotten'), { requests: 1, settings: 0, rows: 0 });
    await store.forgetting.requests(LATER);
    assert.deepEqual(await bench.entities('request|'), [], 'the mark goes with the next look');
  });
});
