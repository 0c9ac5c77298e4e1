import type { Approving, Declining, Question } from '../../../src/desk/request/approval.ts';
import type { EventOf, EventType } from '../../../src/desk/request/events.ts';
import type { ChosenTarget, Place } from '../../../src/desk/request/people.ts';
import type { ProofAsk } from '../../../src/desk/request/proof.ts';
import type { Asked, In, RequestState } from '../../../src/desk/request/request.ts';
import type { Told } from '../../../src/desk/request/told.ts';

export { STATES } from '../../../src/desk/request/request.ts';

/** When the requests of these suites were opened, and the calls of those that called began. Milliseconds. */
export const NOW = 1_000_000;

const MINUTE = 60_000;

export const TARGET: ChosenTarget = {
  id: 't',
  displayName: 'Anna',
  userPrincipalName: 'anna@x.example',
  roleNames: [],
  roleIds: [],
  rolesComplete: true,
  synced: false,
};
export const PLACE: Place = { serviceUrl: 'https://teams.example', conversationId: 'c', personal: true };
export const REFUSAL = { rule: 'busy', values: {} } as const;
/** The approvals conversation. */
export const APPROVALS: Place = { ...PLACE, conversationId: 'approvals', personal: false };
export const APPROVAL: Question & { places: object } = {
  because: { rule: 'always', values: {} },
  askedAt: NOW,
  places: [{ place: APPROVALS }],
};
const BY = { id: 'j', name: 'Johanna' };
export const APPROVED: Approving = { verdict: 'approved', by: BY, at: NOW };
export const DECLINED: Declining = { verdict: 'declined', by: BY, at: NOW, reason: 'not on shift' };

export const MANAGER = { id: 'm', name: 'Maria' };

/** Anna is asked for the number. */
export const ASK: ProofAsk = {
  id: 'k-1',
  kind: 'number-match',
  of: { id: TARGET.id, name: TARGET.displayName },
  askedAt: NOW,
  until: NOW + 3 * MINUTE,
  numbers: { shown: [17, 42, 93], right: 42 },
};

/** Anna is told of what was done. */
export const TOLD: Told = { id: 't-1', as: 'target-told', of: { id: TARGET.id, name: TARGET.displayName } };

/** The states that nothing secret is left in, and that nothing leaves but a late failure. */
export const FINAL: readonly RequestState[] = ['cancelled', 'declined', 'expired', 'refused', 'failed', 'done'];

/** One of each kind of event; a decision is an approval. */
export const EVENTS: { readonly [Type in EventType]: EventOf<Type> } = {
  picked: { type: 'picked', target: TARGET },
  cancelled: { type: 'cancelled' },
  expired: { type: 'expired' },
  refused: { type: 'refused', refusal: REFUSAL },
  'approval-asked': { type: 'approval-asked', question: APPROVAL, reason: 'forgot', ticket: 'INC1', signOut: true },
  decided: { type: 'decided', decision: APPROVED },
  confirmed: { type: 'confirmed', sealed: 'new', reach: 'some', reason: 'forgot', ticket: 'INC1', signOut: true },
  'proof-asked': { type: 'proof-asked', ask: { ...ASK, id: 'k-2', kind: 'manager', of: MANAGER } },
  'proof-ask-sent': {
    type: 'proof-ask-sent',
    ask: ASK.id,
    place: { ...PLACE, conversationId: 'of Anna', cardId: 'p' },
  },
  'proof-ask-unsent': { type: 'proof-ask-unsent', ask: ASK.id, why: 'not-installed' },
  'proof-answered': { type: 'proof-answered', ask: ASK.id, ended: 'proved' },
  'alarm-raised': { type: 'alarm-raised', alarm: { by: ASK.of, as: ASK.kind, at: NOW } },
  'signed-out': { type: 'signed-out', ended: 'done' },
  'new-secret': { type: 'new-secret', sealed: 'another' },
  accepted: { type: 'accepted', operationUrl: 'https://graph.example/operation' },
  rejected: { type: 'rejected', refusal: REFUSAL },
  'answer-lost': { type: 'answer-lost' },
  'not-called': { type: 'not-called' },
  repeated: { type: 'repeated' },
  'given-up': { type: 'given-up' },
  verification: { type: 'verification', verification: 'verified' },
  'card-sent': { type: 'card-sent', place: { ...PLACE, cardId: 'a' } },
  'card-left': { type: 'card-left', cardId: 'a' },
  'question-sent': { type: 'question-sent', place: { ...APPROVALS, cardId: 'q' } },
  'question-waits': { type: 'question-waits', unasked: 'later' },
  'run-card-sent': { type: 'run-card-sent', place: { ...PLACE, cardId: 'u' } },
  'duty-done': { type: 'duty-done', duty: 'cards' },
  'duty-failed': { type: 'duty-failed', duty: 'cards' },
  'duties-claimed': { type: 'duties-claimed' },
  'to-be-told': { type: 'to-be-told', told: [TOLD] },
  'reminder-asked': { type: 'reminder-asked', told: { ...TOLD, as: 'manager-told', remindedAt: NOW } },
  'told-sent': { type: 'told-sent', told: TOLD.id, place: { ...PLACE, conversationId: 'of Anna', cardId: 't' } },
  'told-unsent': { type: 'told-unsent', told: TOLD.id, why: 'not-installed' },
  'handover-sent': { type: 'handover-sent', place: { ...PLACE, cardId: 'b' } },
  'handover-waits': { type: 'handover-waits', undelivered: 'not-installed' },
  'handed-over': { type: 'handed-over' },
  'secret-shown': { type: 'secret-shown' },
  erased: { type: 'erased' },
  withdrawn: { type: 'withdrawn' },
  'receipt-read': { type: 'receipt-read', receipt: { status: 'used', at: NOW } },
  'take-over-offered': { type: 'take-over-offered', heldBy: 'h' },
  'taken-over': { type: 'taken-over', by: { id: 'g', name: 'Gunnar' }, requestId: 'g-1' },
};

