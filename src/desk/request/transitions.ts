import { APPROVAL_LIFETIME, CARD_LIFETIME, PASSWORD_LIFETIME, RESET_LEASE, RUN_LIFETIME } from '../times.ts';
import { ALLOWED, INVISIBLE, type RequestEvent } from './events.ts';
import type { Approval, Candidate, ChosenTarget, Refusal, RequestState, ResetRequest } from './request.ts';
import { nextWork } from './work.ts';

/** Whether `event` may happen to a request in this state. */
export function mayHappen(state: RequestState, event: RequestEvent['type']): boolean {
  return ALLOWED[event].includes(state);
}

/**
 * The request after the event, or undefined where the event is not possible in its state. Pure: the store decides by
 * compare-and-set whether it really happens. `now` is in milliseconds since the epoch.
 */
export function transition(request: ResetRequest, event: RequestEvent, now: number): ResetRequest | undefined {
  if (!mayHappen(request.state, event.type)) return undefined;
  const next = applied(request, event, now);
  const seen = INVISIBLE.includes(event.type) ? next : { ...next, unshown: true, showTries: undefined };
  return { ...seen, workAt: nextWork(seen, now) };
}

function applied(request: ResetRequest, event: RequestEvent, now: number): ResetRequest {
  switch (event.type) {
    case 'picked':
      return { ...request, state: 'open', target: event.target, candidates: undefined, dueAt: now + CARD_LIFETIME };
    case 'approval-asked':
      return awaitingApproval(request, event, now);
    case 'decided':
      return decided(request, event.decision, now);
    case 'confirmed': {
      const { reason, ticket, changedBefore, clockAhead, sealedPassword } = event;
      const signOut = wanted(event.signOut);
      const confirmed = { ...request, reason, ticket, changedBefore, clockAhead, signOut, attempts: 1 };
      return resetting(confirmed, sealedPassword, now);
    }
    case 'new-password':
      return resetting({ ...request, attempts: request.attempts + 1 }, event.sealedPassword, now);
    case 'not-called':
      return { ...beforeReset(request, now), sealedPassword: undefined, resetStartedAt: undefined, attempts: 0 };
    case 'repeated':
      return repeated({ ...request, clockAhead: event.clockAhead }, now);
    case 'accepted':
      return accepted(request, event.operationUrl, now);
    case 'answer-lost':
      // However often it is tried again: a password waits no longer.
      return {
        ...request,
        state: 'unknown',
        repeatRefused: event.repeatRefused,
        dueAt: Math.max(now, (request.resetStartedAt ?? now) + PASSWORD_LIFETIME),
      };
    case 'cancelled':
    case 'expired':
      return final({ ...request, state: event.type }, now);
    case 'refused':
      return final({ ...request, state: 'refused', refusal: event.refusal }, now);
    case 'rejected':
      return final({ ...request, state: 'failed', refusal: event.refusal, verification: undefined }, now);
    case 'handed-over':
      return final({ ...request, state: 'done', ending: 'handed-over' }, now);
    case 'erased':
      return erased(request, now);
    default:
      return noted(request, event);
  }
}

type Note = Extract<
  RequestEvent,
  {
    type:
      | 'signed-out'
      | 'verification'
      | 'card-sent'
      | 'approval-sent'
      | 'run-sent'
      | 'handover-sent'
      | 'handover-waits'
      | 'told'
      | 'shown'
      | 'not-shown'
      | 'looked'
      | 'password-shown';
  }
>;

/** What leaves a request in its state. */
function noted(request: ResetRequest, event: Note): ResetRequest {
  switch (event.type) {
    case 'signed-out':
      return { ...request, signOut: event.ended };
    case 'verification':
      return { ...request, verification: event.verification };
    case 'card-sent':
      return { ...request, place: event.place };
    case 'approval-sent':
      return request.approval ? { ...request, approval: { ...request.approval, place: event.place } } : request;
    case 'run-sent':
      return { ...request, runCard: event.place };
    case 'handover-sent':
      return { ...request, handover: event.place, undelivered: undefined, notInstalled: undefined };
    case 'handover-waits':
      return { ...request, undelivered: event.undelivered, notInstalled: undefined };
    case 'told':
      return { ...request, told: request.state };
    case 'shown':
      return { ...request, unshown: undefined, showTries: undefined };
    case 'not-shown':
      return event.final ? { ...request, unshown: undefined } : { ...request, showTries: (request.showTries ?? 0) + 1 };
    case 'looked':
    case 'password-shown':
      return request;
  }
}

