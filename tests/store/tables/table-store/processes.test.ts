import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Request, targetOf } from '../../../../src/desk/request/request.ts';
import { sampleCommand, sampleEntry, sampleRequest, sampleTarget } from '../../samples.ts';
import { TableBench } from '../table-bench.ts';

const CONTENDER = path.join(import.meta.dirname, '../table-contender.ts');

interface Spoils {
  won: string[];
  taken: string[];
}

describe('store/tables: several processes on one account', () => {
  let bench: TableBench;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    bench = await TableBench.make();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await bench.dispose();
  });

  async function start(): Promise<ChildProcess> {
    const env = { ...process.env, CONTENDER_STORE: bench.account.connectionString };
    const child = fork(CONTENDER, [], { execArgv: [], env });
    children.push(child);
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    assert.equal(said, 'ready');
    return child;
  }

  function requests(count: number): Request[] {
    return Array.from({ length: count }, (_, each) => sampleRequest({ target: sampleTarget(`target-${each}`) }));
  }

  it('begin one record, let one of them win each request and take each command, and lose no row', async () => {
    // Nobody has made the table yet.
    const contenders = await Promise.all(Array.from({ length: 3 }, start));
    const store = await bench.open();
    const made = requests(40);
    const personIds = Array.from({ length: 40 }, (_, each) => `person-${each}`);
    for (const request of made) await store.create(request, sampleEntry(request));
    for (const person of personIds) await store.keepPending(person, sampleCommand());

    const requestIds = made.map(request => request.id);
    const spoils = await Promise.all(
      contenders.map(async contender => {
        contender.send({ requestIds, personIds });
        const [got] = await once(contender, 'message');
        return got as Spoils;
      }),
    );

    assert.deepEqual(spoils.flatMap(each => each.won).sort(), requestIds.toSorted());
    assert.deepEqual(spoils.flatMap(each => each.taken).sort(), personIds.toSorted());
    const started = (await store.auditTrail()).filter(entry => entry.event === 'reset-started');
    assert.deepEqual(started.map(entry => entry.requestId).sort(), requestIds.toSorted());
    for (const id of requestIds) assert.equal((await store.get(id))?.version, 2);
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: 80, findings: [] });
  });

  it('keep each transition together with its row when one of them is killed in the middle', async () => {
    const store = await bench.open();
    const made = requests(150);
    await Promise.all(made.map(request => store.create(request, sampleEntry(request))));
    const contender = await start();
    contender.send({ requestIds: made.map(request => request.id), personIds: [] });
    while (((await store.auditHead())?.count ?? 0) < made.length + 20) await store.check();
    contender.kill('SIGKILL');
    await once(contender, 'exit');

    const started = (await store.auditTrail()).filter(entry => entry.event === 'reset-started');
    assert.ok(started.length >= 20 && started.length < made.length, `${started.length} were done`);
    for (const request of made) {
      const { id } = request;
      const rows = started.filter(entry => entry.requestId === id).length;
      assert.equal((await store.get(id))?.version, 1 + rows);
      assert.equal((await store.busyWith(targetOf(request)?.id ?? ''))?.id, rows === 1 ? id : undefined);
    }
    assert.deepEqual((await store.verifyAudit()).findings, []);
  });
});
