import assert from 'node:assert/strict';
import { dueDuties, nextLook } from '../../../src/desk/request/duties.ts';
import type { DutyKind } from '../../../src/desk/request/duty.ts';
import type { RequestEvent } from '../../../src/desk/request/events.ts';
import type { HandoverTrouble } from '../../../src/desk/request/refusal.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { APPROVAL, DECLINED, EVENTS, NOW, PLACE, requestIn, TARGET } from '../support/requests.ts';
import { DECIDED, duty, following, kinds, owing } from './duties/owing.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What is sent for as long as a day, and what somebody waits for in a request that ends soon. */
const LASTING: readonly DutyKind[] = ['cards', 'notice'];
const SOON: readonly DutyKind[] = ['question', 'run-card'];

/** How long until it is tried again, after so many tries in a row that have failed. */
function waitAfter(what: DutyKind, tries: number, request = owing(what, tries - 1)): number {
  const [left] = following(request, { type: 'duty-failed', duty: what }).duties;
  assert.equal(left?.tries, tries);
  return left.at - NOW;
}

describe('when a request is looked at again', () => {
  it('is never, where nothing is left to do', () => {
    for (const state of ['cancelled', 'declined', 'expired', 'refused', 'failed', 'done'] as const) {
      assert.equal(nextLook(requestIn(state)), undefined, state);
    }
  });

  it('is when its state ends', () => {
    for (const state of ['choosing', 'open', 'awaiting-approval', 'approved', 'running'] as const) {
      assert.equal(nextLook(requestIn(state, { dueAt: NOW + 7 })), NOW + 7, state);
    }
  });

  it('is at the first of several', () => {
    const duties = [duty('cards', NOW + 30 * SECOND), duty('find-out', NOW + MINUTE)];
    assert.equal(nextLook(requestIn('unknown', { duties, dueAt: NOW + 15 * MINUTE })), NOW + 30 * SECOND);
    assert.equal(nextLook(requestIn('unknown', { duties, dueAt: NOW + 1 })), NOW + 1);
    assert.equal(nextLook(requestIn('done', { duties: duties.toReversed() })), NOW + 30 * SECOND);
  });

  it('is after 5, 10, 20, 20 … seconds where Teams did not take a card, and every 10 minutes in the end', () => {
    for (const what of [...LASTING, ...SOON]) {
      const waits = [1, 2, 3, 4, 5, 29].map(tries => waitAfter(what, tries) / SECOND);
      assert.deepEqual(waits, [5, 10, 20, 20, 20, 20], what);
    }
    for (const what of LASTING) {
      assert.deepEqual(
        [30, 31, 1000].map(tries => waitAfter(what, tries)),
        [10 * MINUTE, 10 * MINUTE, 10 * MINUTE],
        what,
      );
    }
  });

  it('is after 20 seconds for as long as a question or an approved request waits, but where the bot is kept out', () => {
    for (const what of SOON) {
      for (const tries of [30, 31, 1000]) assert.equal(waitAfter(what, tries), 20 * SECOND, what);
    }
    const waits = (unasked: 'later' | 'kept-out', tries: number) => {
      const [left] = following(owing('question', tries - 1), { type: 'question-waits', unasked }).duties;
      assert.deepEqual([left?.what, left?.tries], ['question', tries]);
      return ((left?.at ?? 0) - NOW) / SECOND;
    };
    assert.deepEqual(
      [1, 2, 30].map(tries => waits('later', tries)),
      [5, 10, 20],
    );
    assert.deepEqual(
      [1, 2, 30].map(tries => waits('kept-out', tries)),
      [60, 60, 60],
    );
  });

  it('is for the cards that are left, until all are drawn anew', () => {
    const failed = following(owing('cards'), { type: 'duty-failed', duty: 'cards', left: ['question'] });
    assert.deepEqual(failed.duties, [{ ...duty('cards', NOW + 5 * SECOND, 1), left: ['question'] }]);
    assert.deepEqual(following(failed, EVENTS['duty-failed']).duties[0]?.left, ['question']);
    assert.deepEqual(following(failed, EVENTS['question-sent']).duties, [duty('cards', NOW + 30 * SECOND)]);
  });

  it('is in a minute, where others have to tell, however often they were asked', () => {
    for (const what of ['find-out', 'sign-out', 'verify'] as const) {
      for (const tries of [1, 5, 1000]) assert.equal(waitAfter(what, tries), MINUTE, what);
    }
  });

  it('is in 5 seconds where Teams did not take the card that leads to a password, and in a minute where somebody must act', () => {
    const waits = (undelivered: HandoverTrouble) => {
      const [left] = following(owing('handover', 3), { type: 'handover-waits', undelivered }).duties;
      return (left?.at ?? 0) - NOW;
    };
    const again = (undelivered: HandoverTrouble) => {
      const duties = [duty('handover', NOW, 8)];
      return waitAfter('handover', 9, requestIn('carried-out', { undelivered, duties }));
    };
    assert.deepEqual([waits('later'), again('later')], [5 * SECOND, 5 * SECOND]);
    assert.equal(waitAfter('handover', 9), 5 * SECOND, 'nothing is known to keep it out');
    for (const why of ['not-installed', 'blocked-by-person', 'disabled-by-admin', 'not-permitted'] as const) {
      assert.deepEqual([waits(why), again(why)], [MINUTE, MINUTE], why);
    }
    for (const why of ['person-not-found', 'forbidden', 'wrong-address'] as const) {
      assert.deepEqual([waits(why), again(why)], [20 * SECOND, 20 * SECOND], why);
    }
  });

  it('is no later for what else is owed, where the card that leads to a password waits', () => {
    const others = [duty('sign-out', NOW + 1, 2), duty('verify', NOW + 2, 4)];
    const duties = [duty('handover', NOW), ...others];
    const request = requestIn('carried-out', { signOut: true, verification: 'pending', duties });
    const waiting = following(request, EVENTS['handover-waits']).duties;
    assert.deepEqual(
      waiting.filter(({ what }) => what !== 'cards'),
      [duty('handover', NOW + MINUTE, 1), ...others],
    );
  });

  it('is in a minute for whoever else looks, once somebody has taken up what is due', () => {
    const others = [duty('sign-out', NOW + 1, 2), duty('cards', NOW, 4), duty('verify', NOW - MINUTE)];
    const request = requestIn('carried-out', { signOut: true, verification: 'pending', duties: others });
    assert.deepEqual(dueDuties(request, NOW), ['cards', 'verify']);
    const claimed = following(request, EVENTS['duties-claimed']);
    const expected = [duty('sign-out', NOW + 1, 2), duty('cards', NOW + MINUTE, 4), duty('verify', NOW + MINUTE)];
    assert.deepEqual(claimed.duties, expected);
    assert.deepEqual(dueDuties(claimed, NOW), [], 'nobody else takes it up');
  });
});

