import assert from 'node:assert/strict';
import type { EventOf, EventType, RequestEvent } from '../../../../src/desk/request/events.ts';
import { evolve } from '../../../../src/desk/request/evolve.ts';
import { approvalOf, dueAtOf, type In, type Request, type RequestState } from '../../../../src/desk/request/request.ts';
import { APPROVAL, APPROVED, EVENTS, NOW, PLACE, REFUSAL, requestIn, TARGET } from '../../support/requests.ts';

const LATER = NOW + 5;
const MINUTE = 60_000;

/** The request after one event; throws where it can't happen. */
function following<State extends RequestState>(
  state: State,
  event: RequestEvent,
  change: Partial<In<State>> = {},
): Request {
  const next = evolve(requestIn(state, change), event, LATER);
  assert.ok(next, `${state} + ${event.type}`);
  return next;
}

/** The same, where the event leads to this state. */
function reaching<State extends RequestState>(end: State, next: Request): In<State> {
  assert.equal(next.state, end);
  // Just asserted.
  return next as In<State>;
}

describe('what a request remembers: time', () => {
  const times: readonly [RequestState, EventType, minutes: number][] = [
    ['choosing', 'picked', 10],
    ['open', 'approval-asked', 60],
    ['awaiting-approval', 'decided', 30],
    ['open', 'confirmed', 1],
    ['approved', 'confirmed', 1],
    ['running', 'new-secret', 1],
    ['unknown', 'repeated', 1],
    ['running', 'not-called', 10],
    ['running', 'accepted', 15],
    ['unknown', 'accepted', 15],
  ];
  for (const [state, type, minutes] of times) {
    it(`${state} + ${type} leaves ${minutes} min`, () => {
      assert.equal(dueAtOf(following(state, EVENTS[type])), LATER + minutes * MINUTE);
    });
  }

  it('an approved request whose call was not made waits again for its requester', () => {
    const runCard = { ...PLACE, cardId: 'u' };
    const approval = { ...APPROVAL, decision: APPROVED };
    const before = { approval, runCard, reason: 'forgot', ticket: 'INC1', signOut: true } as const;
    const again = reaching('approved', following('running', EVENTS['not-called'], before));
    assert.equal(again.dueAt, LATER + 30 * MINUTE);
    assert.deepEqual(again.approval.decision, APPROVED);
    assert.deepEqual([again.reason, again.ticket, again.signOut], ['forgot', 'INC1', true]);
    assert.deepEqual(again.runCard, runCard);
    assert.equal(following('running', EVENTS['not-called']).state, 'open', 'nobody has decided');
  });
});

describe('what a request remembers: the second person', () => {
  it('what is asked, with what the requester put into the card', () => {
    const asked = reaching('awaiting-approval', following('open', EVENTS['approval-asked']));
    assert.deepEqual(asked.approval, APPROVAL);
    assert.deepEqual([asked.reason, asked.ticket, asked.signOut], ['forgot', 'INC1', true]);
    assert.ok(!('sealed' in asked), 'no password is made before the second person has agreed');
    const stays = following('open', { ...EVENTS['approval-asked'], signOut: false });
    assert.equal(reaching('awaiting-approval', stays).signOut, false);
  });

  it('what was decided, by whom, beside what was asked', () => {
    const decided = following('awaiting-approval', EVENTS.decided);
    assert.deepEqual(approvalOf(decided), { ...APPROVAL, decision: APPROVED });
  });

  it('where the question is, which conversation draws it stays', () => {
    const { place } = EVENTS['question-sent'];
    const viewer = { locale: 'sv', timeZone: 'Europe/Stockholm' } as const;
    const approval = { ...APPROVAL, places: [{ place: { ...place, cardId: undefined }, viewer }] };
    const asked = following('awaiting-approval', EVENTS['question-sent'], { approval });
    assert.deepEqual(approvalOf(asked), { ...APPROVAL, places: [{ place, viewer }] });
    const decision = { approval: { ...APPROVAL, decision: APPROVED } };
    for (const state of ['approved', 'running', 'carried-out'] as const) {
      const late = following(state, EVENTS['question-sent'], decision);
      assert.deepEqual(
        approvalOf(late),
        { ...APPROVAL, decision: APPROVED, places: [{ place }] },
        `${state}: it was answered first`,
      );
    }
    assert.equal(approvalOf(following('cancelled', EVENTS['question-sent'])), undefined, 'nobody was asked');
    assert.equal(evolve(requestIn('open'), EVENTS['question-sent'], LATER), undefined);
  });

  it('the card that runs it', () => {
    const sent = following('approved', EVENTS['run-card-sent']);
    assert.deepEqual(reaching('approved', sent).runCard, EVENTS['run-card-sent'].place);
  });

  it('its part in what ended before anything was done', () => {
    for (const type of ['cancelled', 'expired', 'refused'] as const) {
      const approval = { ...APPROVAL, decision: APPROVED };
      const ended = following('approved', EVENTS[type], { runCard: PLACE, reason: 'forgot' });
      assert.deepEqual(approvalOf(ended), approval, type);
      const { runCard, reason } = reaching(type, ended);
      assert.deepEqual([runCard, reason], [PLACE, 'forgot'], type);
    }
  });
});

