import type { DutyKind } from './duty.ts';
import type { ChosenTarget, Place } from './people.ts';
import type { HandoverTrouble, Refusal } from './refusal.ts';
import {
  type Approving,
  type Declining,
  type Question,
  type Reason,
  type RequestState,
  type Revocation,
  STATES,
} from './request.ts';

/** What the requester put into the confirm card. */
export interface Input {
  reason?: Reason;
  ticket?: string;
  /** Sign the target out everywhere as well. */
  signOut: boolean;
}

/** With what a call begins: the secret, sealed, and what is known before it. */
export interface Claim {
  sealed: string;
  /** The target's last password change, by the directory's clock. */
  changedBefore?: number;
  clockAhead?: number;
}

/** What happens to a request. */
export type RequestEvent =
  | { type: 'picked'; target: ChosenTarget }
  | { type: 'cancelled' }
  | { type: 'expired' }
  | { type: 'refused'; refusal: Refusal }
  | ({ type: 'approval-asked'; question: Question } & Input)
  | { type: 'decided'; decision: Approving | Declining }
  | ({ type: 'confirmed' } & Input & Claim)
  | { type: 'signed-out'; ended: Revocation }
  | { type: 'new-secret'; sealed: string }
  | { type: 'accepted'; operationUrl?: string }
  | { type: 'rejected'; refusal: Refusal }
  | { type: 'answer-lost'; repeatRefused?: boolean }
  /** `why`: the directory refused it, and a newer sign-in may be what it wants. */
  | { type: 'not-called'; why?: 'graph-denied' }
  | { type: 'repeated'; clockAhead?: number }
  | { type: 'verification'; verification: 'verified' | 'accepted' }
  | { type: 'card-sent'; place: Place }
  | { type: 'question-sent'; place: Place }
  | { type: 'run-card-sent'; place: Place }
  | { type: 'handover-sent'; place: Place }
  | { type: 'handover-waits'; undelivered: HandoverTrouble }
  | { type: 'duty-done'; duty: DutyKind }
  /** It has failed, and is tried again; `forGood`: it is not. */
  | { type: 'duty-failed'; duty: DutyKind; forGood?: true }
  /** Somebody has taken up what is due; nobody else does, for a while. */
  | { type: 'duties-claimed' }
  | { type: 'secret-shown' }
  | { type: 'handed-over' }
  | { type: 'erased' };

export type EventType = RequestEvent['type'];
export type EventOf<Type extends EventType> = Extract<RequestEvent, { type: Type }>;

const WAITING = ['choosing', 'open', 'awaiting-approval', 'approved'] as const;

/** In which states each event may happen. */
export const ALLOWED = {
  picked: ['choosing'],
  cancelled: WAITING,
  expired: WAITING,
  refused: WAITING,
  'approval-asked': ['open'],
  decided: ['awaiting-approval'],
  confirmed: ['open', 'approved'],
  'signed-out': ['carried-out', 'done'],
  'new-secret': ['running'],
  accepted: ['running', 'unknown'],
  rejected: ['running', 'unknown', 'carried-out', 'done'],
  'answer-lost': ['running'],
  'not-called': ['running'],
  repeated: ['unknown'],
  verification: ['carried-out', 'done'],
  'card-sent': STATES,
  // Somebody may have answered it before it was noted where it is.
  'question-sent': [
    'awaiting-approval',
    'approved',
    'running',
    'unknown',
    'carried-out',
    'done',
    'cancelled',
    'expired',
    'declined',
    'refused',
    'failed',
  ],
  'run-card-sent': ['approved'],
  'handover-sent': ['carried-out'],
  'handover-waits': ['carried-out'],
  'duty-done': STATES,
  'duty-failed': STATES,
  'duties-claimed': STATES,
  'secret-shown': ['carried-out'],
  'handed-over': ['carried-out'],
  erased: ['carried-out', 'unknown'],
} as const satisfies Readonly<Record<EventType, readonly RequestState[]>>;

/** Whether `event` may happen to a request in this state. */
export function mayHappen(state: RequestState, event: EventType): boolean {
  const states: readonly RequestState[] = ALLOWED[event];
  return states.includes(state);
}

/** What leaves everything on the cards as it is, or has its own way of showing. */
export const INVISIBLE: readonly EventType[] = [
  'picked',
  'confirmed',
  'new-secret',
  'repeated',
  'not-called',
  'card-sent',
  'run-card-sent',
  'duty-done',
  'duty-failed',
  'duties-claimed',
  'secret-shown',
];
