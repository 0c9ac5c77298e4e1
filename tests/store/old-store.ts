import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readPolicy } from '../../src/config/policy-file.ts';
import { createForgetting } from '../../src/desk/forget.ts';
import { DAY, HOUR } from '../../src/desk/times.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import { NOW, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

/** When things are forgotten. */
const LATER = NOW + 40 * DAY;

/** How much a store has of what is old. */
interface Amounts {
  requests: number;
  rows: number;
}

/** Fills a store with requests that have ended, two old settings, rows of the record, and a request and a row that are young. */
export async function fillWithOld(store: AuditedRequestStore, { requests, rows }: Amounts): Promise<void> {
  const ended = Array.from({ length: requests }, (_, each) =>
    sampleRequest({ id: `old-${each}`, state: 'done', target: sampleTarget(`target-${each}`) }),
  );
  const entry = sampleEntry({ id: 'r' });
  await store.putSetting('asks:manager:m', [NOW], entry);
  await store.putSetting('asks:number-match:n', [NOW], entry);
  await Promise.all(ended.map(request => store.create(request, sampleEntry(request))));
  await Promise.all(Array.from({ length: rows }, () => store.record(entry)));
  const young = sampleRequest({ state: 'done', createdAt: LATER, finishedAt: LATER });
  await store.create(young, sampleEntry(young, { at: LATER }));
}

/** Forgets in a store by a policy of 30 days, so many milliseconds after LATER. */
export function forgetOn(store: AuditedRequestStore, after: number): Promise<void> {
  const policy = { ...readPolicy(undefined), retention: { requests: 30, record: 30 } };
  const pause = async () => undefined;
  return createForgetting({ store, policy, now: () => LATER + after, newId: randomUUID, pause })();
}

/** Whatever has become of a purge: what is gone is counted, what is there is whole, and the record is sound. */
export async function assertCounted(store: AuditedRequestStore, { requests }: Amounts): Promise<void> {
  assert.deepEqual((await store.verifyAudit()).findings, []);
  const { onRecord, counted } = await countsOf(store);
  const left = await store.history({ requesterId: 'requester-1' }, 10_000);
  const still = left.filter(({ createdAt }) => createdAt === NOW);
  assert.equal(left.length - still.length, 1, 'what is young stays');
  assert.equal(onRecord.requests + counted.requests, requests - still.length);
  const ids = new Set(still.map(({ id }) => id));
  for (let each = 0; each < requests; each++) {
    const id = `old-${each}`;
    assert.equal((await store.get(id)) !== undefined, ids.has(id), id);
  }
  const settings = await Promise.all([store.setting('asks:manager:m'), store.setting('asks:number-match:n')]);
  assert.equal(onRecord.settings + counted.settings, settings.filter(each => each === undefined).length);
  assert.equal(onRecord.rows + counted.rows, (await store.auditHead())?.cut?.count ?? 0);
}

/** Another process makes good what one that was killed has left: all of it is gone, and on record once. */
export async function assertMadeGood(store: AuditedRequestStore, amounts: Amounts): Promise<void> {
  await assertCounted(store, amounts);
  await forgetOn(store, 2 * HOUR);
  await forgetOn(store, 2 * DAY);
  await assertCounted(store, amounts);
  const { onRecord, counted } = await countsOf(store);
  assert.deepEqual({ requests: counted.requests, settings: counted.settings, rows: counted.rows }, NONE);
  assert.deepEqual([onRecord.requests, onRecord.settings], [amounts.requests, 2]);
  assert.equal(onRecord.rows, amounts.requests + amounts.rows + 2);
}

const NONE = { requests: 0, settings: 0, rows: 0 };

/** What the rows of the record say that is gone, and what is counted and on no row yet. */
async function countsOf(store: AuditedRequestStore) {
  const onRecord = { ...NONE };
  for (const { event, detail } of await store.auditTrail()) {
    if (event !== 'forgotten') continue;
    const said: typeof NONE = JSON.parse(detail ?? '');
    for (const what of ['requests', 'settings', 'rows'] as const) onRecord[what] += said[what];
  }
  return { onRecord, counted: (await store.setting('forgotten')) ?? NONE };
}
