import assert from 'node:assert/strict';
import type { RequestEvent } from '../../../src/desk/request/events.ts';
import type { RequestState } from '../../../src/desk/request/request.ts';
import { mayHappen, openRequest, transition } from '../../../src/desk/request/transitions.ts';
import { DECLINED, EVENTS, FINAL, NOW, PLACE, requestIn, STATES, TARGET } from '../support/requests.ts';

type Type = RequestEvent['type'];
type Leads = Partial<Record<Type, RequestState>>;

const ENDS_UNTOUCHED = { cancelled: 'cancelled', expired: 'expired', refused: 'refused' } as const;
/** Notes that may come in any state, and leave it. */
const NOTES: readonly Type[] = ['card-sent', 'approval-sent', 'told', 'shown', 'not-shown', 'looked'];

/** Where each event leads from each state, notes apart; what is not here can't happen. */
const LEADS: Readonly<Record<RequestState, Leads>> = {
  choosing: { picked: 'open', ...ENDS_UNTOUCHED },
  open: { 'approval-asked': 'awaiting-approval', confirmed: 'resetting', ...ENDS_UNTOUCHED },
  'awaiting-approval': { decided: 'approved', ...ENDS_UNTOUCHED },
  approved: { confirmed: 'resetting', 'run-sent': 'approved', ...ENDS_UNTOUCHED },
  resetting: {
    'new-password': 'resetting',
    accepted: 'reset',
    rejected: 'failed',
    'answer-lost': 'unknown',
    'not-called': 'open',
  },
  unknown: { accepted: 'reset', rejected: 'failed', repeated: 'resetting', erased: 'failed' },
  reset: {
    rejected: 'failed',
    verification: 'reset',
    'handover-sent': 'reset',
    'password-shown': 'reset',
    'handover-waits': 'reset',
    'signed-out': 'reset',
    'handed-over': 'done',
    erased: 'done',
  },
  done: { verification: 'done', rejected: 'failed', 'signed-out': 'done' },
  cancelled: {},
  declined: {},
  expired: {},
  refused: {},
  failed: {},
};

const TYPES = Object.keys(EVENTS) as Type[];
/** Nothing is shown anew for these. */
const QUIET: readonly Type[] = [
  'picked',
  'confirmed',
  'new-password',
  'repeated',
  'not-called',
  'run-sent',
  'password-shown',
  ...NOTES,
];

function endOf(state: RequestState, type: Type): RequestState | undefined {
  return NOTES.includes(type) ? state : LEADS[state][type];
}

/** Every event that may happen, in every state. */
function* possible(): Generator<{ state: RequestState; type: Type; end: RequestState; name: string }> {
  for (const state of STATES) {
    for (const type of TYPES) {
      const end = endOf(state, type);
      if (end) yield { state, type, end, name: `${state} + ${type}` };
    }
  }
}

