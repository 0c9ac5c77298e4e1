import type { RequestEvent } from '../../../src/desk/request/events.ts';
import type { Approval, RequestState, ResetRequest } from '../../../src/desk/request/request.ts';
import { openRequest } from '../../../src/desk/request/transitions.ts';

/** When the requests of these suites were opened, and the calls of those that called began. Milliseconds. */
export const NOW = 1_000_000;

export const TARGET = {
  id: 't',
  displayName: 'Anna',
  userPrincipalName: 'anna@x.example',
  roleNames: [],
  roleIds: [],
  rolesComplete: true,
  synced: false,
};
export const PLACE = { serviceUrl: 'https://teams.example', conversationId: 'c', personal: true };
export const REFUSAL = { rule: 'busy', values: {} } as const;
export const APPROVAL: Approval = {
  because: { rule: 'always', values: {} },
  askedAt: NOW,
  place: { ...PLACE, conversationId: 'approvals', personal: false },
};
const BY = { id: 'j', name: 'Johanna' };
export const APPROVED = { verdict: 'approved', by: BY, at: NOW } as const;
export const DECLINED = { verdict: 'declined', by: BY, at: NOW, reason: 'not on shift' } as const;

/** The states that nothing secret is left in, and that nothing leaves but a late failure. */
export const FINAL: readonly RequestState[] = ['cancelled', 'declined', 'expired', 'refused', 'failed', 'done'];
export const STATES: readonly RequestState[] = [
  'choosing',
  'open',
  'awaiting-approval',
  'approved',
  'resetting',
  'unknown',
  'reset',
  ...FINAL,
];

/** One of each kind of event; a decision is an approval. */
export const EVENTS: { [Type in RequestEvent['type']]: Extract<RequestEvent, { type: Type }> } = {
  picked: { type: 'picked', target: TARGET },
  cancelled: { type: 'cancelled' },
  expired: { type: 'expired' },
  refused: { type: 'refused', refusal: REFUSAL },
  'approval-asked': { type: 'approval-asked', approval: APPROVAL, reason: 'forgot', ticket: 'INC1', signOut: true },
  decided: { type: 'decided', decision: APPROVED },
  confirmed: { type: 'confirmed', sealedPassword: 'new', reason: 'forgot', ticket: 'INC1', signOut: true },
  'signed-out': { type: 'signed-out', ended: 'done' },
  'new-password': { type: 'new-password', sealedPassword: 'another' },
  accepted: { type: 'accepted', operationUrl: 'https://graph.example/operation' },
  rejected: { type: 'rejected', refusal: REFUSAL },
  'answer-lost': { type: 'answer-lost' },
  'not-called': { type: 'not-called' },
  repeated: { type: 'repeated' },
  verification: { type: 'verification', verification: 'verified' },
  'card-sent': { type: 'card-sent', place: { ...PLACE, cardId: 'a' } },
  'approval-sent': { type: 'approval-sent', place: { ...PLACE, cardId: 'q' } },
  'run-sent': { type: 'run-sent', place: { ...PLACE, cardId: 'u' } },
  told: { type: 'told' },
  shown: { type: 'shown' },
  'not-shown': { type: 'not-shown', final: false },
  looked: { type: 'looked' },
  'handover-sent': { type: 'handover-sent', place: { ...PLACE, cardId: 'b' } },
  'handover-waits': { type: 'handover-waits', undelivered: 'not-installed' },
  'handed-over': { type: 'handed-over' },
  'password-shown': { type: 'password-shown' },
  erased: { type: 'erased' },
};

/** A request as it could be in that state; from approval on, one that a second person had a part in. */
export function requestIn(state: RequestState, change: Partial<ResetRequest> = {}): ResetRequest {
  const start = {
    id: 'r',
    correlationId: 'k',
    requester: { id: 'e', name: 'Erik', channelUserId: '29:e', locale: 'en' as const },
    place: PLACE,
    query: 'Anna',
    typedPassword: false,
  };
  const request = { ...openRequest(start, { target: TARGET }, NOW), state };
  return { ...request, ...PARTS[state], ...change };
}

const CALLED = { sealedPassword: 'sealed', attempts: 1, resetStartedAt: NOW };
const ENDED = { dueAt: undefined, workAt: undefined, finishedAt: NOW };
const PARTS: Readonly<Partial<Record<RequestState, Partial<ResetRequest>>>> = {
  choosing: { target: undefined, candidates: [TARGET] },
  'awaiting-approval': { approval: APPROVAL },
  approved: { approval: { ...APPROVAL, decision: APPROVED } },
  resetting: CALLED,
  unknown: CALLED,
  reset: { ...CALLED, resetAt: NOW },
  cancelled: ENDED,
  declined: { ...ENDED, approval: { ...APPROVAL, decision: DECLINED } },
  expired: ENDED,
  refused: ENDED,
  failed: ENDED,
  done: { ...ENDED, resetAt: NOW, ending: 'handed-over' },
};
