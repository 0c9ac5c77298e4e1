import assert from 'node:assert/strict';
import { candidateOf } from '../../../../src/desk/request/candidate-of.ts';
import type { Command, Deed, Denied, Facts } from '../../../../src/desk/request/commands.ts';
import { decide } from '../../../../src/desk/request/decide.ts';
import { evolve } from '../../../../src/desk/request/evolve.ts';
import type { Place } from '../../../../src/desk/request/people.ts';
import { type Demand, NO_DEMAND } from '../../../../src/desk/request/proof.ts';
import type { Request, RequestState } from '../../../../src/desk/request/request.ts';
import {
  APPROVAL,
  APPROVALS,
  ASK,
  NOW,
  PLACE,
  REFUSAL,
  requestIn,
  STATES,
  TARGET,
  TOLD,
} from '../../support/requests.ts';
import {
  ALL_SPOTS,
  CHANNEL,
  DEEDS,
  decides,
  expectedAtOnce,
  MAY,
  madeIn,
  PEOPLE,
  PERSONS,
  type Person,
  SPOTS,
  type Spot,
  STALE,
} from './pressing.ts';

const DENIED: Denied = { kind: 'denied', refusal: REFUSAL, passing: false };
const PASSING: Denied = { ...DENIED, passing: true };
const CLAIM = { sealed: 'new', changedBefore: 7, clockAhead: 3, reach: 'some' } as const;
const NOTHING = { demand: NO_DEMAND, least: NO_DEMAND };
const GO = { kind: 'go', claim: CLAIM, signOut: true, shown: NOTHING } as const;
const INPUT = { reason: 'forgot', ticket: 'INC1', signOut: true } as const;
const WORD: Demand = { atLeast: 1, rules: [{ because: { rule: 'always', values: {} } }] };
const SOMEBODY = { accounts: [PEOPLE.somebody.id] };
const ENDS = { kind: 'happens', event: { type: 'refused', refusal: REFUSAL } } as const;