/** A request as it could be in that state; from approval on, one that a second person had a part in. */
export function requestIn<State extends RequestState>(state: State, change: Partial<In<State>> = {}): In<State> {
  return { ...REQUESTS[state], ...change };
}

/** The same, before something happens to it: with the ask that this is about, where it is about one. */
export function requestBefore<State extends RequestState>(state: State, type: EventType): In<State> {
  const request = requestIn(state);
  if (ABOUT_TOLD.includes(type)) return { ...request, told: [TOLD] };
  if (state === 'choosing' || !ABOUT_ASKS.includes(type)) return request;
  return { ...request, caller: { proofs: [], asks: [ASK] } };
}
const ABOUT_TOLD: readonly EventType[] = ['told-sent', 'told-unsent'];
const ABOUT_ASKS: readonly EventType[] = ['proof-ask-sent', 'proof-ask-unsent', 'proof-answered', 'alarm-raised'];

/** The requests of these suites begin so. */
export const WANTED: Omit<Asked, 'version' | 'createdAt' | 'duties'> = {
  id: 'r',
  action: 'reset-password',
  correlationId: 'k',
  requester: { id: 'e', name: 'Erik', channelUserId: '29:e', locale: 'en' },
  place: PLACE,
  query: 'Anna',
  typedPassword: false,
};
const ASKED: Asked = { ...WANTED, version: 1, createdAt: NOW, duties: [] };
const DUE = { dueAt: NOW + 10 * MINUTE };
export const CONFIRMED = { ...ASKED, target: TARGET, signOut: false };
const CALLED = { ...CONFIRMED, attempts: 1, startedAt: NOW, repeatedAt: [], calledAt: [], reach: 'some' } as const;
const ACCEPTED = { ...CALLED, carriedOutAt: NOW, verification: 'accepted' } as const;
const OVER = { finishedAt: NOW };

const REQUESTS: { readonly [State in RequestState]: In<State> } = {
  choosing: { ...ASKED, ...DUE, state: 'choosing', candidates: [TARGET] },
  open: { ...ASKED, ...DUE, state: 'open', target: TARGET },
  'awaiting-approval': { ...CONFIRMED, ...DUE, state: 'awaiting-approval', approval: APPROVAL },
  approved: { ...CONFIRMED, ...DUE, state: 'approved', approval: { ...APPROVAL, decision: APPROVED } },
  running: { ...CALLED, ...DUE, state: 'running', sealed: 'sealed' },
  unknown: { ...CALLED, ...DUE, state: 'unknown', sealed: 'sealed', repeatRefused: false },
  'carried-out': { ...ACCEPTED, ...DUE, state: 'carried-out', sealed: 'sealed' },
  cancelled: { ...ASKED, ...OVER, state: 'cancelled', target: TARGET },
  declined: { ...CONFIRMED, ...OVER, state: 'declined', approval: { ...APPROVAL, decision: DECLINED } },
  expired: { ...ASKED, ...OVER, state: 'expired', target: TARGET },
  refused: { ...ASKED, ...OVER, state: 'refused', target: TARGET, refusal: REFUSAL },
  failed: { ...CALLED, ...OVER, state: 'failed', refusal: REFUSAL },
  done: { ...ACCEPTED, ...OVER, state: 'done', ending: 'handed-over' },
};
