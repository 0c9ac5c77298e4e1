import assert from 'node:assert/strict';
import { metrics } from '@opentelemetry/api';
import type { AuditEvent } from '../../src/desk/request/audit-entry.ts';
import { LimitReachedError, StaleRequestError, StoreError } from '../../src/errors.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { createMeasures } from '../../src/telemetry/measures.ts';
import { observeDue, observedStore } from '../../src/telemetry/observed-store.ts';
import { KEYS, MINUTE, movedTo, NOW, sampleEntry, sampleRequest } from '../store/samples.ts';
import { type Collected, collect } from './support/collected.ts';

describe('the observed store', () => {
  let collected: Collected;
  let plain: AuditedRequestStore;
  let store: AuditedRequestStore;
  beforeEach(() => {
    collected = collect();
    plain = openSqliteStore(':memory:', { keys: KEYS });
    store = observedStore(plain, createMeasures(metrics.getMeter('nyckel')));
  });
  afterEach(async () => {
    await plain.close();
    await collected.stop();
  });

  /** Value by attributes, of one metric. */
  async function counted(name: string): Promise<Record<string, number>> {
    const points = await collected.points(name);
    return Object.fromEntries(points.map(({ attributes, value }) => [Object.values(attributes).join(' '), value]));
  }

  async function record(event: AuditEvent, rule?: string, actorId = 'erik'): Promise<void> {
    await store.record(sampleEntry({ id: 'r' }, { event, rule, actorId }));
  }

  it('does what the store does', async () => {
    const request = sampleRequest();
    await store.create(request, sampleEntry(request));
    assert.deepEqual(await store.get(request.id), await plain.get(request.id));
    const replaced = await store.replace({ ...request, note: 'changed' }, sampleEntry(request));
    assert.equal((await plain.get(request.id))?.version, replaced.version);
    assert.equal((await store.auditTrail(request.id)).length, 2);
    await store.check();
  });

  it('counts what is done by action and outcome', async () => {
    for (const event of ['reset-accepted', 'reset-accepted', 'reset-verified', 'reset-unknown'] as const) {
      await record(event);
    }
    for (const event of ['reset-failed', 'reset-undone', 'reset-started', 'reset-not-called'] as const) {
      await record(event);
    }
    for (const event of ['pass-made', 'pass-failed', 'pass-shown'] as const) await record(event);
    assert.deepEqual(await counted('nyckel.resets'), {
      'reset-password accepted': 2,
      'reset-password verified': 1,
      'reset-password unknown': 1,
      'reset-password failed': 2,
      'temporary-access-pass accepted': 1,
      'temporary-access-pass failed': 1,
    });
  });

  it('counts refusals by rule and person', async () => {
    await record('request-refused', 'target-outranks');
    await record('request-refused', 'target-outranks');
    await record('approval-refused', 'own-request', 'johanna');
    await record('not-allowed');
    await record('request-opened', 'no-refusal');
    await record('sign-in-failed', 'invokeerror');
    assert.deepEqual(await counted('nyckel.refusals'), {
      'target-outranks erik': 2,
      'own-request johanna': 1,
      'not-allowed erik': 1,
    });
  });

  it('counts what second persons decided', async () => {
    for (const event of ['request-approved', 'request-declined', 'request-declined', 'approval-asked'] as const) {
      await record(event);
    }
    assert.deepEqual(await counted('nyckel.approvals'), { approved: 1, declined: 2 });
  });

  it('counts what was to show who calls, by kind and outcome, and with what calls began', async () => {
    const rows: [AuditEvent, string?][] = [
      ['proof-asked', 'number-match'],
      ['proof-asked', 'manager'],
      ['proof-not-asked', 'manager'],
      ['proof-given', 'number-match'],
      ['proof-not-given', 'number-match'],
      ['reset-started', 'called-back number-match'],
      ['pass-started', 'none'],
      ['reset-started'],
      ['approval-asked', 'none'],
      ['reset-accepted', 'voice'],
    ];
    for (const [event, proof] of rows) await store.record(sampleEntry({ id: 'r' }, { event, proof }));
    assert.deepEqual(await counted('nyckel.proofs'), {
      'number-match asked': 1,
      'manager asked': 1,
      'manager not-asked': 1,
      'number-match given': 1,
      'number-match not-given': 1,
      'called-back relied-on': 1,
      'number-match relied-on': 1,
      'none relied-on': 1,
    });
  });

  it('counts alarms by account, raised and ended, and nothing else as one', async () => {
    const events: [AuditEvent, string][] = [
      ['alarm-raised', 'anna'],
      ['alarm-raised', 'anna'],
      ['alarm-raised', 'gustav'],
      ['alarm-ended', 'anna'],
      ['request-refused', 'anna'],
    ];
    for (const [event, targetId] of events) await store.record(sampleEntry({ id: 'r' }, { event, targetId }));
    assert.deepEqual(await counted('nyckel.alarms'), { 'raised anna': 2, 'raised gustav': 1, 'ended anna': 1 });
  });

  it('counts rows that come with a request or a setting', async () => {
    const request = sampleRequest();
    const refused = sampleEntry(request, { event: 'request-refused', rule: 'one' });
    await store.create(request, refused);
    await store.replace(request, { ...refused, rule: 'two' });
    await store.putSetting(
      'approvals',
      { place: request.place, locale: 'en', setBy: { id: 'a', name: 'A' }, setAt: NOW },
      { ...refused, rule: 'three' },
    );
    assert.deepEqual(Object.values(await counted('nyckel.refusals')), [1, 1, 1]);
  });

  it('counts what could not be written, and passes the error on; what was not written is not counted as done', async () => {
    await plain.close();
    const request = sampleRequest();
    const row = sampleEntry(request, { event: 'reset-accepted' });
    await assert.rejects(store.create(request, row), StoreError);
    await assert.rejects(store.replace(request, row), StoreError);
    await assert.rejects(store.record(row), StoreError);
    const approvals = { place: request.place, locale: 'en', setBy: { id: 'a', name: 'A' }, setAt: NOW } as const;
    await assert.rejects(store.putSetting('approvals', approvals, row), StoreError);
    assert.deepEqual(await counted('nyckel.record.failures'), { '': 4 });
    assert.deepEqual(await counted('nyckel.resets'), {});
  });

  it('does not take for a failure what the store decided against, or what is no row', async () => {
    const request = sampleRequest();
    await store.create(request, sampleEntry(request));
    const row = sampleEntry(request, { event: 'reset-accepted' });
    await assert.rejects(store.replace({ ...request, version: 7 }, row), StaleRequestError);
    const limit = { of: { requesterIds: [request.requester.id] }, since: 0, atMost: 0 };
    const running = movedTo(request, 'running');
    await assert.rejects(store.replace(running, row, [limit]), LimitReachedError);
    await plain.close();
    await assert.rejects(store.replace(request), StoreError);
    assert.deepEqual(await counted('nyckel.record.failures'), {});
    assert.deepEqual(await counted('nyckel.resets'), {});
  });

  it('tells how many requests are due, until it is told to end', async () => {
    let looks = 0;
    const due: AuditedRequestStore['due'] = (now, limit) => {
      looks += 1;
      return store.due(now, limit);
    };
    const end = observeDue(metrics.getMeter('nyckel'), { due }, () => NOW);
    for (const minutes of [-2, -1, 5]) {
      const request = sampleRequest({ dueAt: NOW + minutes * MINUTE });
      await store.create(request, sampleEntry(request));
    }
    assert.deepEqual(await counted('nyckel.work.due'), { '': 2 });
    end();
    await collected.points();
    assert.equal(looks, 1);
  });

  it('tells nothing while the store can’t be read', async () => {
    observeDue(metrics.getMeter('nyckel'), store, () => NOW);
    await plain.close();
    assert.deepEqual(await counted('nyckel.work.due'), {});
  });
});