describe('the states of a request', () => {
  for (const state of STATES) {
    for (const type of TYPES) {
      const end = endOf(state, type);
      it(`${state} + ${type}: ${end ?? 'impossible'}`, () => {
        const before = requestIn(state);
        const copy = structuredClone(before);
        const after = transition(before, EVENTS[type], NOW + 1);
        assert.equal(after?.state, end);
        assert.equal(mayHappen(state, type), end !== undefined);
        assert.deepEqual(before, copy, 'a transition changes nothing in place');
      });
    }
  }

  it('awaiting-approval + decided, where it was declined: declined', () => {
    const declined = transition(requestIn('awaiting-approval'), { type: 'decided', decision: DECLINED }, NOW);
    assert.equal(declined?.state, 'declined');
    assert.deepEqual(declined?.approval?.decision, DECLINED);
  });

  it('never changes who asked, whom it is about, and what joins the records', () => {
    for (const { state, type, name } of possible()) {
      const { target, ...before } = requestIn(state);
      const after = transition({ ...before, target }, EVENTS[type], NOW + 1);
      for (const field of ['id', 'version', 'correlationId', 'requester', 'query', 'createdAt'] as const) {
        assert.deepEqual(after?.[field], before[field], `${name}: ${field}`);
      }
      assert.deepEqual(after?.target, target ?? (type === 'picked' ? TARGET : undefined), name);
    }
  });

  it('keeps no secret and waits for nothing in a final state', () => {
    const leftBehind = { sealedPassword: 'sealed', candidates: [TARGET] };
    let seen = 0;
    for (const { state, type, end, name } of possible()) {
      if (!FINAL.includes(end) || FINAL.includes(state)) continue;
      const after = transition(requestIn(state, leftBehind), EVENTS[type], NOW + 1);
      assert.equal(after?.sealedPassword, undefined, name);
      assert.equal(after?.candidates, undefined, name);
      assert.equal(after?.dueAt, undefined, name);
      assert.equal(after?.finishedAt, NOW + 1, name);
      seen += 1;
    }
    assert.ok(seen >= 17, `${seen} ends`);
    const declined = { type: 'decided', decision: DECLINED } as const;
    const after = transition(requestIn('awaiting-approval', leftBehind), declined, NOW + 1);
    assert.deepEqual([after?.sealedPassword, after?.candidates, after?.dueAt], [undefined, undefined, undefined]);
  });

  it('always ends by itself, or has ended', () => {
    for (const { state, type, end, name } of possible()) {
      const after = transition(requestIn(state), EVENTS[type], NOW + 1);
      assert.equal(after?.dueAt === undefined, FINAL.includes(end), name);
    }
  });

  it('holds a password only while one may be in force and not handed over', () => {
    for (const { state, type, end, name } of possible()) {
      const after = transition(requestIn(state), EVENTS[type], NOW + 1);
      const holds = ['resetting', 'unknown', 'reset'].includes(end);
      assert.equal(after?.sealedPassword !== undefined, holds, name);
    }
  });

  it('shows on the cards what is to be seen, counting tries from the start, and leaves them alone otherwise', () => {
    for (const { state, type, name } of possible()) {
      if (type === 'shown' || type === 'not-shown') continue;
      const drawn = transition(requestIn(state, { showTries: 3 }), EVENTS[type], NOW + 1);
      const quiet = QUIET.includes(type);
      assert.equal(drawn?.unshown, quiet ? undefined : true, name);
      assert.equal(drawn?.showTries, quiet ? 3 : undefined, name);
    }
  });

  it('is looked at again by the minute timer for as long as something is left to do', () => {
    for (const { state, type, name } of possible()) {
      const after = transition(requestIn(state), EVENTS[type], NOW + 1);
      const ended = after?.dueAt === undefined && !after?.unshown;
      const toVerify = after?.state === 'done' && after.verification === 'pending';
      assert.equal(after?.workAt === undefined, ended && !toVerify, name);
    }
  });
});

describe('a new request', () => {
  const start = {
    id: 'r',
    correlationId: 'k',
    requester: { id: 'e', name: 'Erik', channelUserId: '29:e', locale: 'en' as const },
    place: PLACE,
    typedPassword: false,
  };

  it('waits for a choice, or for a confirmation', () => {
    const several = openRequest(start, { candidates: [TARGET] }, NOW);
    assert.equal(several.state, 'choosing');
    assert.equal(several.target, undefined);
    assert.deepEqual(several.candidates, [TARGET]);
    const one = openRequest(start, { target: TARGET }, NOW);
    assert.equal(one.state, 'open');
    assert.deepEqual(one.target, TARGET);
    for (const request of [several, one]) {
      assert.equal(request.dueAt, NOW + 600_000);
      assert.equal(request.workAt, NOW + 600_000);
      assert.equal(request.createdAt, NOW);
      assert.equal(request.attempts, 0);
      assert.equal(request.version, 1);
    }
  });
});
