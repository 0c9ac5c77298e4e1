import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import fc from 'fast-check';
import type { In, Request } from '../../../../src/desk/request/request.ts';
import type { AuditedRequestStore } from '../../../../src/store/record/audited-store.ts';
import { createSeal } from '../../../../src/store/seal/seal.ts';
import { triesAll } from '../../../support/runs.ts';
import { movedTo, NOW, sampleEntry, sampleRequest, sampleTarget } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

const seal = createSeal(createHash('sha256').update('a key for tests').digest());

/** The end of the sealed text: short enough to be found even if the rest was overwritten. */
function trace(sealed: string): string {
  return sealed.slice(-24);
}

function sealedIn(request: Request): string | undefined {
  return 'sealed' in request ? request.sealed : undefined;
}

describe('store/sqlite: purging', () => {
  let bench: SqliteBench;
  let store: AuditedRequestStore;
  beforeEach(() => {
    bench = new SqliteBench();
    store = bench.open();
  });
  afterEach(() => bench.dispose());

  async function withSealed(): Promise<{ request: In<'carried-out'>; sealed: string }> {
    const open = sampleRequest();
    const sealed = seal.seal('T4kx-7pfn-c93d-vh5j', open.id);
    await store.create(open, sampleEntry(open));
    const request = movedTo(
      await store.replace(movedTo(open, 'carried-out', { sealed }), sampleEntry(open)),
      'carried-out',
      { sealed },
    );
    return { request, sealed };
  }
  const purge = (request: Request) => store.replace(movedTo(request, 'done'), sampleEntry(request));
  const walSize = () => statSync(`${bench.file}-wal`).size;

  it('leaves no byte of the sealed password in the database, the log or the index', async () => {
    const { request, sealed } = await withSealed();
    assert.deepEqual(bench.filesHolding(trace(sealed)), ['nyckel.db-wal'], 'it can be found before');
    await purge(request);
    assert.deepEqual(bench.filesHolding(trace(sealed)), []);
  });

  it('overwrites it in the database too, once it has moved there', async () => {
    const { request, sealed } = await withSealed();
    bench.connect().exec('PRAGMA wal_checkpoint(TRUNCATE)');
    assert.deepEqual(bench.filesHolding(trace(sealed)), ['nyckel.db'], 'it can be found before');
    await purge(request);
    assert.deepEqual(bench.filesHolding(trace(sealed)), []);
  });

  it('leaves nothing of a password that a new one replaced', async () => {
    const { request, sealed } = await withSealed();
    const next = seal.seal('another', request.id);
    await store.replace({ ...request, sealed: next }, sampleEntry(request));
    assert.deepEqual(bench.filesHolding(trace(sealed)), []);
    assert.deepEqual(bench.filesHolding(trace(next)), ['nyckel.db']);
  });

  it('clears the log only then', async () => {
    const { request } = await withSealed();
    const before = walSize();
    const kept = await store.replace({ ...request, note: 'still sealed' }, sampleEntry(request));
    assert.ok(walSize() > before);
    await purge(kept);
    assert.equal(walSize(), 0);
  });

  it('makes it good at the next due() when a reader was in the way, and the transition stands', async () => {
    const { request, sealed } = await withSealed();
    const reader = bench.connect();
    reader.exec('BEGIN; SELECT * FROM requests');
    const purged = await purge(request);
    assert.deepEqual(await store.get(request.id), purged);
    assert.deepEqual(bench.filesHolding(trace(sealed)), ['nyckel.db-wal']);
    await store.due(NOW, 1);
    assert.deepEqual(bench.filesHolding(trace(sealed)), ['nyckel.db-wal'], 'the reader is still there');
    reader.exec('COMMIT');
    await store.due(NOW, 1);
    assert.deepEqual(bench.filesHolding(trace(sealed)), []);
  });

  it('makes good at the start what a process that died had left in the log', async () => {
    const { request, sealed } = await withSealed();
    const dying = bench.connect();
    dying.exec(`PRAGMA secure_delete = ON; UPDATE requests SET sealed_password = NULL WHERE id = '${request.id}'`);
    assert.deepEqual(bench.filesHolding(trace(sealed)), ['nyckel.db-wal']);
    bench.open();
    assert.deepEqual(bench.filesHolding(trace(sealed)), []);
  });

  it('still waits for locks after a purge', async () => {
    const patient = bench.open(400);
    const { request } = await withSealed();
    await patient.replace(movedTo(request, 'done'), sampleEntry(request));
    bench.connect().exec('BEGIN IMMEDIATE');
    const from = performance.now();
    await assert.rejects(patient.record(sampleEntry(request)), /is locked by another program/);
    assert.ok(performance.now() - from >= 350);
  });

  it('leaves nothing behind whatever the sizes and the order', async () => {
    const size = fc.integer({ min: 0, max: 5000 });
    const step = fc.record({ which: fc.nat(19), note: size });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async steps => assertNothingLeft(steps)),
      { numRuns: triesAll ? 10 : 1, seed: 20260302 },
    );
  });

  async function assertNothingLeft(steps: readonly { which: number; note: number }[]): Promise<void> {
    const all: Request[] = Array.from({ length: 20 }, () => sampleRequest({ target: sampleTarget(randomUUID()) }));
    for (const request of all) await store.create(request, sampleEntry(request));
    const purged: string[] = [];
    for (const { which, note } of steps) {
      const request = all[which] ?? assert.fail();
      const sealed = sealedIn(request);
      if (sealed !== undefined) purged.push(sealed);
      const next =
        sealed === undefined
          ? movedTo(request, 'carried-out', { sealed: seal.seal('T4kx-7pfn-c93d-vh5j', request.id) })
          : movedTo(request, 'done');
      all[which] = await store.replace({ ...next, note: 'x'.repeat(note) }, sampleEntry(request));
    }
    const live = all.flatMap(request => sealedIn(request) ?? []);
    assert.ok(purged.length + live.length > 0);
    for (const sealed of purged) assert.deepEqual(bench.filesHolding(trace(sealed)), []);
    for (const sealed of live) assert.notDeepEqual(bench.filesHolding(trace(sealed)), []);
  }
});
