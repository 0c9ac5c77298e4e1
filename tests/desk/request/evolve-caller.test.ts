import assert from 'node:assert/strict';
import type { EventOf, RequestEvent } from '../../../src/desk/request/events.ts';
import { evolve } from '../../../src/desk/request/evolve.ts';
import type { Caller, ProofAsk } from '../../../src/desk/request/proof.ts';
import type { In, RequestState } from '../../../src/desk/request/request.ts';
import { APPROVAL, APPROVED, ASK, EVENTS, MANAGER, NOW, requestIn, TARGET } from '../support/requests.ts';

const MINUTE = 60_000;
const BY_MANAGER: ProofAsk = { ...ASK, id: 'k-2', kind: 'manager', of: MANAGER, until: NOW + 15 * MINUTE };
const ASKS_MANAGER: EventOf<'proof-asked'> = { type: 'proof-asked', ask: BY_MANAGER };

/** The request after an event, with these asks before it. */
function following<State extends RequestState>(
  state: State,
  event: RequestEvent,
  { asks = [ASK], at = NOW, ...change }: { asks?: ProofAsk[]; at?: number } & Partial<In<State>> = {},
) {
  const caller: Caller = { proofs: [], asks };
  return evolve({ ...requestIn(state), caller, ...change }, event, at);
}
function endings(request: ReturnType<typeof evolve>) {
  return request?.caller?.asks.map(({ ended }) => ended);
}

