import type { Candidate, ChosenTarget, Place, Reason, Refusal, RequestState, ResetRequest } from './request.ts';

const MINUTE = 60_000;
/** How long a pick card or a confirm card may be pressed. */
export const CARD_LIFETIME = 10 * MINUTE;
/** How long the temporary password waits, sealed, for its requester. */
export const PASSWORD_LIFETIME = 15 * MINUTE;
/** How long a process may take for the reset call before the answer counts as lost. */
export const RESET_LEASE = 60_000;

export type RequestEvent =
  | { type: 'picked'; target: ChosenTarget }
  | { type: 'cancelled' }
  | { type: 'expired' }
  | { type: 'refused'; refusal: Refusal }
  | {
      type: 'confirmed';
      sealedPassword: string;
      changedBefore?: number;
      reason?: Reason;
      ticket?: string;
      signOut: boolean;
    }
  | { type: 'signed-out'; ended: boolean }
  | { type: 'new-password'; sealedPassword: string }
  | { type: 'accepted'; verifiable: boolean }
  | { type: 'rejected'; refusal: Refusal }
  | { type: 'answer-lost' }
  | { type: 'not-called' }
  | { type: 'repeated' }
  | { type: 'verification'; verification: 'verified' | 'accepted' }
  | { type: 'card-sent'; place: Place }
  | { type: 'handover-sent'; place: Place }
  | { type: 'handover-waits'; notInstalled: boolean }
  | { type: 'handed-over' }
  | { type: 'erased' };

const ALLOWED: Readonly<Record<RequestEvent['type'], readonly RequestState[]>> = {
  picked: ['choosing'],
  cancelled: ['choosing', 'open'],
  expired: ['choosing', 'open'],
  refused: ['choosing', 'open'],
  confirmed: ['open'],
  'signed-out': ['reset', 'done'],
  'new-password': ['resetting'],
  accepted: ['resetting', 'unknown'],
  rejected: ['resetting', 'unknown', 'reset', 'done'],
  'answer-lost': ['resetting'],
  'not-called': ['resetting'],
  repeated: ['unknown'],
  verification: ['reset', 'done'],
  'card-sent': ['choosing', 'open', 'resetting', 'unknown', 'reset'],
  'handover-sent': ['reset'],
  'handover-waits': ['reset'],
  'handed-over': ['reset'],
  erased: ['reset', 'unknown'],
};

/** Whether `event` may happen to a request in this state. */
export function mayHappen(state: RequestState, event: RequestEvent['type']): boolean {
  return ALLOWED[event].includes(state);
}

/**
 * The request after the event, or undefined where the event is not possible in its state. Pure: the store decides by
 * compare-and-set whether it really happens. `now` is in milliseconds since the epoch.
 */
export function transition(request: ResetRequest, event: RequestEvent, now: number): ResetRequest | undefined {
  return mayHappen(request.state, event.type) ? applied(request, event, now) : undefined;
}

function applied(request: ResetRequest, event: RequestEvent, now: number): ResetRequest {
  switch (event.type) {
    case 'picked':
      return { ...request, state: 'open', target: event.target, candidates: undefined, dueAt: now + CARD_LIFETIME };
    case 'confirmed': {
      const { reason, ticket, changedBefore, sealedPassword } = event;
      const signOut = event.signOut ? 'wanted' : undefined;
      return resetting({ ...request, reason, ticket, changedBefore, signOut, attempts: 1 }, sealedPassword, now);
    }
    case 'signed-out':
      return { ...request, signOut: event.ended ? 'done' : 'failed' };
    case 'new-password':
      return resetting({ ...request, attempts: request.attempts + 1 }, event.sealedPassword, now);
    case 'not-called':
      return { ...request, state: 'open', sealedPassword: undefined, attempts: 0, dueAt: now + CARD_LIFETIME };
    case 'repeated':
      return { ...request, state: 'resetting', resetStartedAt: now, dueAt: now + RESET_LEASE };
    case 'accepted':
      return {
        ...request,
        state: 'reset',
        resetAt: now,
        verification: event.verifiable ? 'pending' : 'accepted',
        dueAt: now + PASSWORD_LIFETIME,
      };
    case 'answer-lost':
      return { ...request, state: 'unknown', dueAt: now + PASSWORD_LIFETIME };
    case 'verification':
      return { ...request, verification: event.verification };
    case 'card-sent':
      return { ...request, place: event.place };
    case 'handover-sent':
      return { ...request, handover: event.place, notInstalled: undefined };
    case 'handover-waits':
      return { ...request, notInstalled: event.notInstalled };
    case 'cancelled':
      return final({ ...request, state: 'cancelled' }, now);
    case 'expired':
      return final({ ...request, state: 'expired' }, now);
    case 'refused':
      return final({ ...request, state: 'refused', refusal: event.refusal }, now);
    case 'rejected':
      return final({ ...request, state: 'failed', refusal: event.refusal }, now);
    case 'handed-over':
      return final({ ...request, state: 'done', ending: 'handed-over' }, now);
    case 'erased':
      return erased(request, now);
  }
}

function resetting(request: ResetRequest, sealedPassword: string, now: number): ResetRequest {
  return { ...request, state: 'resetting', sealedPassword, resetStartedAt: now, dueAt: now + RESET_LEASE };
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
  return { ...start, ...whom, version: 1, state, attempts: 0, createdAt: now, dueAt: now + CARD_LIFETIME };
}
