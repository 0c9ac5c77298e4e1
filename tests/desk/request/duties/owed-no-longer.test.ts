import assert from 'node:assert/strict';
import { owes } from '../../../../src/desk/request/duties.ts';
import { DUTIES, type DutyKind } from '../../../../src/desk/request/duty.ts';
import type { RequestEvent } from '../../../../src/desk/request/events.ts';
import type { Request } from '../../../../src/desk/request/request.ts';
import { EVENTS, NOW, requestIn, STATES } from '../../support/requests.ts';

import { DECIDED, duty, following, kinds, OWING, owing } from './owing.ts';

describe('what is owed no longer', () => {
  it('is what was done, and that alone', () => {
    for (const what of DUTIES) {
      const done = { type: 'duty-done', duty: what } as const;
      assert.deepEqual(following(owing(what), done).duties, [], what);
      for (const other of DUTIES.filter(each => each !== what)) {
        for (const type of ['duty-done', 'duty-failed'] as const) {
          const left = following(owing(what), { type, duty: other });
          assert.deepEqual(left.duties, owing(what).duties, `${type} ${other}, ${what}`);
        }
      }
    }
  });

  const ends: readonly [DutyKind, Request, readonly RequestEvent[]][] = [
    ['question', owing('question'), [EVENTS['question-sent'], EVENTS.decided, EVENTS.cancelled, EVENTS.expired]],
    ['find-out', owing('find-out'), [EVENTS.accepted, EVENTS.rejected, EVENTS.repeated, EVENTS.erased]],
    ['handover', owing('handover'), [EVENTS['handover-sent'], EVENTS['handed-over'], EVENTS.erased, EVENTS.rejected]],
    ['sign-out', owing('sign-out'), [EVENTS['signed-out'], { type: 'signed-out', ended: 'failed' }, EVENTS.rejected]],
    ['run-card', owing('run-card'), [EVENTS['run-card-sent'], EVENTS.confirmed, EVENTS.cancelled, EVENTS.expired]],
    ['notice', { ...requestIn('unknown', DECIDED), duties: [duty('notice', NOW)] }, [EVENTS.accepted, EVENTS.repeated]],
    ['verify', owing('verify'), [EVENTS.verification, EVENTS.rejected]],
  ];
  for (const [what, request, events] of ends) {
    it(`is ${what} after ${events.map(({ type }) => type).join(', ')}`, () => {
      assert.ok(owes(request, what));
      for (const event of events) assert.ok(!owes(following(request, event), what), event.type);
    });
  }

  it('is what was given up, and that alone', () => {
    for (const what of DUTIES) {
      const other = what === 'cards' ? 'verify' : 'cards';
      const request = { ...OWING[what], duties: [duty(what, NOW, 3), duty(other, NOW, 3)] };
      const left = kinds(following(request, { type: 'duty-failed', duty: what, forGood: true }));
      assert.ok(!left.includes(what), what);
      assert.deepEqual(left, kinds(following(request, { type: 'duty-done', duty: what })), what);
    }
  });

  it('is neither signing out nor the outcome when the password is handed over or erased', () => {
    const duties = [duty('sign-out', NOW, 2), duty('verify', NOW, 1)];
    const request = requestIn('carried-out', { signOut: true, verification: 'pending', duties });
    for (const event of [EVENTS['handed-over'], EVENTS.erased]) {
      const left = following(request, event).duties.filter(({ what }) => what !== 'cards');
      assert.deepEqual(left, duties, event.type);
    }
  });

  it('is nothing in a state that has no such thing: a password, a question, an outcome that Graph can still tell', () => {
    const all = DUTIES.map(what => duty(what, NOW));
    const owedIn = (what: DutyKind) =>
      STATES.filter(state => owes(following({ ...requestIn(state), duties: all }, EVENTS['card-sent']), what));
    assert.deepEqual(owedIn('handover'), ['carried-out']);
    assert.deepEqual(owedIn('question'), ['awaiting-approval']);
    assert.deepEqual(owedIn('find-out'), ['unknown']);
    assert.deepEqual(owedIn('run-card'), ['approved']);
    assert.deepEqual(owedIn('notice'), ['declined']);
    assert.deepEqual(owedIn('sign-out'), []);
    assert.deepEqual(owedIn('cards'), STATES);
    const unverified = (['carried-out', 'done'] as const).map(state => requestIn(state, { verification: 'pending' }));
    for (const request of unverified) {
      assert.ok(owes(following({ ...request, duties: all }, EVENTS['card-sent']), 'verify'), request.state);
    }
    assert.deepEqual(owedIn('verify'), []);
  });
});
