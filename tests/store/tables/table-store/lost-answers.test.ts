import assert from 'node:assert/strict';
import type { In } from '../../../../src/desk/request/request.ts';
import { LimitReachedError, StaleRequestError, StoreError, TargetBusyError } from '../../../../src/errors.ts';
import type { AuditedRequestStore } from '../../../../src/store/record/audited-store.ts';
import { sampleApprovals } from '../../contract-settings.ts';
import { movedTo, NOW, sampleCommand, sampleDuty, sampleEntry, sampleRequest, sampleTarget } from '../../samples.ts';
import { eachBehindNetwork } from '../behind-network.ts';
import type { UnreliableNetwork } from '../unreliable-network.ts';

/** How often the client makes one call: once and three repetitions. */
const ALL_TRIES = 4;

describe('store/tables: answers that get lost', () => {
  let network: UnreliableNetwork;
  /** Reaches the account over the unreliable network. */
  let store: AuditedRequestStore;
  /** Another process with a better one. */
  let other: AuditedRequestStore;
  let request: In<'open'>;
  eachBehindNetwork(scene => ({ network, store, other, request } = scene));
  const starting = () => movedTo(request, 'running');
  const started = () => sampleEntry(request, { event: 'reset-started' });
  const events = async () => (await other.auditTrail()).map(({ event }) => event);

  for (const [what, times] of [
    ['once', 1],
    ['as often as the client asks', ALL_TRIES],
  ] as const) {
    it(`takes a transition for its own whose answer was lost ${what}`, async () => {
      network.next('lost-answer', 'POST', times);
      const next = await store.replace(starting(), started());
      assert.deepEqual(next, { ...starting(), version: 2 });
      assert.deepEqual(await other.get(request.id), next);
      assert.deepEqual(await events(), ['request-opened', 'reset-started']);
      assert.deepEqual((await other.verifyAudit()).findings, []);
    });
  }

  it('takes it for its own although others have written since, the same request too', async () => {
    network.next('lost-answer', 'POST');
    network.meanwhile = async () => {
      network.meanwhile = async () => undefined;
      const now = (await other.get(request.id)) ?? assert.fail();
      await other.replace(movedTo(now, 'failed'), sampleEntry(request, { event: 'reset-failed' }));
      for (let each = 0; each < 3; each++) await other.record(sampleEntry(request, { event: 'signed-in' }));
      await store.check();
    };
    assert.equal((await store.replace(starting(), started())).version, 2);
    assert.equal((await events()).filter(event => event === 'reset-started').length, 1);
    assert.equal((await other.get(request.id))?.version, 3);
  });

  it('does not take a transition for its own that another process made in the same words', async () => {
    network.next('lost-call', 'POST');
    network.meanwhile = async () => void (await other.replace(starting(), started()));
    await assert.rejects(store.replace(starting(), started()), StaleRequestError);
    assert.deepEqual(await events(), ['request-opened', 'reset-started']);
  });

  it('takes a target for held where another process took it meanwhile', async () => {
    const rival = sampleRequest();
    await other.create(rival, sampleEntry(rival));
    network.next('lost-call', 'POST');
    network.meanwhile = async () => void (await other.replace(movedTo(rival, 'running'), sampleEntry(rival)));
    await assert.rejects(store.replace(starting(), started()), TargetBusyError);
  });

  it('makes a transition once whose call was lost', async () => {
    network.next('lost-call', 'POST', ALL_TRIES);
    assert.equal((await store.replace(starting(), started())).version, 2);
    assert.deepEqual(await events(), ['request-opened', 'reset-started']);
  });

  it('takes what was written without a row for its own', async () => {
    network.next('lost-answer', 'POST');
    const next = await store.replace({ ...request, duties: [sampleDuty()] });
    assert.deepEqual(await other.get(request.id), next);
    assert.equal(next.version, 2);
  });

  it('creates a request once, and writes a row and a setting once', async () => {
    const second = sampleRequest();
    network.next('lost-answer', 'POST', ALL_TRIES);
    await store.create(second, sampleEntry(second));
    network.next('lost-answer', 'POST');
    await store.record(sampleEntry(second, { event: 'signed-in' }));
    network.next('lost-answer', 'POST');
    const entry = sampleEntry(second, { event: 'approvals-set' });
    await store.putSetting('approvals', sampleApprovals(), entry);
    network.next('lost-answer', 'POST', ALL_TRIES);
    const change = { before: sampleApprovals(), after: sampleApprovals({ locale: 'en' }) };
    assert.equal(await store.replaceSetting('approvals', change, entry), true);
    assert.deepEqual(await events(), [
      'request-opened',
      'request-opened',
      'signed-in',
      'approvals-set',
      'approvals-set',
    ]);
  });

  it('gives a command to the one who took it, and to nobody else', async () => {
    await other.keepPending('p', sampleCommand());
    network.next('lost-answer', 'PUT');
    assert.deepEqual(await store.takePending('p', NOW), sampleCommand());
    await other.keepPending('p', sampleCommand());
    network.next('lost-call', 'PUT');
    network.meanwhile = async () => assert.notEqual(await other.takePending('p', NOW), undefined);
    assert.equal(await store.takePending('p', NOW), undefined);
  });

  it('gives a command although its mark can’t be taken away, and to nobody again', async () => {
    await other.keepPending('p', sampleCommand());
    network.next('lost-call', 'DELETE', ALL_TRIES);
    assert.deepEqual(await store.takePending('p', NOW), sampleCommand());
    assert.equal(await other.takePending('p', NOW), undefined);
  });

  it('gives a message to the one who took it, and to nobody else', async () => {
    network.next('lost-answer', 'POST');
    assert.equal(await store.takeMessage('m', NOW), true);
    assert.equal(await other.takeMessage('m', NOW), false);
    network.next('lost-call', 'POST');
    network.meanwhile = async () => assert.equal(await other.takeMessage('n', NOW), true);
    assert.equal(await store.takeMessage('n', NOW), false);
    const anHourLater = NOW + 60 * 60_000;
    network.next('lost-answer', 'PUT');
    assert.equal(await store.takeMessage('m', anHourLater), true);
    assert.equal(await other.takeMessage('m', anHourLater), false);
  });

  it('gives a message although old ones can’t be forgotten', async () => {
    assert.equal(await other.takeMessage('old', NOW - 2 * 60 * 60_000), true);
    network.next('lost-call', 'DELETE', ALL_TRIES);
    assert.equal(await store.takeMessage('m', NOW), true);
    assert.equal(await other.takeMessage('m', NOW), false);
  });

  it('says so when no answer to a write comes through, and loses nothing by it', async () => {
    network.mishap = method => (method === 'POST' ? 'lost-call' : undefined);
    await assert.rejects(store.replace(starting(), started()), (error: unknown) => {
      assert.ok(error instanceof StoreError, String(error));
      assert.match(error.message, /does not answer/);
      return true;
    });
    assert.deepEqual(await other.get(request.id), request);
    network.mishap = () => undefined;
    assert.equal((await store.replace(starting(), started())).version, 2);
  });

  for (const [what, entry] of [
    ['with a row', started],
    ['without one', () => undefined],
  ] as const) {
    it(`counts what another process started between the judging and the writing, ${what}`, async () => {
      const rival = sampleRequest({ target: sampleTarget('another') });
      await other.create(rival, sampleEntry(rival));
      const limits = [{ of: { requesterIds: ['requester-1'] }, since: 0, atMost: 1 }];
      let sent = 0;
      network.mishap = async method => {
        if (method !== 'POST' || sent++ > 0) return undefined;
        await other.replace(movedTo(rival, 'running'), sampleEntry(rival), limits);
        return undefined;
      };
      await assert.rejects(store.replace(starting(), entry(), limits), LimitReachedError);
      assert.equal(sent, 1);
      assert.equal(await other.begunSince({ requesterIds: ['requester-1'] }, 0), 1);
      assert.deepEqual(await other.get(request.id), request);
    });
  }

  it('waits for an answer for a bounded time', async () => {
    network.mishap = () => 'silence';
    const begun = performance.now();
    await assert.rejects(store.get(request.id), /does not answer/);
    assert.ok(performance.now() - begun < 8000);
  });
});
