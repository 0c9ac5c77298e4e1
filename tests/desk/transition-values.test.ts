import assert from 'node:assert/strict';
import type { RequestEvent } from '../../src/desk/request/events.ts';
import type { RequestState, ResetRequest } from '../../src/desk/request/request.ts';
import { transition } from '../../src/desk/request/transitions.ts';
import { APPROVAL, APPROVED, EVENTS, NOW, PLACE, REFUSAL, requestIn, TARGET } from './support/requests.ts';

const LATER = NOW + 5;
const MINUTE = 60_000;

/** The request after one event; throws where it can't happen. */
function following(state: RequestState, event: RequestEvent, change: Partial<ResetRequest> = {}): ResetRequest {
  const next = transition(requestIn(state, change), event, LATER);
  assert.ok(next, `${state} + ${event.type}`);
  return next;
}

describe('what a request remembers: time', () => {
  const times: readonly [RequestState, RequestEvent['type'], minutes: number][] = [
    ['choosing', 'picked', 10],
    ['open', 'approval-asked', 60],
    ['awaiting-approval', 'decided', 30],
    ['open', 'confirmed', 1],
    ['approved', 'confirmed', 1],
    ['resetting', 'new-password', 1],
    ['unknown', 'repeated', 1],
    ['resetting', 'not-called', 10],
    ['resetting', 'accepted', 15],
    ['unknown', 'accepted', 15],
  ];
  for (const [state, type, minutes] of times) {
    it(`${state} + ${type} leaves ${minutes} min`, () => {
      assert.equal(following(state, EVENTS[type]).dueAt, LATER + minutes * MINUTE);
    });
  }

  it('an approved request whose call was not made waits again for its requester', () => {
    const decision = { approval: { ...APPROVAL, decision: APPROVED } };
    const again = following('resetting', EVENTS['not-called'], decision);
    assert.equal(again.state, 'approved');
    assert.equal(again.dueAt, LATER + 30 * MINUTE);
    assert.deepEqual(again.approval?.decision, APPROVED);
    assert.equal(
      following('resetting', EVENTS['not-called'], { approval: APPROVAL }).state,
      'open',
      'nobody has decided',
    );
  });
});

describe('what a request remembers: the second person', () => {
  it('what is asked, with what the requester put into the card', () => {
    const asked = following('open', EVENTS['approval-asked']);
    assert.deepEqual(asked.approval, APPROVAL);
    assert.deepEqual([asked.reason, asked.ticket, asked.signOut], ['forgot', 'INC1', 'wanted']);
    assert.equal(asked.sealedPassword, undefined, 'no password is made before the second person has agreed');
    assert.equal(following('open', { ...EVENTS['approval-asked'], signOut: false }).signOut, undefined);
  });

  it('what was decided, by whom, beside what was asked', () => {
    assert.deepEqual(following('awaiting-approval', EVENTS.decided).approval, { ...APPROVAL, decision: APPROVED });
    assert.equal(following('awaiting-approval', EVENTS.decided, { approval: undefined }).approval, undefined);
  });

  it('where the question is, which conversation draws it stays', () => {
    const { place } = EVENTS['approval-sent'];
    assert.deepEqual(following('awaiting-approval', EVENTS['approval-sent']).approval, { ...APPROVAL, place });
    assert.equal(following('open', EVENTS['approval-sent']).approval, undefined);
  });

  it('the card that runs it, and what the requester was told', () => {
    assert.deepEqual(following('approved', EVENTS['run-sent']).runCard, EVENTS['run-sent'].place);
    assert.equal(following('declined', EVENTS.told).told, 'declined');
  });
});