describe('what a request remembers of who calls: whoever is asked', () => {
  it('ends the ask before it, but no ask that has ended', () => {
    assert.deepEqual(endings(following('open', ASKS_MANAGER)), ['over', undefined]);
    const wrong: ProofAsk = { ...ASK, ended: 'wrong' };
    assert.deepEqual(endings(following('open', ASKS_MANAGER, { asks: [wrong] })), ['wrong', undefined]);
  });

  it('is waited for, and never for less than before', () => {
    const dueAt = (state: 'open' | 'approved', before: number) => {
      const next = following(state, ASKS_MANAGER, { dueAt: before });
      return next && 'dueAt' in next ? next.dueAt : undefined;
    };
    for (const state of ['open', 'approved'] as const) {
      assert.equal(dueAt(state, NOW + MINUTE), BY_MANAGER.until);
      assert.equal(dueAt(state, NOW + 29 * MINUTE), NOW + 29 * MINUTE);
    }
  });

  it('has an approved request waited for 55 minutes after its approval at most', () => {
    const latest = NOW + 55 * MINUTE;
    const asked = { ...ASK, askedAt: NOW + 50 * MINUTE, until: NOW + 60 * MINUTE };
    const asks = { type: 'proof-asked', ask: { ...asked, id: 'k-3' } } as const;
    const dueAt = (state: 'open' | 'approved', event: RequestEvent, before: number) => {
      const next = following(state, event, {
        asks: event === asks ? [] : [asked],
        at: NOW + 50 * MINUTE,
        dueAt: before,
      });
      return next && 'dueAt' in next ? next.dueAt : undefined;
    };
    for (const event of [asks, EVENTS['proof-answered']]) {
      assert.equal(dueAt('approved', event, latest - 1), latest, event.type);
      assert.equal(dueAt('approved', event, latest + 1), latest + 1, `${event.type}, never for less`);
      assert.equal(dueAt('open', event, latest), NOW + 60 * MINUTE, `${event.type}, nobody has approved`);
    }
    const notCalled = (at: number) => {
      const approval = { ...APPROVAL, decision: APPROVED };
      const next = evolve(requestIn('running', { approval }), EVENTS['not-called'], at);
      return next?.state === 'approved' ? next.dueAt : undefined;
    };
    assert.equal(notCalled(NOW + 25 * MINUTE), latest);
    assert.equal(notCalled(NOW + 26 * MINUTE), latest);
    assert.equal(notCalled(NOW + 24 * MINUTE), latest - MINUTE);
  });

  it('is asked by nobody a second time, while they are asked or once they have not shown it', () => {
    const again: EventOf<'proof-asked'> = { type: 'proof-asked', ask: { ...ASK, id: 'k-3' } };
    assert.equal(following('open', again), undefined);
    assert.equal(following('open', again, { at: ASK.until - 1 }), undefined);
    assert.ok(following('open', again, { at: ASK.until }));
    for (const ended of ['wrong', 'cannot-tell'] as const)
      assert.equal(following('open', again, { asks: [{ ...ASK, ended }] }), undefined, ended);
    for (const ended of ['over', 'proved'] as const)
      assert.ok(following('open', again, { asks: [{ ...ASK, ended }] }), ended);
  });

  it('answers once, in time, and only the ask that is open', () => {
    const proved = EVENTS['proof-answered'];
    assert.deepEqual(endings(following('open', proved)), ['proved']);
    assert.equal(following('open', proved, { asks: [{ ...ASK, ended: 'wrong' }] }), undefined);
    assert.equal(following('open', proved, { at: ASK.until }), undefined);
    assert.equal(following('open', proved, { asks: [ASK, BY_MANAGER] }), undefined, 'somebody else is asked');
    assert.equal(following('open', { ...proved, ask: 'another' }), undefined);
  });

  it('is over where their time is up, which nothing that they have answered is', () => {
    const over = { type: 'proof-answered', ask: ASK.id, ended: 'over' } as const;
    assert.deepEqual(endings(following('open', over, { at: ASK.until })), ['over']);
    assert.equal(following('open', over, { asks: [{ ...ASK, ended: 'proved' }] }), undefined);
  });

  it('has ten minutes waited for what they have shown, and for nothing else', () => {
    const at = NOW + 2 * MINUTE;
    const answered = (ended: 'proved' | 'wrong', dueAt: number) => {
      const next = following('open', { ...EVENTS['proof-answered'], ended }, { at, dueAt });
      return next && 'dueAt' in next ? next.dueAt : undefined;
    };
    assert.equal(answered('proved', NOW + 3 * MINUTE), at + 10 * MINUTE);
    assert.equal(answered('proved', NOW + 29 * MINUTE), NOW + 29 * MINUTE);
    assert.equal(answered('wrong', NOW + 3 * MINUTE), NOW + 3 * MINUTE);
  });

  it('was not asked where their card can not be sent, and only while nothing is answered', () => {
    const unsent = following('open', EVENTS['proof-ask-unsent']);
    const [ask] = unsent?.caller?.asks ?? [];
    assert.deepEqual([ask?.unsent, ask?.ended], ['not-installed', 'over']);
    for (const ended of ['proved', 'wrong', 'over'] as const)
      assert.equal(following('open', EVENTS['proof-ask-unsent'], { asks: [{ ...ASK, ended }] }), undefined, ended);
    assert.equal(following('open', { ...EVENTS['proof-ask-unsent'], ask: 'another' }), undefined);
  });

  it('is told apart from whoever else was asked', () => {
    const { place } = EVENTS['proof-ask-sent'];
    const sent = following('open', EVENTS['proof-ask-sent'], { asks: [ASK, BY_MANAGER] });
    assert.deepEqual(sent?.caller?.asks, [{ ...ASK, place }, BY_MANAGER]);
  });

  it('has shown it for the action and the person of the request, as themselves', () => {
    const next = following('open', EVENTS['proof-answered'], { action: 'temporary-access-pass', at: NOW + 7 });
    assert.deepEqual(next?.caller?.proofs, [
      { kind: 'number-match', by: ASK.of, at: NOW + 7, action: 'temporary-access-pass', targetId: TARGET.id },
    ]);
    assert.deepEqual(following('open', { ...EVENTS['proof-answered'], ended: 'wrong' })?.caller?.proofs, []);
  });
});