describe('what becomes of what somebody wants', () => {
  const wants = <Does extends Deed>(request: Request, command: Omit<Command<Does>, 'by'>, facts: Facts[Does]) => {
    const isAnother = decides(command.does) || command.does === 'give-way';
    const by = isAnother ? PEOPLE.somebody : PEOPLE.requester;
    return decide<Does>(request, { ...command, by } as Command<Does>, facts, NOW);
  };
  const second = (conversation: Extract<Facts['confirm'], { kind: 'second-person' }>['conversation']) =>
    ({ kind: 'second-person', because: APPROVAL.because, conversation, shown: NOTHING }) as const;

  it('pick: the one of several people, as the directory finds them', () => {
    const picked = wants<'pick'>(requestIn('choosing'), { does: 'pick', choice: 0 }, { kind: 'found', target: TARGET });
    assert.deepEqual(picked, { kind: 'happens', event: { type: 'picked', target: TARGET } });
    assert.deepEqual(wants<'pick'>(requestIn('choosing'), { does: 'pick', choice: 0 }, DENIED), ENDS);
    for (const choice of [1, -1, 0.5, Number.NaN]) {
      const nobody = wants<'pick'>(requestIn('choosing'), { does: 'pick', choice }, { kind: 'found', target: TARGET });
      assert.deepEqual(nobody, STALE, String(choice));
    }
    assert.equal(candidateOf(requestIn('open'), 0), undefined);
    assert.equal(candidateOf(requestIn('choosing'), 0)?.id, TARGET.id);
  });

  it('confirm: the call begins, with what the requester wants and may', () => {
    const confirmed = wants<'confirm'>(requestIn('open'), { does: 'confirm', input: INPUT }, { ...GO, signOut: false });
    const event = { type: 'confirmed', ...INPUT, ...CLAIM, signOut: false, terms: undefined };
    assert.deepEqual(confirmed, { kind: 'happens', event });
    assert.deepEqual(wants<'confirm'>(requestIn('open'), { does: 'confirm', input: INPUT }, DENIED), ENDS);
  });

  it('confirm: a second person is asked here or elsewhere, and nobody where there is nowhere to ask', () => {
    const asks = (place: Place, conversation: Parameters<typeof second>[0]) =>
      wants<'confirm'>(madeIn('open', place), { does: 'confirm', input: INPUT }, second(conversation));
    const asked = (more: object) => ({
      kind: 'happens',
      event: {
        type: 'approval-asked',
        question: { because: APPROVAL.because, askedAt: NOW, ...more },
        ...INPUT,
        terms: undefined,
      },
    });
    const there = { place: APPROVALS, viewer: { locale: 'sv', timeZone: undefined } } as const;
    assert.deepEqual(asks(CHANNEL, 'here'), asked({}));
    assert.deepEqual(asks(PLACE, [there]), asked({ places: [there] }));
    const thread = { ...APPROVALS, conversationId: `${APPROVALS.conversationId};messageid=1` };
    assert.deepEqual(asks(thread, [there]), asked({}), 'its own card is the question');
    const alike = { ...APPROVALS, conversationId: `${APPROVALS.conversationId}-not` };
    assert.deepEqual(asks(alike, [there]), asked({ places: [there] }));
    const other = { ...there, place: { ...APPROVALS, conversationId: 'of the other unit' } };
    assert.deepEqual(asks(PLACE, [there, other]), asked({ places: [there, other] }));
    assert.deepEqual(asks(thread, [there, other]), asked({ places: [other], here: true }), 'one of them is its own');
    assert.deepEqual(asks(PLACE, 'nowhere'), {
      kind: 'refused',
      refusal: { rule: 'no-approvals-conversation', values: {} },
      as: 'approval-refused',
      detail: 'always',
    });
  });

  it('approve and decline: who may, says so; who may not, changes nothing; what has changed, ends it', () => {
    const request = requestIn('awaiting-approval');
    const said = { by: { id: 'j', name: 'Johanna' }, at: NOW };
    const approve = (facts: Facts['approve']) => wants<'approve'>(request, { does: 'approve' }, facts);
    const decline = (facts: Facts['decline']) => wants<'decline'>(request, { does: 'decline', reason: 'no' }, facts);
    const approved = { type: 'decided', decision: { verdict: 'approved', ...said } };
    const declined = { type: 'decided', decision: { verdict: 'declined', ...said, reason: 'no' } };
    assert.deepEqual(approve({ kind: 'passed' }), { kind: 'happens', event: approved });
    assert.deepEqual(decline({ kind: 'passed' }), { kind: 'happens', event: declined });
    for (const answer of [approve, decline]) {
      assert.deepEqual(answer(DENIED), { kind: 'refused', refusal: REFUSAL, as: 'approval-refused' });
      assert.deepEqual(answer({ kind: 'changed', refusal: REFUSAL }), ENDS);
    }
  });

  it('run: with what was confirmed; a refusal ends it, one that may pass does not', () => {
    const request = requestIn('approved', { reason: 'forgot', ticket: 'INC1', signOut: true });
    const run = (facts: Facts['run']) => wants<'run'>(request, { does: 'run' }, facts);
    const event = { type: 'confirmed', ...INPUT, ...CLAIM, terms: undefined, word: undefined };
    assert.deepEqual(run(GO), { kind: 'happens', event });
    assert.deepEqual(run(DENIED), ENDS);
    assert.deepEqual(run(PASSING), { kind: 'refused', refusal: REFUSAL, as: 'not-allowed', detail: undefined });
  });

  it('retry: nothing ends what may be in force', () => {
    const retry = (facts: Facts['retry']) => wants<'retry'>(requestIn('unknown'), { does: 'retry' }, facts);
    for (const denied of [DENIED, PASSING]) {
      assert.deepEqual(retry(denied), { kind: 'refused', refusal: REFUSAL, as: 'not-allowed', detail: undefined });
    }
    assert.deepEqual(retry({ kind: 'arrived' }), { kind: 'happens', event: { type: 'accepted' } });
    const repeated = { type: 'repeated', clockAhead: 3 };
    assert.deepEqual(retry({ kind: 'repeat', clockAhead: 3 }), { kind: 'happens', event: repeated });
  });

  it('show: to whom it may be shown; a refusal erases nothing', () => {
    const show = (facts: Facts['show']) => wants<'show'>(requestIn('carried-out'), { does: 'show' }, facts);
    assert.deepEqual(show({ kind: 'passed' }), { kind: 'happens', event: { type: 'secret-shown' } });
    assert.deepEqual(show(PASSING), { kind: 'refused', refusal: REFUSAL, as: 'not-allowed', detail: 'show' });
  });

  it('cancel and handed over: it happens; again: another request begins', () => {
    for (const state of MAY.cancel.states) {
      const cancelled = wants<'cancel'>(requestIn(state), { does: 'cancel' }, undefined);
      assert.deepEqual(cancelled, { kind: 'happens', event: { type: 'cancelled' } }, state);
    }
    const handed = wants<'handed-over'>(requestIn('carried-out'), { does: 'handed-over' }, undefined);
    assert.deepEqual(handed, { kind: 'happens', event: { type: 'handed-over' } });
    assert.deepEqual(wants<'again'>(requestIn('done'), { does: 'again' }, undefined), STALE);
  });

  it('take over: another one on its card, or an end, or the card as it is', () => {
    const over = (facts: Facts['take-over']) => wants<'take-over'>(requestIn('open'), { does: 'take-over' }, facts);
    const offered = { kind: 'happens', event: { type: 'take-over-offered', heldBy: 'h' } };
    assert.deepEqual(over({ kind: 'held', heldBy: 'h' }), offered);
    assert.deepEqual(over(DENIED), ENDS);
    assert.deepEqual(over(PASSING), { kind: 'refused', refusal: REFUSAL, as: 'not-allowed', detail: 'take-over' });
    const held = wants<'confirm'>(requestIn('open'), { does: 'confirm', input: INPUT }, { kind: 'held', heldBy: 'h' });
    assert.deepEqual(held, offered);
  });

  it('give way: to a role that reaches everybody, from one that does not, and to nobody else', () => {
    const event = { type: 'taken-over', by: { id: 'j', name: 'Johanna' }, requestId: 'g-1' };
    const rule = 'target-already-open';
    const refused = {
      kind: 'refused',
      refusal: { rule, values: { target: 'Anna' } },
      as: 'not-allowed',
      detail: 'take-over',
    };
    for (const state of ['unknown', 'carried-out'] as const) {
      for (const [to, from, expected] of [
        ['everybody', 'some', { kind: 'happens', event }],
        ['everybody', 'everybody', refused],
        ['some', 'some', refused],
        ['some', 'everybody', refused],
      ] as const) {
        const command = { does: 'give-way', actor: SOMEBODY, reach: to, requestId: 'g-1' } as const;
        const decision = wants<'give-way'>(requestIn(state, { reach: from }), command, undefined);
        assert.deepEqual(decision, expected, `${state}: ${to} from ${from}`);
      }
    }
    for (const state of STATES.filter(each => each !== 'unknown' && each !== 'carried-out')) {
      const command = { does: 'give-way', actor: SOMEBODY, reach: 'everybody', requestId: 'g-1' } as const;
      assert.deepEqual(wants<'give-way'>(requestIn(state), command, undefined), STALE, state);
    }
  });

  it('whatever the facts are: nothing for who is not admitted, nothing in another state, and nothing that can’t happen', () => {
    const facts: Readonly<{ [Does in Deed]: readonly Facts[Does][] }> = {
      pick: [DENIED, { kind: 'found', target: TARGET }],
      confirm: [
        DENIED,
        GO,
        { kind: 'lacking', demand: WORD },
        { kind: 'held', heldBy: 'h' },
        second('here'),
        second('nowhere'),
      ],
      'ask-proof': [DENIED, { kind: 'ask', ask: { ...ASK, id: 'k-2', kind: 'manager' } }],
      'answer-proof': [DENIED, { kind: 'answered', ended: 'proved' }, { kind: 'answered', ended: 'wrong' }],
      'raise-alarm': [undefined],
      approve: [DENIED, { kind: 'passed' }, { kind: 'changed', refusal: REFUSAL }],
      decline: [DENIED, { kind: 'passed' }, { kind: 'changed', refusal: REFUSAL }],
      run: [DENIED, PASSING, GO],
      retry: [DENIED, { kind: 'arrived' }, { kind: 'repeat' }],
      cancel: [undefined],
      'take-over': [DENIED, PASSING, { kind: 'held', heldBy: 'h' }],
      'give-way': [undefined],
      show: [DENIED, { kind: 'passed' }],
      'handed-over': [undefined],
      again: [undefined],
      instead: [DENIED, { kind: 'passed' }],
      withdraw: [DENIED, { kind: 'withdrawn' }],
      'remind-manager': [DENIED, { kind: 'remind', told: { ...TOLD, remindedAt: NOW } }],
      'read-receipt': [DENIED, { kind: 'read', receipt: { status: 'used', at: NOW } }],
    };
    let happened = 0;
    const tryOut = <Does extends Deed>(does: Does, state: RequestState, person: Person, spot: Spot) => {
      const request = madeIn(state);
      const at = SPOTS[spot];
      const command = {
        does,
        by: PEOPLE[person],
        at,
        choice: 0,
        ask: ASK.id,
        input: INPUT,
        reason: 'no',
        actor: { accounts: [PEOPLE[person].id] },
        reach: 'everybody',
        requestId: 'g-1',
      } as unknown as Command<Does>;
      for (const fact of facts[does]) {
        const decision = decide<Does>(request, command, fact, NOW);
        const early = expectedAtOnce(does, state, person, spot);
        if (early) assert.deepEqual(decision, early, `${does} ${state} ${person} ${spot}`);
        if (decision.kind !== 'happens') continue;
        assert.ok(evolve(request, decision.event, NOW), `${does} ${state}: ${decision.event.type}`);
        happened += 1;
      }
    };
    for (const does of DEEDS) {
      for (const state of STATES) {
        for (const person of PERSONS) for (const spot of ALL_SPOTS) tryOut(does, state, person, spot);
      }
    }
    assert.ok(happened > 20, `${happened} happened`);
  });
});