function awaitingApproval(
  request: ResetRequest,
  { approval, reason, ticket, signOut }: Extract<RequestEvent, { type: 'approval-asked' }>,
  now: number,
): ResetRequest {
  const dueAt = now + APPROVAL_LIFETIME;
  return { ...request, state: 'awaiting-approval', approval, reason, ticket, signOut: wanted(signOut), dueAt };
}

function wanted(signOut: boolean): 'wanted' | undefined {
  return signOut ? 'wanted' : undefined;
}

function decided(request: ResetRequest, decision: NonNullable<Approval['decision']>, now: number): ResetRequest {
  const approval = request.approval && { ...request.approval, decision };
  if (decision.verdict === 'declined') return final({ ...request, approval, state: 'declined' }, now);
  return { ...request, approval, state: 'approved', dueAt: now + RUN_LIFETIME };
}

/** Nothing was set: the request is where it was before the reset call. */
function beforeReset(request: ResetRequest, now: number): ResetRequest {
  return request.approval?.decision
    ? { ...request, state: 'approved', dueAt: now + RUN_LIFETIME }
    : { ...request, state: 'open', dueAt: now + CARD_LIFETIME };
}

function accepted(request: ResetRequest, operationUrl: string | undefined, now: number): ResetRequest {
  // Without an operation, nothing tells what Windows Server AD did.
  const verification = operationUrl === undefined && request.target?.synced ? 'accepted' : 'pending';
  return { ...request, state: 'reset', resetAt: now, verification, operationUrl, dueAt: now + PASSWORD_LIFETIME };
}

function resetting(request: ResetRequest, sealedPassword: string, now: number): ResetRequest {
  const begun = { resetStartedAt: now, repeatedAt: undefined, calledAt: calledAt(request, now) };
  return { ...request, ...begun, state: 'resetting', sealedPassword, dueAt: now + RESET_LEASE };
}

function repeated(request: ResetRequest, now: number): ResetRequest {
  const { repeatedAt = [], calledAt: earlier = [] } = request;
  const begun = { repeatedAt: [...repeatedAt, now], calledAt: [...earlier, ...calledAt(request, now)] };
  return { ...request, ...begun, state: 'resetting', dueAt: now + RESET_LEASE };
}

/** Now, by the directory's clock; empty where that is not known. */
function calledAt({ clockAhead }: ResetRequest, now: number): number[] {
  return clockAhead === undefined ? [] : [now + clockAhead];
}

function erased(request: ResetRequest, now: number): ResetRequest {
  if (request.state === 'reset') return final({ ...request, state: 'done', ending: 'erased' }, now);
  const refusal: Refusal = { rule: 'answer-lost', values: { target: request.target?.displayName ?? '' } };
  return final({ ...request, state: 'failed', refusal }, now);
}

/** Nothing is left to do, so nothing secret is left either. */
function final(request: ResetRequest, now: number): ResetRequest {
  return { ...request, sealedPassword: undefined, candidates: undefined, dueAt: undefined, finishedAt: now };
}

/** A new request that waits for a choice among several people, or for the confirmation of one. */
export function openRequest(
  start: Pick<
    ResetRequest,
    'id' | 'correlationId' | 'requester' | 'place' | 'query' | 'ticket' | 'note' | 'typedPassword'
  >,
  whom: { candidates: readonly Candidate[] } | { target: ChosenTarget },
  now: number,
): ResetRequest {
  const state = 'target' in whom ? 'open' : 'choosing';
  const dueAt = now + CARD_LIFETIME;
  return { ...start, ...whom, version: 1, state, attempts: 0, createdAt: now, dueAt, workAt: dueAt };
}
