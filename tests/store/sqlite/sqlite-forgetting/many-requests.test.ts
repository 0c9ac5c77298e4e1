import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readPolicy } from '../../../../src/config/policy-file.ts';
import { createForgetting } from '../../../../src/desk/forget.ts';
import { DAY, MOST_FORGOTTEN } from '../../../../src/desk/times.ts';
import type { AuditedRequestStore } from '../../../../src/store/record/audited-store.ts';
import { triesAll } from '../../../support/runs.ts';
import { NOW, sampleEntry, sampleRequest, sampleTarget } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

const MANY = triesAll ? 100_000 : 1_000;

/** Puts that many copies of a request that has ended into the file, as fast as SQLite can. */
function putMany(bench: SqliteBench, id: string): void {
  const db = bench.connect();
  db.exec(`INSERT INTO requests (id, version, state, due_at, sealed_password, document)
    WITH RECURSIVE each (n) AS (VALUES (2) UNION ALL SELECT n + 1 FROM each WHERE n < ${MANY})
    SELECT id || '-' || n, version, state, due_at, sealed_password, json_set(document, '$.createdAt', ${NOW} + n)
    FROM requests, each WHERE id = '${id}'`);
  db.close();
}

describe(`store/sqlite: forgetting ${MANY} requests`, function () {
  this.timeout(600_000);
  let bench: SqliteBench;
  let store: AuditedRequestStore;
  before(async () => {
    bench = new SqliteBench();
    store = bench.open(10_000);
    const request = sampleRequest({ state: 'done', target: sampleTarget('t') });
    await store.create(request, sampleEntry(request));
    putMany(bench, request.id);
  });
  after(() => bench.dispose());

  it('takes short steps between which others write, no more in a day than it may, and the rest on the next', async () => {
    let now = NOW + 100 * DAY;
    let steps = 0;
    let written = 0;
    const policy = { ...readPolicy(undefined), retention: { requests: 30, record: 'for-good' as const } };
    /** Somebody else gets in at each step, and has not waited for the end. */
    const pause = async () => {
      steps += 1;
      await store.record(sampleEntry({ id: 'another' }));
      written += 1;
    };
    const forget = createForgetting({ store, policy, now: () => now, newId: randomUUID, pause });
    const left = () => Number(bench.connect().prepare('SELECT count(*) AS count FROM requests').get()?.count);
    await forget();
    const first = Math.min(MANY, MOST_FORGOTTEN);
    assert.equal(MANY - left(), first);
    assert.ok(steps >= first / 100, `${steps} steps`);
    assert.equal(written, steps);
    now += DAY;
    await forget();
    assert.equal(left(), Math.max(0, MANY - 2 * MOST_FORGOTTEN));
    const rows = (await store.auditTrail()).filter(({ event }) => event === 'forgotten');
    assert.deepEqual(
      rows.map(({ detail }) => JSON.parse(detail ?? '').requests),
      MANY > first ? [first, MANY - first] : [first],
    );
    assert.deepEqual((await store.verifyAudit()).findings, []);
  });
});
