import assert from 'node:assert/strict';
import type { Request } from '../../../../src/desk/request/request.ts';
import { StoreError } from '../../../../src/errors.ts';
import type { AuditedRequestStore } from '../../../../src/store/record/audited-store.ts';
import { everyWrite } from '../../every-write.ts';
import { movedTo, NOW, sampleCommand, sampleEntry } from '../../samples.ts';
import { eachBehindNetwork } from '../behind-network.ts';
import { FALSE_ANSWERS } from '../false-answers.ts';
import type { TableBench } from '../table-bench.ts';
import type { Answer, UnreliableNetwork } from '../unreliable-network.ts';

const PART = '--changesetresponse_';

describe('store/tables: answers that are not the service’s own', () => {
  let bench: TableBench;
  let network: UnreliableNetwork;
  /** Reaches the account past somebody who answers in its place. */
  let store: AuditedRequestStore;
  /** Another process that does not. */
  let other: AuditedRequestStore;
  let request: Request;
  eachBehindNetwork(scene => ({ bench, network, store, other, request } = scene));

  const operations: Record<string, () => Promise<unknown>> = {
    get: () => store.get(request.id),
    'get what is not there': () => store.get('nobody'),
    due: () => store.due(NOW, 5),
    lapsed: () => store.lapsed(NOW, 5),
    unfinished: () => store.unfinished('requester-1'),
    busyWith: () => store.busyWith('target-1'),
    begunSince: () => store.begunSince({ requesterIds: ['requester-1'] }, 0),
    history: () => store.history({ targetId: 'target-1' }, 5),
    setting: () => store.setting('approvals'),
    auditTrail: () => store.auditTrail(),
    auditHead: () => store.auditHead(),
    verifyAudit: () => store.verifyAudit(),
    ...everyWrite(() => ({ store, request })),
    'opening it': () => bench.open(undefined, network.account.connectionString),
  };

  async function assertNotKnown(what: string, outcome: PromiseSettledResult<unknown> | undefined): Promise<void> {
    assert.ok(outcome?.status === 'rejected', `${what} was taken for an answer: ${JSON.stringify(outcome)}`);
    assert.ok(outcome.reason instanceof StoreError, `${what}: ${String(outcome.reason)}`);
    assert.match(outcome.reason.message, /did not answer itself; something between Nyckel and the storage account did/);
    assert.doesNotMatch(outcome.reason.message, /Blocked|something else than Nyckel has changed/);
  }

  for (const [what, forged] of Object.entries(FALSE_ANSWERS)) {
    it(`takes ${what} for no answer, whatever it asks`, async () => {
      const before = await bench.entities();
      network.mishap = () => ({ arrives: false, answer: forged });
      for (const [name, operation] of Object.entries(operations)) {
        const [outcome] = await Promise.allSettled([operation()]);
        await assertNotKnown(name, outcome);
      }
      network.mishap = () => undefined;
      assert.deepEqual(await bench.entities(), before);
    });
  }

  for (const arrives of [true, false]) {
    it(`makes a transition once when its call ${arrives ? 'arrives' : 'is kept'} and somebody else answers`, async () => {
      let rows = 1;
      for (const [what, forged] of Object.entries(FALSE_ANSWERS)) {
        let left = 1;
        network.mishap = method => (method === 'POST' && left-- > 0 ? { arrives, answer: forged } : undefined);
        const next = { ...request, note: what };
        request = await store.replace(next, sampleEntry(request, { event: 'reset-started' }));
        rows += 1;
        assert.deepEqual(await other.get(request.id), { ...next, version: rows }, what);
        const head = await other.auditHead();
        assert.equal(head?.count, rows, what);
      }
      assert.deepEqual((await other.verifyAudit()).findings, []);
    });
  }

  const shorten: Record<string, (own: Answer | undefined) => Answer> = {
    'without its last part': own => ({ ...whole(own), body: whole(own).body.split(PART).toSpliced(-2, 1).join(PART) }),
    'cut in the middle': own => ({ ...whole(own), body: whole(own).body.slice(0, whole(own).body.length / 2) }),
    'without versions': own => ({ ...whole(own), body: whole(own).body.replaceAll(/^ETag: .*\r?\n/gm, '') }),
    'with 200 in place of 204': own => ({ ...whole(own), body: whole(own).body.replace('204 No Content', '200 OK') }),
    'without its request-id': own => ({ ...whole(own), headers: { ...whole(own).headers, 'x-ms-request-id': '' } }),
  };
  function whole(own: Answer | undefined): Answer {
    assert.ok(own);
    const { 'transfer-encoding': _chunked, ...headers } = own.headers;
    return { ...own, headers };
  }
  for (const [what, answer] of Object.entries(shorten)) {
    it(`looks what has become of a transition whose answer comes ${what}`, async () => {
      let left = 1;
      network.mishap = method => (method === 'POST' && left-- > 0 ? { arrives: true, answer } : undefined);
      const next = await store.replace(movedTo(request, 'running'), sampleEntry(request));
      assert.deepEqual(await other.get(request.id), next);
      assert.equal((await other.auditHead())?.count, 2);
      assert.equal(left < 1, true);
    });
  }

  it('gives a command once although somebody else answers for its mark', async () => {
    for (const [what, forged] of Object.entries(FALSE_ANSWERS)) {
      for (const arrives of [true, false]) {
        await other.keepPending('p', sampleCommand());
        let left = 1;
        network.mishap = method => (method === 'PUT' && left-- > 0 ? { arrives, answer: forged } : undefined);
        assert.deepEqual(await store.takePending('p', NOW), sampleCommand(), what);
        assert.equal(await other.takePending('p', NOW), undefined, what);
      }
    }
  });

  it('does not believe that a request is gone because a gateway says so once in a while', async () => {
    let each = 0;
    const forged = FALSE_ANSWERS['a page with 404'] ?? assert.fail();
    network.mishap = () => (each++ % 2 === 0 ? { arrives: false, answer: forged } : undefined);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => store.get(request.id)));
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') assert.deepEqual(outcome.value, request);
      else assert.ok(outcome.reason instanceof StoreError);
    }
  });
});
