import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { nextLook } from '../../../src/desk/request/duties.ts';
import { DUTIES } from '../../../src/desk/request/duty.ts';
import { isHolding } from '../../../src/desk/request/holding.ts';
import { PARTICULARS } from '../../../src/desk/request/particulars.ts';
import { type In, STATES } from '../../../src/desk/request/request.ts';
import { StoreError } from '../../../src/errors.ts';
import { fromStored, type StoredRequest, toStored } from '../../../src/store/requests/stored-request.ts';
import { NOW, sampleRequest } from '../samples.ts';
import { FULL } from './full-requests.ts';

/** What of it comes through JSON. */
function written(stored: StoredRequest): StoredRequest {
  return JSON.parse(JSON.stringify(stored)) as StoredRequest;
}

describe('store: a request as it is stored', () => {
  for (const state of STATES) {
    it(`comes back as it was: ${state}, with no more than it needs and with all that it may have`, () => {
      for (const request of [sampleRequest({ state }), sampleRequest(FULL[state])]) {
        assert.equal(request.state, state);
        assert.deepEqual(fromStored(written(toStored(request))), request);
      }
    });
  }

  it('comes back with all that is kept of a person', () => {
    const { target } = fromStored(written(toStored(sampleRequest(FULL.open)))) as In<'open'>;
    for (const name of Object.keys(PARTICULARS.shape)) assert.ok(name in target, `the sample has no ${name}`);
  });

  it('has the names of the first versions, of which indexes are made, and when it has to be looked at', () => {
    const request = sampleRequest(FULL['carried-out']);
    const { document, ...columns } = toStored(request);
    const { id, version, dueAt, sealed } = request;
    assert.deepEqual(columns, { id, version, state: 'reset', dueAt, sealed });
    const { resetStartedAt, resetAt, workAt } = document;
    assert.deepEqual([resetStartedAt, resetAt, workAt], [request.startedAt, request.carriedOutAt, nextLook(request)]);
    assert.equal(toStored(sampleRequest({ state: 'running' })).state, 'resetting');
    assert.deepEqual(
      STATES.filter(state => toStored(sampleRequest({ state })).state !== state),
      ['running', 'carried-out'],
    );
  });

  it('of a version that did not write down by which role it began is one that nobody takes over', () => {
    for (const state of ['running', 'unknown', 'carried-out'] as const) {
      const { document, ...columns } = written(toStored(sampleRequest({ state })));
      assert.equal(document.reach, 'some');
      const { reach: _, ...earlier } = document;
      const read = fromStored({ ...columns, document: earlier });
      assert.equal(isHolding(read) && read.reach, 'everybody', state);
      assert.throws(() => fromStored({ ...columns, document: { ...document, reach: 'all' } }), StoreError);
    }
  });

  it('has its secret in no document', () => {
    for (const state of ['running', 'unknown', 'carried-out'] as const) {
      const stored = toStored(sampleRequest({ state, sealed: 'v1.secret' }));
      assert.equal(stored.sealed, 'v1.secret');
      assert.doesNotMatch(JSON.stringify(stored.document), /v1\.secret/);
    }
  });

  it('is read without what does not belong to its state', () => {
    const request = sampleRequest({ state: 'cancelled' });
    const { document, ...columns } = written(toStored(request));
    const more = { ...columns, dueAt: NOW, sealed: 'v1.a', document: { ...document, handover: request.place, old: 1 } };
    assert.deepEqual(fromStored(more), request);
  });

  it('comes back with every duty that there is', () => {
    const duties = DUTIES.map(what => ({ what, at: NOW, tries: 1 }));
    const request = sampleRequest({ duties });
    assert.deepEqual(fromStored(written(toStored(request))).duties, duties);
  });

  describe('that is malformed is a StoreError that says where, and nothing of what it holds', () => {
    const NAMES = /Svensson|Björn|Åkesson|Ingrid|Öberg|contoso|Åsa|Ekonomi|INC0012345|låst/;

    function assertRefused(stored: StoredRequest, where: string): void {
      assert.throws(
        () => fromStored(stored),
        (error: unknown) => {
          assert.ok(error instanceof StoreError, String(error));
          assert.match(error.message, new RegExp(`The request ${stored.id} of the store can’t be read \\(.*${where}`));
          assert.doesNotMatch(inspect(error, { depth: 9 }), NAMES);
          return true;
        },
      );
    }

    for (const state of STATES) {
      it(`${state}: without any one of the parts that it needs`, () => {
        const { document, ...columns } = written(toStored(sampleRequest({ state, query: undefined })));
        // What is looked up, and what brings a request of before up to date.
        const needed = Object.keys(document).filter(name => !['workAt', 'duties', 'reach'].includes(name));
        const known: Record<string, string> = { resetStartedAt: 'startedAt', resetAt: 'carriedOutAt' };
        const mayLack = ['cancelled', 'expired', 'refused'].includes(state) ? ['target'] : [];
        for (const name of needed.filter(each => !mayLack.includes(each))) {
          const { [name]: _, ...rest } = document;
          assertRefused({ ...columns, document: rest }, known[name] ?? name);
        }
        const { dueAt, sealed, ...ends } = columns;
        if (dueAt !== undefined) assertRefused({ ...columns, dueAt: undefined, document }, 'dueAt');
        if (sealed !== undefined) assertRefused({ ...columns, sealed: undefined, document }, 'sealed');
        assert.equal(dueAt === undefined && sealed === undefined, 'finishedAt' in document, ends.state);
      });
    }

    it('with a part that is something else', () => {
      const { document, ...columns } = written(toStored(sampleRequest(FULL['carried-out'])));
      const { requester, target } = sampleRequest(FULL['carried-out']);
      for (const [change, where] of [
        [{ requester: 'Ingrid Öberg' }, 'requester'],
        [{ requester: { ...requester, name: ['Ingrid Öberg'] } }, 'requester.name'],
        [{ target: { ...target, roleIds: 'Ingrid Öberg' } }, 'target.roleIds'],
        [{ place: null }, 'place'],
        [{ verification: 'Anna Svensson' }, 'verification'],
        [{ action: 'Anna Svensson' }, 'action'],
        [{ duties: [{ what: 'Anna Svensson', at: NOW, tries: 0 }] }, 'duties.0.what'],
        [{ duties: [{ what: 'cards', at: 'Anna Svensson', tries: 0 }] }, 'duties.0.at'],
        [{ duties: 'Anna Svensson' }, 'duties'],
        [{ createdAt: '2026' }, 'createdAt'],
        [{ repeatedAt: [String(NOW)] }, 'repeatedAt.0'],
        [{ signOut: 'Anna Svensson' }, 'signOut'],
        [{ approval: { ...FULL.running.approval, decision: undefined } }, 'approval.decision'],
      ] as const) {
        assertRefused({ ...columns, document: { ...document, ...change } }, where);
      }
    });

    for (const state of ['', 'Anna Svensson', 'running', 'carried-out', 'Open', 'constructor', '__proto__']) {
      it(`in the state ${JSON.stringify(state)}, which no version has written`, () => {
        const { document, ...columns } = written(toStored(sampleRequest(FULL.done)));
        assertRefused({ ...columns, state, document }, '');
      });
    }
  });
});
