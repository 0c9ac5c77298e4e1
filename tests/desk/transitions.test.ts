import assert from 'node:assert/strict';
import type { RequestState, ResetRequest } from '../../src/desk/request.ts';
import {
  CARD_LIFETIME,
  mayHappen,
  openRequest,
  PASSWORD_LIFETIME,
  RESET_LEASE,
  type RequestEvent,
  transition,
} from '../../src/desk/transitions.ts';

const NOW = 1_000_000;
const target = {
  id: 't',
  displayName: 'Anna',
  userPrincipalName: 'anna@x.example',
  roleIds: [],
  rolesComplete: true,
  synced: false,
};
const place = { serviceUrl: 'https://teams.example', conversationId: 'c', personal: true };
const refusal = { rule: 'busy', values: {} } as const;

const EVENTS: { [Type in RequestEvent['type']]: Extract<RequestEvent, { type: Type }> } = {
  picked: { type: 'picked', target },
  cancelled: { type: 'cancelled' },
  expired: { type: 'expired' },
  refused: { type: 'refused', refusal },
  confirmed: { type: 'confirmed', sealedPassword: 'sealed', reason: 'forgot', ticket: 'INC1', signOut: true },
  'new-password': { type: 'new-password', sealedPassword: 'sealed again' },
  accepted: { type: 'accepted', verifiable: true },
  'not-called': { type: 'not-called' },
  'signed-out': { type: 'signed-out', ended: true },
  'handover-waits': { type: 'handover-waits', notInstalled: true },
  rejected: { type: 'rejected', refusal },
  'answer-lost': { type: 'answer-lost' },
  repeated: { type: 'repeated' },
  verification: { type: 'verification', verification: 'verified' },
  'card-sent': { type: 'card-sent', place: { ...place, cardId: 'a' } },
  'handover-sent': { type: 'handover-sent', place: { ...place, cardId: 'b' } },
  'handed-over': { type: 'handed-over' },
  erased: { type: 'erased' },
};

/** Where each event leads from each state; what is not here can't happen. */
const LEADS: Readonly<Record<RequestState, Partial<Record<RequestEvent['type'], RequestState>>>> = {
  choosing: { picked: 'open', cancelled: 'cancelled', expired: 'expired', refused: 'refused', 'card-sent': 'choosing' },
  open: { cancelled: 'cancelled', expired: 'expired', refused: 'refused', confirmed: 'resetting', 'card-sent': 'open' },
  resetting: {
    'new-password': 'resetting',
    accepted: 'reset',
    rejected: 'failed',
    'answer-lost': 'unknown',
    'not-called': 'open',
    'card-sent': 'resetting',
  },
  unknown: { accepted: 'reset', rejected: 'failed', repeated: 'resetting', erased: 'failed', 'card-sent': 'unknown' },
  reset: {
    rejected: 'failed',
    verification: 'reset',
    'handover-sent': 'reset',
    'handover-waits': 'reset',
    'signed-out': 'reset',
    'handed-over': 'done',
    erased: 'done',
    'card-sent': 'reset',
  },
  done: { verification: 'done', rejected: 'failed', 'signed-out': 'done' },
  cancelled: {},
  expired: {},
  refused: {},
  failed: {},
};

function requestIn(state: RequestState): ResetRequest {
  const start = {
    id: 'r',
    correlationId: 'k',
    requester: { id: 'e', name: 'Erik', channelUserId: '29:e', locale: 'en' as const },
    place,
    query: 'Anna',
    typedPassword: false,
  };
  const sealedPassword = ['resetting', 'unknown', 'reset'].includes(state) ? 'sealed' : undefined;
  return { ...openRequest(start, { target }, NOW), state, sealedPassword, attempts: 1, resetStartedAt: NOW };
}

describe('the states of a request', () => {
  for (const [state, leads] of Object.entries(LEADS) as [RequestState, (typeof LEADS)[RequestState]][]) {
    for (const [type, event] of Object.entries(EVENTS) as [RequestEvent['type'], RequestEvent][]) {
      const end = leads[type];
      it(`${state} + ${type}: ${end ?? 'impossible'}`, () => {
        const before = requestIn(state);
        const copy = structuredClone(before);
        const after = transition(before, event, NOW + 1);
        assert.equal(after?.state, end);
        assert.equal(mayHappen(state, type), end !== undefined);
        assert.deepEqual(before, copy, 'a transition changes nothing in place');
      });
    }
  }

  it('keeps no secret and waits for nothing in a final state', () => {
    for (const [state, leads] of Object.entries(LEADS) as [RequestState, (typeof LEADS)[RequestState]][]) {
      for (const [type, end] of Object.entries(leads) as [RequestEvent['type'], RequestState][]) {
        if (Object.keys(LEADS[end]).length > 0 && end !== 'done') continue;
        const after = transition(requestIn(state), EVENTS[type], NOW + 1);
        assert.equal(after?.sealedPassword, undefined, `${state} + ${type}`);
        if (state !== 'done') assert.equal(after?.dueAt, undefined, `${state} + ${type}`);
      }
    }
  });

  it('gives a card ten minutes, the call one and the password fifteen', () => {
    const due = (state: RequestState, type: RequestEvent['type']) =>
      transition(requestIn(state), EVENTS[type], NOW)?.dueAt;
    assert.equal(due('choosing', 'picked'), NOW + CARD_LIFETIME);
    assert.equal(CARD_LIFETIME, 600_000);
    assert.equal(due('open', 'confirmed'), NOW + RESET_LEASE);
    assert.equal(due('unknown', 'repeated'), NOW + RESET_LEASE);
    assert.equal(due('resetting', 'accepted'), NOW + PASSWORD_LIFETIME);
    assert.equal(due('resetting', 'answer-lost'), NOW + PASSWORD_LIFETIME);
    assert.equal(PASSWORD_LIFETIME, 900_000);
  });

  it('repeats with the same password, and counts each new one', () => {
    const repeated = transition({ ...requestIn('unknown'), sealedPassword: 'the first' }, EVENTS.repeated, NOW + 5);
    assert.equal(repeated?.sealedPassword, 'the first');
    assert.equal(repeated?.attempts, 1);
    assert.equal(repeated?.resetStartedAt, NOW + 5);
    const renewed = transition(requestIn('resetting'), EVENTS['new-password'], NOW + 5);
    assert.equal(renewed?.sealedPassword, 'sealed again');
    assert.equal(renewed?.attempts, 2);
    assert.equal(renewed?.resetStartedAt, NOW + 5);
  });

  it('forgets a password that was never sent, and waits for another click', () => {
    const open = transition(requestIn('resetting'), EVENTS['not-called'], NOW);
    assert.equal(open?.sealedPassword, undefined);
    assert.equal(open?.attempts, 0);
    assert.equal(open?.dueAt, NOW + CARD_LIFETIME);
  });

  it('can be verified only where Graph said where', () => {
    const accepted = (verifiable: boolean) => transition(requestIn('resetting'), { type: 'accepted', verifiable }, NOW);
    assert.equal(accepted(true)?.verification, 'pending');
    assert.equal(accepted(false)?.verification, 'accepted');
  });

  it('says why a lost answer was given up', () => {
    const given = transition(requestIn('unknown'), EVENTS.erased, NOW);
    assert.deepEqual(given?.refusal, { rule: 'answer-lost', values: { target: 'Anna' } });
  });
});
