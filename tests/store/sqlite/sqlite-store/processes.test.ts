import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Task } from '../../contender.ts';
import { sampleCommand, sampleEntry, sampleRequest } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

const CONTENDER = path.join(import.meta.dirname, '../../contender.ts');

interface Spoils {
  won: string[];
  taken: string[];
}

describe('store/sqlite: several processes on one file', () => {
  let bench: SqliteBench;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await bench.dispose();
  });

  async function start(): Promise<ChildProcess> {
    const child = fork(CONTENDER, [bench.file], { execArgv: [] });
    children.push(child);
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    assert.equal(said, 'ready');
    return child;
  }

  it('may all make the file at the same moment', async () => {
    const started = await Promise.all(Array.from({ length: 4 }, start));
    await bench.open(3000).check();
    assert.equal(started.length, 4);
  });

  it('let one of them win each request and take each command, and lose no audit row', async () => {
    const store = bench.open(3000);
    const requests = Array.from({ length: 60 }, () => sampleRequest());
    const personIds = Array.from({ length: 60 }, (_, each) => `person-${each}`);
    for (const request of requests) await store.create(request, sampleEntry(request));
    for (const person of personIds) await store.keepPending(person, sampleCommand());

    const requestIds = requests.map(request => request.id);
    const contenders = await Promise.all(Array.from({ length: 3 }, start));
    const spoils = await Promise.all(
      contenders.map(async contender => {
        contender.send({ task: 'compete', requestIds, personIds } satisfies Task);
        const [got] = await once(contender, 'message');
        return got as Spoils;
      }),
    );

    assert.deepEqual(spoils.flatMap(each => each.won).sort(), requestIds.toSorted());
    assert.deepEqual(spoils.flatMap(each => each.taken).sort(), personIds.toSorted());
    const started = (await store.auditTrail()).filter(entry => entry.event === 'reset-started');
    assert.deepEqual(started.map(entry => entry.requestId).sort(), requestIds.toSorted());
    for (const id of requestIds) assert.equal((await store.get(id))?.version, 2);
  });

  it('keep each transition together with its audit row when one of them is killed in the middle', async () => {
    const store = bench.open(3000);
    const requests = Array.from({ length: 400 }, () => sampleRequest());
    for (const request of requests) await store.create(request, sampleEntry(request));
    const contender = await start();
    contender.send({ task: 'compete', requestIds: requests.map(request => request.id), personIds: [] } satisfies Task);
    while ((await store.auditTrail()).length < requests.length + 20) await setImmediate();
    contender.kill('SIGKILL');
    await once(contender, 'exit');

    const started = (await store.auditTrail()).filter(entry => entry.event === 'reset-started');
    assert.ok(started.length >= 20 && started.length < requests.length, `${started.length} were done`);
    for (const { id } of requests) {
      const rows = started.filter(entry => entry.requestId === id).length;
      assert.equal((await store.get(id))?.version, 1 + rows);
    }
    await bench.open(3000).check();
  });

  it('lose whole writes alone when one of them is killed while many are made together, and none that it was told of', async () => {
    const store = bench.open(3000);
    let left = 0;
    for (const killedAfter of [1, 60, 200]) {
      const requests = Array.from({ length: 1000 }, () => sampleRequest());
      await Promise.all(requests.map(request => store.create(request, sampleEntry(request))));
      const contender = await start();
      const told = new Set<string>();
      const enough = new Promise<void>(resolve => {
        contender.on('message', ({ won }: Spoils) => {
          for (const id of won) told.add(id);
          if (told.size >= killedAfter) resolve();
        });
      });
      const requestIds = requests.map(({ id }) => id);
      contender.send({ task: 'compete at once', requestIds, atOnce: 40 } satisfies Task);
      await enough;
      contender.kill('SIGKILL');
      await once(contender, 'exit');

      const started = (await store.auditTrail()).filter(({ event }) => event === 'reset-started');
      const rows = Map.groupBy(started, ({ requestId }) => requestId);
      const rowsOf = (id: string) => rows.get(id)?.length ?? 0;
      for (const id of requestIds) assert.equal((await store.get(id))?.version, 1 + rowsOf(id));
      for (const id of told) assert.equal(rowsOf(id), 1, 'what it was told of is there');
      await store.check();
      assert.deepEqual((await store.verifyAudit()).findings, []);
      left += requestIds.filter(id => rowsOf(id) === 0).length;
    }
    assert.ok(left > 0, 'none was killed before its end');
  });

  it('let one of them win each request where each tries many at once', async () => {
    const store = bench.open(3000);
    const requests = Array.from({ length: 200 }, () => sampleRequest());
    await Promise.all(requests.map(request => store.create(request, sampleEntry(request))));
    const requestIds = requests.map(({ id }) => id);
    const contenders = await Promise.all(Array.from({ length: 2 }, start));
    const won = await Promise.all(
      contenders.map(
        contender =>
          new Promise<string[]>(resolve => {
            const mine: string[] = [];
            contender.on('message', (got: Spoils) => {
              if (got.won.length === 1) mine.push(...got.won);
            });
            contender.once('exit', () => resolve(mine));
            contender.send({ task: 'compete at once', requestIds, atOnce: 50 } satisfies Task);
          }),
      ),
    );
    assert.deepEqual(won.flat().sort(), requestIds.toSorted());
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: 2 * requestIds.length, findings: [] });
    for (const id of requestIds) assert.equal((await store.get(id))?.version, 2);
  });
});
