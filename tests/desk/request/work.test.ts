import assert from 'node:assert/strict';
import type { HandoverTrouble, ResetRequest } from '../../../src/desk/request/request.ts';
import { isUndelivered, isUnverified, looksTheSame, nextWork } from '../../../src/desk/request/work.ts';
import { APPROVAL, APPROVED, DECLINED, NOW, PLACE, requestIn, STATES } from '../support/requests.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const OPERATION = { verification: 'pending', operationUrl: 'https://graph.example/operation' } as const;
const done = (change: Partial<ResetRequest>) => requestIn('done', change);

describe('when the sweep looks at a request again', () => {
  it('is never, where nothing is left to do', () => {
    for (const state of ['cancelled', 'declined', 'expired', 'refused', 'failed', 'done'] as const) {
      assert.equal(nextWork(requestIn(state), NOW), undefined, state);
    }
    assert.equal(nextWork(done({ ...OPERATION, verification: 'verified' }), NOW), undefined);
    assert.equal(nextWork(done({ signOut: 'failed' }), NOW), undefined);
    assert.equal(nextWork(requestIn('cancelled', { signOut: 'wanted' }), NOW), undefined, 'nothing was reset');
  });

  it('is when its state ends', () => {
    for (const state of ['choosing', 'open', 'awaiting-approval', 'approved', 'resetting'] as const) {
      assert.equal(nextWork(requestIn(state, { dueAt: NOW + 7 }), NOW), NOW + 7, state);
    }
  });

  it('is half a minute after a card could not be shown, then twice as long each time, an hour at most', () => {
    const wait = (showTries?: number) => (nextWork(done({ unshown: true, showTries }), NOW) ?? 0) - NOW;
    assert.deepEqual([undefined, 1, 2, 6].map(wait), [30 * SECOND, MINUTE, 2 * MINUTE, 32 * MINUTE]);
    assert.deepEqual([7, 8, 1000].map(wait), [60 * MINUTE, 60 * MINUTE, 60 * MINUTE]);
  });

  it('is in a minute, where something is owed or to be found out', () => {
    const owed = [
      requestIn('unknown'),
      requestIn('reset'),
      requestIn('reset', { handover: PLACE, signOut: 'wanted' }),
      requestIn('reset', { handover: PLACE, ...OPERATION }),
      done({ signOut: 'wanted' }),
      done(OPERATION),
    ];
    for (const request of owed) assert.equal(nextWork(request, NOW), NOW + MINUTE, JSON.stringify(request));
    const delivered = requestIn('reset', { handover: PLACE, dueAt: NOW + 15 * MINUTE });
    assert.equal(nextWork(delivered, NOW), NOW + 15 * MINUTE);
  });

  it('is in 5 seconds where Teams did not take the card that leads to a password, and in a minute where somebody must act', () => {
    const undelivered = (why: HandoverTrouble) =>
      nextWork(requestIn('reset', { undelivered: why, dueAt: NOW + 15 * MINUTE }), NOW);
    assert.equal(undelivered('later'), NOW + 5 * SECOND);
    for (const why of ['not-installed', 'blocked-by-person', 'disabled-by-admin', 'person-not-found'] as const) {
      assert.equal(undelivered(why), NOW + MINUTE, why);
    }
    const delivered = requestIn('reset', { undelivered: 'later', handover: PLACE, dueAt: NOW + 15 * MINUTE });
    assert.equal(nextWork(delivered, NOW), NOW + 15 * MINUTE);
  });

  it('is at the first of several', () => {
    assert.equal(nextWork(requestIn('unknown', { unshown: true, dueAt: NOW + 15 * MINUTE }), NOW), NOW + 30 * SECOND);
    assert.equal(nextWork(requestIn('unknown', { unshown: true, dueAt: NOW + 1 }), NOW), NOW + 1);
  });
});

describe('what is owed', () => {
  it('is a password without a card that leads to it', () => {
    assert.deepEqual(
      STATES.filter(state => isUndelivered(requestIn(state))),
      ['reset'],
    );
    assert.equal(isUndelivered(requestIn('reset', { handover: PLACE })), false);
  });

  it('is an outcome that Graph can still tell', () => {
    assert.deepEqual(
      STATES.filter(state => isUnverified(requestIn(state, OPERATION))),
      ['reset', 'done'],
    );
    assert.equal(isUnverified(done({ ...OPERATION, operationUrl: undefined })), true, 'the last change tells as well');
    assert.equal(isUnverified(done({ ...OPERATION, verification: 'accepted' })), false);
  });
});

describe('whether the cards of two versions say the same', () => {
  const request = requestIn('reset');

  it('is so while nothing changed that is to be seen', () => {
    const noted = { version: 9, workAt: 1, dueAt: 2, showTries: 3, unshown: true, told: 'reset' } as const;
    assert.equal(looksTheSame(request, { ...request, ...noted }), true);
    const asked = requestIn('awaiting-approval');
    const sent = { ...APPROVAL, place: { ...PLACE, cardId: 'q' } };
    assert.equal(looksTheSame(asked, { ...asked, approval: sent }), true, 'where the card is shows on no card');
  });

  const changes: readonly Partial<ResetRequest>[] = [
    { state: 'done' },
    { attempts: 2 },
    { verification: 'verified' },
    { signOut: 'done' },
    { undelivered: 'blocked-by-person' },
    { notInstalled: true },
    { ending: 'erased' },
    { refusal: { rule: 'busy', values: {} } },
    { approval: { ...APPROVAL, decision: APPROVED } },
    { approval: { ...APPROVAL, decision: DECLINED } },
    { handover: PLACE },
  ];
  for (const change of changes) {
    it(`is not so after a change of ${JSON.stringify(change)}`, () => {
      assert.equal(looksTheSame(request, { ...request, ...change }), false);
      assert.equal(looksTheSame({ ...request, ...change }, request), false);
    });
  }
});