describe('what a request remembers: the password', () => {
  const running = (next: Request) => reaching('running', next);

  it('is the first one at the start, with what came before it', () => {
    const confirmed = running(following('open', { ...EVENTS.confirmed, changedBefore: 7 }));
    assert.equal(confirmed.sealed, 'new');
    assert.equal(confirmed.attempts, 1);
    assert.equal(confirmed.startedAt, LATER);
    assert.equal(confirmed.changedBefore, 7);
    assert.deepEqual(confirmed.repeatedAt, []);
    assert.deepEqual([confirmed.reason, confirmed.ticket, confirmed.signOut], ['forgot', 'INC1', true]);
    assert.equal(running(following('open', { ...EVENTS.confirmed, signOut: false })).signOut, false);
  });

  it('is called for by the clock of the directory, where that told', () => {
    const ahead: EventOf<'confirmed'> = { ...EVENTS.confirmed, clockAhead: 90_000 };
    assert.deepEqual(running(following('open', ahead)).calledAt, [LATER + 90_000]);
    assert.deepEqual(running(following('open', EVENTS.confirmed)).calledAt, []);
    const calledAt = [NOW + 90_000];
    const again = running(following('unknown', { type: 'repeated', clockAhead: -10_000 }, { calledAt }));
    assert.deepEqual([again.calledAt, again.clockAhead], [[...calledAt, LATER - 10_000], -10_000]);
    assert.deepEqual(running(following('unknown', EVENTS.repeated, { calledAt })).calledAt, calledAt);
    const renewed = running(following('running', EVENTS['new-secret'], { calledAt, clockAhead: 90_000 }));
    assert.deepEqual(renewed.calledAt, [LATER + 90_000], 'the calls with the first one count no longer');
  });

  it('is repeated as it is, and each new one is counted', () => {
    const repeated = running(following('unknown', EVENTS.repeated, { sealed: 'the first', repeatRefused: true }));
    assert.equal(repeated.sealed, 'the first');
    assert.equal(repeated.attempts, 1);
    assert.equal(repeated.startedAt, requestIn('unknown').startedAt);
    assert.deepEqual(repeated.repeatedAt, [LATER]);
    assert.ok(!('repeatRefused' in repeated));
    const renewed = running(following('running', EVENTS['new-secret'], { repeatedAt: [NOW], changedBefore: 7 }));
    assert.equal(renewed.sealed, 'another');
    assert.equal(renewed.attempts, 2);
    assert.equal(renewed.startedAt, LATER);
    assert.deepEqual(renewed.repeatedAt, []);
    assert.equal(renewed.changedBefore, 7);
  });

  it('waits 15 minutes from its first call for an answer, however often it is repeated', () => {
    const begun = requestIn('running').startedAt;
    assert.equal(dueAtOf(following('running', EVENTS['answer-lost'], { repeatedAt: [LATER] })), begun + 15 * MINUTE);
    const late = following('running', EVENTS['answer-lost'], { startedAt: LATER - 20 * MINUTE });
    assert.equal(dueAtOf(late), LATER);
  });

  it('may be in force where its repeat was refused as it would be then', () => {
    const lost = following('running', EVENTS['answer-lost']);
    assert.equal(reaching('unknown', lost).repeatRefused, false);
    const refused = following('running', { type: 'answer-lost', repeatRefused: true });
    assert.equal(reaching('unknown', refused).repeatRefused, true);
  });

  it('is forgotten where it was never sent', () => {
    const open = following('running', EVENTS['not-called'], { changedBefore: 7, clockAhead: 1, calledAt: [NOW] });
    assert.deepEqual(open, requestIn('open', { dueAt: LATER + 10 * MINUTE }));
  });

  it('is accepted at a time, and nothing more is known of a synced account where Graph did not say where', () => {
    const pending = reaching('carried-out', following('running', EVENTS.accepted));
    assert.equal(pending.carriedOutAt, LATER);
    assert.equal(pending.verification, 'pending');
    assert.equal(pending.operationUrl, 'https://graph.example/operation');
    const [cloud, synced] = [false, true].map(synced =>
      reaching('carried-out', following('running', { type: 'accepted' }, { target: { ...TARGET, synced } })),
    );
    assert.equal(cloud?.verification, 'pending');
    assert.equal(synced?.verification, 'accepted');
    assert.equal(synced?.operationUrl, undefined);
    const told = following('running', EVENTS.accepted, { target: { ...TARGET, synced: true } });
    assert.equal(reaching('carried-out', told).verification, 'pending', 'Graph said where');
  });

  it('where it was handed over, and what keeps it from that', () => {
    const held = { undelivered: 'not-installed' } as const;
    const sent = reaching('carried-out', following('carried-out', EVENTS['handover-sent'], held));
    assert.deepEqual(sent.handover, { ...PLACE, cardId: 'b' });
    assert.ok(!('undelivered' in sent));
    const waits = following('carried-out', EVENTS['handover-waits']);
    assert.equal(reaching('carried-out', waits).undelivered, 'not-installed');
    const later = following('carried-out', { type: 'handover-waits', undelivered: 'later' }, held);
    assert.equal(reaching('carried-out', later).undelivered, 'later');
  });

  it('how it ended: handed over, erased, or never known to have worked', () => {
    assert.equal(reaching('done', following('carried-out', EVENTS['handed-over'])).ending, 'handed-over');
    assert.equal(reaching('done', following('carried-out', EVENTS.erased)).ending, 'erased');
    const given = reaching('failed', following('unknown', EVENTS.erased));
    assert.deepEqual(given.refusal, { rule: 'answer-lost', values: { target: 'Anna' } });
    assert.ok(!('ending' in given));
  });
});

