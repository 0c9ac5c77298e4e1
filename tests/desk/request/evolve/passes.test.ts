import assert from 'node:assert/strict';
import type { Made } from '../../../../src/desk/actions/kept.ts';
import { owes } from '../../../../src/desk/request/duties.ts';
import type { RequestEvent } from '../../../../src/desk/request/events.ts';
import { evolve } from '../../../../src/desk/request/evolve.ts';
import type { In, Request, RequestState } from '../../../../src/desk/request/request.ts';
import { isSameCall } from '../../../../src/desk/request/same-call.ts';
import { NOW, REFUSAL, requestIn } from '../../support/requests.ts';

const MINUTE = 60_000;
const PASS = { action: 'temporary-access-pass', terms: { once: true, minutes: 60 } } as const;
const MADE: Made = { id: 'p', once: true, createdAt: NOW, startsAt: NOW, endsAt: NOW + 60 * MINUTE };

/** A request for a pass in this state; no secret is known before the answer. */
function passIn<State extends RequestState>(state: State, change: Partial<In<State>> = {}): In<State> {
  const isWaiting = state === 'carried-out';
  return {
    ...requestIn(state),
    ...PASS,
    sealed: isWaiting ? 'sealed' : undefined,
    ...(isWaiting && { made: MADE }),
    ...change,
  };
}

function becomes(request: Request, event: RequestEvent, now = NOW): Request {
  return evolve(request, event, now) ?? assert.fail(`${request.state} + ${event.type}`);
}

/** What is left of it as an object of any shape. */
const fieldsOf = (request: Request): Readonly<Record<string, unknown>> => ({ ...request });

describe('a pass, in the states of its request', () => {
  it('comes to its secret with the answer, and without one is not carried out', () => {
    for (const state of ['running', 'unknown'] as const) {
      const request = passIn(state);
      const { sealed, made, verification } = fieldsOf(
        becomes(request, { type: 'accepted', sealed: 'new', made: MADE }),
      );
      assert.deepEqual([sealed, made, verification], ['new', MADE, 'verified']);
      assert.equal(evolve(request, { type: 'accepted', made: MADE }, NOW), undefined);
    }
  });

  it('waits for 15 minutes, or until it is over by itself', () => {
    const waits = (lasts: number, clockAhead = 0) => {
      const made = { ...MADE, endsAt: NOW + lasts * MINUTE };
      const request = passIn('running', { clockAhead: clockAhead * MINUTE });
      return (Number(fieldsOf(becomes(request, { type: 'accepted', sealed: 's', made })).dueAt) - NOW) / MINUTE;
    };
    assert.deepEqual([waits(60), waits(15), waits(14), waits(10)], [15, 15, 14, 10]);
    // The end of a pass is told by the directory's clock.
    assert.deepEqual([waits(20, 10), waits(10, -10)], [10, 15]);
  });

  it('is kept sealed no longer than it waits', () => {
    for (const type of ['handed-over', 'erased'] as const) {
      const done = fieldsOf(becomes(passIn('carried-out'), { type }));
      assert.deepEqual(['sealed' in done, 'dueAt' in done, done.made], [false, false, MADE]);
    }
  });

  it('keeps what was made when it did not hold, or gave way', () => {
    const by = { id: 'g', name: 'Gunnar' };
    for (const event of [
      { type: 'rejected', refusal: REFUSAL },
      { type: 'taken-over', by, requestId: 'g-1' },
    ] as const) {
      const ended = becomes(passIn('carried-out'), event);
      assert.deepEqual([fieldsOf(ended).made, owes(ended, 'withdraw')], [MADE, true], event.type);
    }
  });

  it('counts a further call after a lost one as one more of the same, since none is forgotten', () => {
    const later = NOW + 5 * MINUTE;
    const first = passIn('running', { calledAt: [NOW], clockAhead: 0 });
    const { attempts, startedAt, repeatedAt, calledAt, dueAt } = fieldsOf(
      becomes(first, { type: 'new-secret' }, later),
    );
    assert.deepEqual([attempts, startedAt, repeatedAt, calledAt], [2, NOW, [later], [NOW, later]]);
    assert.equal(dueAt, later + MINUTE);
  });
});

describe('a call that was given up', () => {
  const gaveUp = (state: 'running' | 'unknown') => becomes(passIn(state), { type: 'given-up' });

  it('is so until there is another one', () => {
    for (const state of ['running', 'unknown'] as const) {
      const given = gaveUp(state);
      assert.deepEqual([given.state, fieldsOf(given).givenUp], [state, true]);
      assert.equal(fieldsOf(becomes(given, { type: 'withdrawn' })).givenUp, true);
    }
    for (const another of [
      becomes(gaveUp('running'), { type: 'new-secret' }),
      becomes(gaveUp('unknown'), { type: 'repeated', clockAhead: 0 }),
      becomes(gaveUp('running'), { type: 'not-called' }),
    ]) {
      assert.equal('givenUp' in another, false, another.state);
    }
  });

  it('shows on no card, and is owed nothing for', () => {
    const before = passIn('unknown', { duties: [{ what: 'find-out', at: NOW, tries: 0 }] });
    assert.deepEqual(becomes(before, { type: 'given-up' }).duties, before.duties);
  });
});

describe('whether it is still about the same call', () => {
  const call = passIn('running');

  it('is so while no other one was made, whatever was noted', () => {
    for (const event of [{ type: 'given-up' }, { type: 'withdrawn' }, { type: 'answer-lost' }] as const)
      assert.equal(isSameCall(becomes(call, event), call), true, event.type);
  });

  it('is not so after another one, or the end', () => {
    const lost = becomes(call, { type: 'answer-lost' });
    for (const [other, event] of [
      [call, { type: 'new-secret' }],
      [call, { type: 'accepted', sealed: 's', made: MADE }],
      [call, { type: 'rejected', refusal: REFUSAL }],
      [lost, { type: 'repeated' }],
      [lost, { type: 'erased' }],
    ] as const)
      assert.equal(isSameCall(becomes(other, event), call), false, event.type);
  });

  it('is told by the secret where that is ours', () => {
    const reset = requestIn('running');
    const repeated = becomes(becomes(reset, { type: 'answer-lost' }), { type: 'repeated' });
    assert.equal(isSameCall(repeated, reset), true, 'the same password');
    assert.equal(isSameCall(becomes(reset, { type: 'new-secret', sealed: 'another' }), reset), false);
  });
});

describe('what becomes of a pass after its request', () => {
  it('is that it was withdrawn', () => {
    for (const state of ['done', 'failed'] as const)
      assert.equal(fieldsOf(becomes(passIn(state), { type: 'withdrawn' }, NOW + 1)).withdrawnAt, NOW + 1);
    for (const state of ['running', 'unknown'] as const)
      assert.equal(
        'withdrawnAt' in becomes(passIn(state), { type: 'withdrawn' }),
        false,
        'a lost one was, and it goes on',
      );
  });

  it('is what was last read of it', () => {
    const read = becomes(passIn('done'), { type: 'receipt-read', receipt: { status: 'not-used', at: NOW } });
    const again = becomes(read, { type: 'receipt-read', receipt: { status: 'used', at: NOW + 1 } });
    assert.deepEqual(fieldsOf(again).receipt, { status: 'used', at: NOW + 1 });
  });
});
