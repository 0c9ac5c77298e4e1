import assert from 'node:assert/strict';
import type { AuditEvent } from '../../../src/desk/request/audit-entry.ts';
import { DUTIES } from '../../../src/desk/request/duty.ts';
import type { EventType, RequestEvent } from '../../../src/desk/request/events.ts';
import { evolve } from '../../../src/desk/request/evolve.ts';
import { ALLOWED, mayHappen } from '../../../src/desk/request/possible-events.ts';
import { type Request, type RequestState, targetOf } from '../../../src/desk/request/request.ts';
import { openingRow, rowAbout, rowOf } from '../../../src/desk/request/row-of-event.ts';
import {
  APPROVAL,
  APPROVED,
  DECLINED,
  EVENTS,
  NOW,
  PLACE,
  REFUSAL,
  requestBefore,
  requestIn,
  STATES,
} from '../support/requests.ts';

const BY = { id: 'x', name: 'Xenia' };
/** As what a request ends that somebody raises the alarm about; missing: it has ended, or a call for it is under way. */
const ALARMED: Readonly<Partial<Record<RequestState, AuditEvent>>> = {
  open: 'request-refused',
  'awaiting-approval': 'request-refused',
  approved: 'request-refused',
  unknown: 'reset-failed',
  'carried-out': 'password-erased',
};
const OF_ONE_OWN = { reason: 'forgot', ticket: 'INC1', note: 'on the phone' } as const;

/** How each event stands on record, from whatever state; undefined: nothing was decided. */
const NAMES: Readonly<Record<EventType, AuditEvent | undefined>> = {
  picked: 'request-picked',
  cancelled: 'request-cancelled',
  expired: 'request-expired',
  refused: 'request-refused',
  'approval-asked': 'approval-asked',
  decided: 'request-approved',
  confirmed: 'reset-started',
  'new-secret': 'reset-started',
  repeated: 'reset-started',
  'not-called': 'reset-not-called',
  accepted: 'reset-accepted',
  rejected: 'reset-failed',
  'answer-lost': 'reset-unknown',
  verification: 'reset-verified',
  'proof-answered': 'proof-given',
  'alarm-raised': undefined,
  // Who is asked is counted, and on record by that; as is that nobody was, and it counts no longer.
  'proof-asked': undefined,
  'proof-ask-unsent': undefined,
  'proof-ask-sent': undefined,
  'signed-out': 'sessions-revoked',
  'to-be-told': undefined,
  'reminder-asked': 'reminder-asked',
  'told-sent': 'notice-sent',
  'told-unsent': 'notice-not-sent',
  'handover-sent': 'handover-delivered',
  'handover-waits': 'handover-waiting',
  'secret-shown': 'password-shown',
  'handed-over': 'password-handed-over',
  erased: 'password-erased',
  'taken-over': 'request-taken-over',
  // Of a password nothing can be taken back, and nobody reads what became of it.
  withdrawn: undefined,
  'receipt-read': undefined,
  'given-up': undefined,
  'take-over-offered': undefined,
  'card-sent': undefined,
  'card-left': undefined,
  'question-sent': undefined,
  'run-card-sent': undefined,
  'duty-done': undefined,
  'question-waits': undefined,
  'duty-failed': undefined,
  'duties-claimed': undefined,
};

/** What depends on the state: its request has ended with a row of its own already, or ends by it. */
function special(state: RequestState, type: EventType): AuditEvent | undefined {
  if (type === 'alarm-raised') return ALARMED[state];
  return state === 'done' && type === 'rejected' ? 'reset-undone' : undefined;
}

function rowFor(before: Request, event: RequestEvent, at = PLACE) {
  const after = evolve(before, event, NOW);
  assert.ok(after, `${before.state} + ${event.type}`);
  return rowOf(before, event, after, { by: BY, at, now: NOW + 1 });
}