describe('what a request remembers: the rest', () => {
  it('why it did not go on', () => {
    assert.deepEqual(reaching('refused', following('open', EVENTS.refused)).refusal, REFUSAL);
    for (const state of ['carried-out', 'done'] as const) {
      const rejected = reaching('failed', following(state, EVENTS.rejected, { verification: 'pending' }));
      assert.deepEqual(rejected.refusal, REFUSAL);
      assert.ok(!('verification' in rejected), state);
      assert.equal(rejected.carriedOutAt, NOW, state);
    }
  });

  it('whom the requester picked, and no longer who else there was', () => {
    const picked = reaching('open', following('choosing', EVENTS.picked));
    assert.deepEqual(picked.target, TARGET);
    assert.ok(!('candidates' in picked));
  });

  it('how the reset and the sign-out ended', () => {
    const carriedOut = (next: Request) => reaching('carried-out', next);
    assert.equal(carriedOut(following('carried-out', EVENTS.verification)).verification, 'verified');
    const wanted = { signOut: true };
    const ended = carriedOut(following('carried-out', EVENTS['signed-out'], wanted));
    assert.deepEqual([ended.signOut, ended.signedOut], [true, 'done']);
    for (const how of ['failed', 'unknown'] as const) {
      const late = reaching('done', following('done', { type: 'signed-out', ended: how }, wanted));
      assert.equal(late.signedOut, how);
    }
  });

  it('where its card is', () => {
    assert.deepEqual(following('open', EVENTS['card-sent']).place, { ...PLACE, cardId: 'a' });
  });

  it('when its password was first shown, and nothing more when what is owed is taken up', () => {
    const shown = requestIn('carried-out');
    assert.deepEqual(evolve(shown, EVENTS['secret-shown'], LATER), { ...shown, shownAt: LATER });
    const duties = [{ what: 'find-out', at: LATER, tries: 0 }] as const;
    const request = requestIn('unknown', { duties });
    const claimed = [{ what: 'find-out', at: LATER + MINUTE, tries: 0 }];
    assert.deepEqual(evolve(request, EVENTS['duties-claimed'], LATER), { ...request, duties: claimed });
  });
});