describe('what becomes owed', () => {
  const begins: readonly [title: string, Request, RequestEvent, readonly DutyKind[]][] = [
    ['a question elsewhere', requestIn('open'), EVENTS['approval-asked'], ['question', 'cards']],
    [
      'a question where it was asked',
      requestIn('open'),
      { ...EVENTS['approval-asked'], question: { ...APPROVAL, places: undefined } },
      ['cards'],
    ],
    ['an approval', requestIn('awaiting-approval'), EVENTS.decided, ['cards', 'run-card']],
    ['a refusal', requestIn('awaiting-approval'), { type: 'decided', decision: DECLINED }, ['cards', 'notice']],
    // The requester's card said that it was on its way, and the card there may have been decided on meanwhile.
    ['a question that was sent', requestIn('awaiting-approval'), EVENTS['question-sent'], ['cards']],
    ['a question that was answered before it was noted', requestIn('approved'), EVENTS['question-sent'], ['cards']],
    ['a call', requestIn('open'), EVENTS.confirmed, []],
    ['a call that was not made', requestIn('running'), EVENTS['not-called'], []],
    ['a call that was not made, after an approval', requestIn('running', DECIDED), EVENTS['not-called'], ['run-card']],
    [
      'the same, where the card to run it is there',
      requestIn('running', { ...DECIDED, runCard: PLACE }),
      EVENTS['not-called'],
      [],
    ],
    ['an accepted call', requestIn('running'), EVENTS.accepted, ['handover', 'cards', 'verify']],
    [
      'an accepted call, to sign out as well',
      requestIn('running', { signOut: true }),
      EVENTS.accepted,
      ['handover', 'sign-out', 'cards', 'verify'],
    ],
    [
      'an accepted call of which nothing more can be known',
      requestIn('running', { target: { ...TARGET, synced: true } }),
      { type: 'accepted' },
      ['handover', 'cards'],
    ],
    ['a lost answer', requestIn('running'), EVENTS['answer-lost'], ['find-out', 'cards']],
    [
      'a lost answer after an approval',
      requestIn('running', DECIDED),
      EVENTS['answer-lost'],
      ['find-out', 'cards', 'notice'],
    ],
    [
      'an answer lost once more',
      requestIn('running', { ...DECIDED, repeatedAt: [NOW] }),
      EVENTS['answer-lost'],
      ['find-out', 'cards'],
    ],
    ['a call that failed', requestIn('running'), EVENTS.rejected, ['cards']],
    ['a call that failed after an approval', requestIn('running', DECIDED), EVENTS.rejected, ['cards', 'notice']],
    ['an answer that never came, after an approval', requestIn('unknown', DECIDED), EVENTS.erased, ['cards', 'notice']],
    ['a target that was taken over', requestIn('carried-out'), EVENTS['taken-over'], ['cards', 'notice']],
    ['a lost call that was taken over', requestIn('unknown'), EVENTS['taken-over'], ['cards', 'notice']],
    ['what did not hold, after an approval', requestIn('done', DECIDED), EVENTS.rejected, ['cards', 'notice']],
    ['an erased password', requestIn('carried-out', DECIDED), EVENTS.erased, ['cards']],
    ['a password handed over', requestIn('carried-out', DECIDED), EVENTS['handed-over'], ['cards']],
    ['the end of a wait for one person', requestIn('open'), EVENTS.expired, ['cards']],
    ['the end of a wait for a second one', requestIn('awaiting-approval'), EVENTS.expired, ['cards', 'notice']],
    ['a refusal of what was approved', requestIn('approved'), EVENTS.refused, ['cards', 'notice']],
    ['what its requester cancelled', requestIn('approved'), EVENTS.cancelled, ['cards']],
  ];
  for (const [title, request, event, owed] of begins) {
    it(`by ${title}: ${owed.join(', ') || 'nothing'}`, () => {
      const next = following(request, event);
      assert.deepEqual(kinds(next), owed);
      for (const { what, at, tries } of next.duties) {
        // Who caused it does it at once; the others come when it is plain that they did not.
        const within = what === 'find-out' || what === 'verify' ? MINUTE : 30 * SECOND;
        assert.deepEqual([at, tries], [NOW + within, 0], what);
      }
    });
  }
});