describe('the row on record', () => {
  for (const state of STATES) {
    for (const [type, usual] of Object.entries(NAMES)) {
      const event = EVENTS[type as EventType];
      if (!mayHappen(state, event.type)) continue;
      const name = special(state, event.type) ?? usual;
      it(`of ${state} + ${type}: ${name ?? 'none'}`, () => {
        assert.equal(rowFor(requestBefore(state, event.type), event)?.event, name);
      });
    }
  }

  it('of what is owed says that it was done where that is told of it, and of the rest nothing', () => {
    const named = DUTIES.map(duty => rowFor(requestIn('carried-out'), { type: 'duty-done', duty })?.event);
    const told = named.flatMap((name, n) => (name ? [[DUTIES[n], name]] : []));
    assert.deepEqual(told, [['handover', 'handover-delivered']]);
  });

  it('is known of every event', () => {
    assert.deepEqual(Object.keys(NAMES).sort(), Object.keys(ALLOWED).sort());
  });

  it('of a second person who declines says why they did, of a question why it is asked, of a call why it was not made', () => {
    const declined = rowFor(requestIn('awaiting-approval'), { type: 'decided', decision: DECLINED });
    assert.deepEqual([declined?.event, declined?.detail], ['request-declined', 'not on shift']);
    const approved = rowFor(requestIn('awaiting-approval'), { type: 'decided', decision: APPROVED });
    assert.equal(approved?.detail, undefined);
    assert.equal(rowFor(requestIn('open'), EVENTS['approval-asked'])?.detail, APPROVAL.because.rule);
    assert.equal(rowFor(requestIn('running'), EVENTS['not-called'])?.detail, undefined);
    assert.equal(rowFor(requestIn('running'), { type: 'not-called', why: 'graph-denied' })?.detail, 'graph-denied');
  });

  it('of a target that was taken over says by whom, and for which request', () => {
    const row = rowFor(requestIn('unknown'), EVENTS['taken-over']);
    assert.deepEqual([row?.actorId, row?.requestId, row?.detail, row?.rule], ['x', 'r', 'g-1', 'answer-lost']);
    assert.equal(rowFor(requestIn('carried-out'), EVENTS['taken-over'])?.rule, undefined);
  });

  it('of an outcome says what is not known, and of a sign-out what was not done', () => {
    for (const state of ['carried-out', 'done'] as const) {
      const accepted = rowFor(requestIn(state), { type: 'verification', verification: 'accepted' });
      assert.equal(accepted?.event, 'reset-not-verifiable');
      for (const ended of ['failed', 'unknown'] as const) {
        assert.equal(rowFor(requestIn(state), { type: 'signed-out', ended })?.event, 'sessions-not-revoked', ended);
      }
    }
  });

  it('holds who, whom, where, when and why, and nothing secret', () => {
    const at = { ...PLACE, conversationId: 'elsewhere' };
    assert.deepEqual(rowFor(requestIn('running', OF_ONE_OWN), EVENTS.rejected, at), {
      at: NOW + 1,
      event: 'reset-failed',
      correlationId: 'k',
      actorId: 'x',
      actorName: 'Xenia',
      requestId: 'r',
      targetId: 't',
      targetName: 'anna@x.example',
      conversationId: 'elsewhere',
      rule: REFUSAL.rule,
      ...OF_ONE_OWN,
      detail: undefined,
    });
    for (const state of STATES) {
      for (const event of Object.values(EVENTS)) {
        if (!mayHappen(state, event.type)) continue;
        const text = JSON.stringify(rowFor(requestBefore(state, event.type), event) ?? {});
        assert.doesNotMatch(text, /"sealed"|"new"|"another"/, `${state} + ${event.type}`);
      }
    }
  });

  it('keeps the reason that the requester had chosen where the request goes back to before it', () => {
    const row = rowFor(requestIn('running', OF_ONE_OWN), EVENTS['not-called']);
    assert.deepEqual([row?.reason, row?.ticket, row?.note], ['forgot', 'INC1', 'on the phone']);
  });

  it('is that of where it was asked, where nobody pressed anything', () => {
    const before = requestIn('open');
    const row = rowOf(before, EVENTS.expired, requestIn('expired'), { by: BY, now: NOW });
    assert.equal(row?.conversationId, 'c');
    assert.equal(row?.rule, undefined);
  });

  it('of a new request says whether there is a choice among several', () => {
    for (const [state, event] of [
      ['choosing', 'request-choosing'],
      ['open', 'request-opened'],
    ] as const) {
      const request = requestIn(state);
      const { id: actorId, name: actorName } = request.requester;
      const row = openingRow(request, NOW);
      assert.deepEqual([row.event, row.actorId, row.actorName, row.at], [event, actorId, actorName, NOW]);
      assert.equal(row.targetId, targetOf(request)?.id);
    }
  });

  it('about a request that was refused or failed gives the rule of it', () => {
    for (const state of STATES) {
      const { rule } = rowAbout(requestIn(state), { by: BY, now: NOW });
      assert.equal(rule, state === 'refused' || state === 'failed' ? REFUSAL.rule : undefined, state);
    }
  });
});