describe('what a request remembers of who calls: once it goes on', () => {
  it('keeps the word of its requester beside what was shown, and ends what is still asked', () => {
    for (const [state, type] of [
      ['open', 'approval-asked'],
      ['open', 'confirmed'],
      ['approved', 'confirmed'],
    ] as const) {
      const next = following(state, { ...EVENTS[type], word: 'voice' });
      const { id, name } = requestIn(state).requester;
      const said = { kind: 'voice', by: { id, name }, at: NOW, action: 'reset-password', targetId: TARGET.id };
      assert.deepEqual(next?.caller?.proofs, [said], `${state} + ${type}`);
      assert.deepEqual(endings(next), ['over'], `${state} + ${type}`);
      assert.deepEqual(following(state, EVENTS[type])?.caller?.proofs, [], `${state} + ${type} without a word`);
    }
  });

  it('ends what is still asked with the request', () => {
    for (const type of ['cancelled', 'expired', 'refused'] as const)
      assert.deepEqual(endings(following('open', EVENTS[type])), ['over'], type);
    const nothing = evolve(requestIn('open'), EVENTS.cancelled, NOW);
    assert.ok(nothing && !('caller' in nothing), 'nothing is known of who calls');
  });
});

describe('what a request remembers of who calls: the alarm', () => {
  const shown = {
    proofs: [{ kind: 'voice', by: MANAGER, at: NOW, action: 'reset-password', targetId: TARGET.id }],
    asks: [{ ...ASK, ended: 'proved' }, BY_MANAGER],
  } satisfies Caller;

  it('leaves nothing that counts, and no ask open', () => {
    const next = evolve(requestIn('open', { caller: shown }), EVENTS['alarm-raised'], NOW);
    assert.deepEqual(next?.caller, {
      proofs: [],
      asks: [
        { ...ASK, ended: 'proved' },
        { ...BY_MANAGER, ended: 'alarm' },
      ],
      alarm: EVENTS['alarm-raised'].alarm,
    });
  });

  it('is one', () => {
    const alarmed = { ...shown, alarm: EVENTS['alarm-raised'].alarm };
    for (const state of ['open', 'running', 'carried-out', 'done'] as const)
      assert.equal(evolve(requestIn(state, { caller: alarmed }), EVENTS['alarm-raised'], NOW), undefined, state);
  });

  it('tells whether a call may have been made before it', () => {
    const refusalIn = (state: RequestState, event: RequestEvent, caller: Caller) => {
      const next = evolve({ ...requestIn(state), caller }, event, NOW);
      return next && 'refusal' in next ? next.refusal : undefined;
    };
    const values = { target: TARGET.displayName };
    const [not, perhaps] = [
      { rule: 'caller-denied', values },
      { rule: 'caller-denied-late', values },
    ];
    for (const state of ['open', 'awaiting-approval', 'approved'] as const)
      assert.deepEqual(refusalIn(state, EVENTS['alarm-raised'], shown), not, state);
    assert.deepEqual(refusalIn('unknown', EVENTS['alarm-raised'], shown), perhaps);
    const alarmed = { ...shown, alarm: EVENTS['alarm-raised'].alarm };
    assert.deepEqual(refusalIn('running', EVENTS['not-called'], alarmed), not);
    assert.deepEqual(refusalIn('running', EVENTS['answer-lost'], alarmed), perhaps);
    assert.equal(refusalIn('running', EVENTS['not-called'], shown), undefined);
    assert.equal(refusalIn('running', EVENTS['answer-lost'], shown), undefined);
  });

  it('erases what comes after it, and has it shown to nobody', () => {
    const alarmed = { ...shown, alarm: EVENTS['alarm-raised'].alarm };
    const accepted = evolve(requestIn('running', { caller: alarmed }), EVENTS.accepted, NOW + 5);
    assert.equal(accepted?.state === 'carried-out' && accepted.dueAt, NOW + 5);
    assert.equal(evolve(requestIn('carried-out', { caller: alarmed }), EVENTS['secret-shown'], NOW), undefined);
    assert.ok(evolve(requestIn('carried-out', { caller: shown }), EVENTS['secret-shown'], NOW));
  });
});
