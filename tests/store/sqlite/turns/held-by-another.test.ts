import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { In } from '../../../../src/desk/request/request.ts';
import { StaleRequestError } from '../../../../src/errors.ts';
import type { AuditedRequestStore } from '../../../../src/store/record/audited-store.ts';
import type { Task } from '../../contender.ts';
import { everyWrite } from '../../every-write.ts';
import { movedTo, NOW, sampleEntry, sampleRequest } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

const CONTENDER = path.join(import.meta.dirname, '../../contender.ts');
const LONG = 10_000;
/** What an fsync on a bad day takes, in milliseconds. */
const STALL = 3400;

describe('store/sqlite: when another process holds the lock', () => {
  let bench: SqliteBench;
  let store: AuditedRequestStore;
  let request: In<'open'>;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    bench = new SqliteBench();
    store = bench.open(LONG);
    request = sampleRequest({ dueAt: NOW });
    await store.create(request, sampleEntry(request));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await bench.dispose();
  });

  /** Holds the lock until it is let go, from this very event loop: what stands it still waits in vain. */
  function lock(): { letGo(): void } {
    const other = bench.connect();
    other.exec('BEGIN IMMEDIATE');
    return { letGo: () => other.exec('COMMIT') };
  }

  async function turns(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) await setImmediate();
    await sleep(1);
  }

  for (const [name, write] of Object.entries(everyWrite(() => ({ store, request })))) {
    it(`lets everything else go on while ${name} waits, and does it then`, async () => {
      const { letGo } = lock();
      let done = false;
      const waiting = write().finally(() => {
        done = true;
      });
      await turns(20);
      assert.deepEqual(await store.get(request.id), request);
      assert.equal((await store.auditTrail()).length, 1);
      assert.equal((await store.due(NOW, 5)).length, 1);
      assert.equal(await store.setting('approvals'), undefined);
      assert.deepEqual((await store.verifyAudit()).findings, []);
      assert.equal(done, false);
      letGo();
      await waiting;
    });
  }

  it('writes in the order in which it was asked, each write by itself', async () => {
    const { letGo } = lock();
    const reasons = Array.from({ length: 30 }, (_, each) => `reason ${each}`);
    const waiting = reasons.map((reason, each) => {
      const entry = sampleEntry(request, { reason });
      return each % 3 === 0 ? store.create(sampleRequest(), entry) : store.record(entry);
    });
    await turns(20);
    letGo();
    await Promise.all(waiting);
    const trail = (await store.auditTrail()).slice(1).map(({ reason }) => reason);
    assert.deepEqual(trail, reasons);
    assert.deepEqual((await store.verifyAudit()).findings, []);
  });

  it('judges a write that waited by what is stored then', async () => {
    const other = bench.connect();
    other.exec(`BEGIN IMMEDIATE; UPDATE requests SET version = 2 WHERE id = '${request.id}'`);
    const waiting = store.replace(movedTo(request, 'running'), sampleEntry(request));
    const refused = assert.rejects(waiting, StaleRequestError);
    await turns(5);
    other.exec('COMMIT');
    await refused;
    assert.equal((await store.auditTrail()).length, 1);
  });

  it('ends in order what waits when it is closed, and takes nothing new', async () => {
    const { letGo } = lock();
    const waiting = [store.record(sampleEntry(request)), store.record(sampleEntry(request))];
    let closed = false;
    const closing = store.close().then(() => {
      closed = true;
    });
    await assert.rejects(store.record(sampleEntry(request)), /is closed/);
    await assert.rejects(store.get(request.id), /is closed/);
    await turns(20);
    assert.equal(closed, false);
    letGo();
    await Promise.all(waiting);
    await closing;
    await store.close();
    assert.equal((await bench.open().auditTrail()).length, 3);
  });

  it('gives up in the end, waits no longer for many writes than for one, and can be closed', async () => {
    const impatient = bench.open(500);
    const { letGo } = lock();
    const began = performance.now();
    const waited = await Promise.all(
      Array.from({ length: 8 }, async () => {
        await assert.rejects(
          impatient.record(sampleEntry(request)),
          /is locked by another program\. Close what holds it/,
        );
        return performance.now() - began;
      }),
    );
    const [first = 0] = waited;
    assert.ok(first >= 500 && Math.max(...waited) < 4 * first, waited.join());
    await impatient.close();
    letGo();
    await store.record(sampleEntry(request));
    assert.equal((await store.auditTrail()).length, 2);
  });

  it('clears the log of a password as soon as it can, and waits for that without standing still', async () => {
    const sealed = await store.replace(movedTo(request, 'carried-out', { sealed: 'v1.xyz' }), sampleEntry(request));
    const reader = bench.connect();
    reader.exec('BEGIN; SELECT * FROM requests');
    const purging = store.replace(movedTo(sealed, 'done'), sampleEntry(request));
    // The first try to clear it finds the reader in the way.
    while ((await store.get(request.id))?.version !== 3) await setImmediate();
    reader.exec('COMMIT');
    await purging;
    await store.due(NOW, 1);
    assert.deepEqual(bench.filesHolding('v1.xyz'), []);
  });

  async function start(): Promise<ChildProcess> {
    const child = fork(CONTENDER, [bench.file], { execArgv: [] });
    children.push(child);
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    assert.equal(said, 'ready');
    return child;
  }
  const tell = (child: ChildProcess, task: Task) => child.send(task);

  it('outlasts a process that stands still with the lock in an fsync, and one more that opens the file meanwhile', async () => {
    const holder = await start();
    const held = once(holder, 'message');
    tell(holder, { task: 'hold', milliseconds: STALL });
    assert.deepEqual((await held)[0], 'held');
    let released = false;
    const release = once(holder, 'message').then(() => {
      released = true;
    });
    let ticks = 0;
    const ticking = setInterval(() => {
      if (!released) ticks += 1;
    }, 5);
    const opening = start();
    await Promise.all(Array.from({ length: 10 }, () => store.record(sampleEntry(request))));
    clearInterval(ticking);
    await Promise.all([release, opening]);
    assert.ok(ticks > 50, `${ticks} ticks in ${STALL} ms`);
    assert.equal((await store.auditTrail()).length, 11);
  });

  async function assertShared(writers: number): Promise<void> {
    const both = await Promise.all([start(), start()]);
    for (const child of both) tell(child, { task: 'write', writers });
    const enough = async () => (await store.auditHead())?.count ?? 0;
    const begun = performance.now();
    while ((await enough()) < 400 || performance.now() - begun < 2000) await sleep(20);
    const results = both.map(async child => {
      const result = once(child, 'message');
      tell(child, { task: 'stop' });
      return (await result)[0] as { written: number; failed: string[] };
    });
    const [one, other] = await Promise.all(results);
    assert.ok(one && other);
    assert.deepEqual([one.failed, other.failed], [[], []]);
    const least = Math.min(one.written, other.written);
    assert.ok(least * 10 > one.written + other.written, `${one.written} and ${other.written}`);
    const { rows, findings } = await store.verifyAudit();
    assert.deepEqual({ rows, findings }, { rows: 1 + one.written + other.written, findings: [] });
  }

  it('is shared fairly by two processes that write back to back', () => assertShared(4));

  it('is shared fairly by two processes that write many at once, back to back', () => assertShared(40));
});