describe('what a request remembers: the password', () => {
  it('is the first one at the start, with what came before it', () => {
    const confirmed = following('open', { ...EVENTS.confirmed, changedBefore: 7 });
    assert.equal(confirmed.sealedPassword, 'new');
    assert.equal(confirmed.attempts, 1);
    assert.equal(confirmed.resetStartedAt, LATER);
    assert.equal(confirmed.changedBefore, 7);
    assert.deepEqual([confirmed.reason, confirmed.ticket, confirmed.signOut], ['forgot', 'INC1', 'wanted']);
    assert.equal(following('open', { ...EVENTS.confirmed, signOut: false }).signOut, undefined);
  });

  it('is repeated as it is, and each new one is counted', () => {
    const repeated = following('unknown', EVENTS.repeated, { sealedPassword: 'the first' });
    assert.equal(repeated.sealedPassword, 'the first');
    assert.equal(repeated.attempts, 1);
    assert.equal(repeated.resetStartedAt, requestIn('unknown').resetStartedAt);
    assert.deepEqual(repeated.repeatedAt, [LATER]);
    const renewed = following('resetting', EVENTS['new-password']);
    assert.equal(renewed.sealedPassword, 'another');
    assert.equal(renewed.attempts, 2);
    assert.equal(renewed.resetStartedAt, LATER);
    assert.equal(renewed.repeatedAt, undefined);
  });

  it('waits 15 minutes from its first call for an answer, however often it is repeated', () => {
    const begun = requestIn('resetting').resetStartedAt ?? 0;
    assert.equal(following('resetting', EVENTS['answer-lost'], { repeatedAt: [LATER] }).dueAt, begun + 15 * MINUTE);
    const late = following('resetting', EVENTS['answer-lost'], { resetStartedAt: LATER - 20 * MINUTE });
    assert.equal(late.dueAt, LATER);
  });

  it('is forgotten where it was never sent', () => {
    const open = following('resetting', EVENTS['not-called']);
    assert.equal(open.sealedPassword, undefined);
    assert.equal(open.resetStartedAt, undefined);
    assert.equal(open.attempts, 0);
  });

  it('is accepted at a time, and nothing more is known of a synced account where Graph did not say where', () => {
    const pending = following('resetting', EVENTS.accepted);
    assert.equal(pending.resetAt, LATER);
    assert.equal(pending.verification, 'pending');
    assert.equal(pending.operationUrl, 'https://graph.example/operation');
    const [cloud, synced] = [false, true].map(synced => {
      const { target } = requestIn('resetting');
      return following('resetting', { type: 'accepted' }, { target: target && { ...target, synced } });
    });
    assert.equal(cloud?.verification, 'pending');
    assert.equal(synced?.verification, 'accepted');
    assert.equal(synced?.operationUrl, undefined);
  });

  it('where it was handed over, and what keeps it from that', () => {
    const sent = following('reset', EVENTS['handover-sent'], { undelivered: 'not-installed', notInstalled: true });
    assert.deepEqual(sent.handover, { ...PLACE, cardId: 'b' });
    assert.deepEqual([sent.undelivered, sent.notInstalled], [undefined, undefined]);
    assert.equal(following('reset', EVENTS['handover-waits']).undelivered, 'not-installed');
    const old = following('reset', { type: 'handover-waits', undelivered: 'later' }, { notInstalled: true });
    assert.deepEqual([old.undelivered, old.notInstalled], ['later', undefined]);
  });

  it('how it ended: handed over, erased, or never known to have worked', () => {
    assert.equal(following('reset', EVENTS['handed-over']).ending, 'handed-over');
    assert.equal(following('reset', EVENTS.erased).ending, 'erased');
    const given = following('unknown', EVENTS.erased);
    assert.deepEqual(given.refusal, { rule: 'answer-lost', values: { target: 'Anna' } });
    assert.equal(given.ending, undefined);
    const nameless = following('unknown', EVENTS.erased, { target: undefined });
    assert.deepEqual(nameless.refusal, { rule: 'answer-lost', values: { target: '' } });
  });
});

describe('what a request remembers: the rest', () => {
  it('why it did not go on', () => {
    assert.deepEqual(following('open', EVENTS.refused).refusal, REFUSAL);
    const rejected = following('reset', EVENTS.rejected, { verification: 'pending' });
    assert.deepEqual(rejected.refusal, REFUSAL);
    assert.equal(rejected.verification, undefined);
  });

  it('whom the requester picked, and no longer who else there was', () => {
    const picked = following('choosing', EVENTS.picked);
    assert.deepEqual(picked.target, TARGET);
    assert.equal(picked.candidates, undefined);
  });

  it('how the reset and the sign-out ended', () => {
    assert.equal(following('reset', EVENTS.verification).verification, 'verified');
    assert.equal(following('reset', EVENTS['signed-out'], { signOut: 'wanted' }).signOut, 'done');
    assert.equal(following('done', { type: 'signed-out', ended: 'failed' }, { signOut: 'wanted' }).signOut, 'failed');
  });

  it('where its card is', () => {
    assert.deepEqual(following('open', EVENTS['card-sent']).place, { ...PLACE, cardId: 'a' });
  });

  it('whether its cards show it, and how often that failed', () => {
    const shown = following('cancelled', EVENTS.shown, { unshown: true, showTries: 4 });
    assert.deepEqual([shown.unshown, shown.showTries], [undefined, undefined]);
    const first = following('cancelled', EVENTS['not-shown'], { unshown: true });
    assert.deepEqual([first.unshown, first.showTries], [true, 1]);
    const fifth = following('cancelled', EVENTS['not-shown'], { unshown: true, showTries: 4 });
    assert.deepEqual([fifth.unshown, fifth.showTries], [true, 5]);
    const tried = requestIn('cancelled', { unshown: true, showTries: 15 });
    const never = transition(tried, { type: 'not-shown', final: true }, LATER);
    assert.deepEqual(never, { ...tried, unshown: undefined, workAt: undefined }, 'and nothing else');
  });

  it('nothing more when the sweep has looked', () => {
    const request = requestIn('unknown');
    assert.deepEqual(transition(request, EVENTS.looked, LATER), { ...request, workAt: LATER + MINUTE });
  });
});
