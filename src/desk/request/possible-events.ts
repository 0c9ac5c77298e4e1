import type { EventType } from './events.ts';
import { type RequestState, STATES } from './request.ts';

const WAITING = ['choosing', 'open', 'awaiting-approval', 'approved'] as const;

/** In which states each event may happen. */
export const ALLOWED = {
  picked: ['choosing'],
  'take-over-offered': ['open'],
  cancelled: WAITING,
  expired: WAITING,
  refused: WAITING,
  'approval-asked': ['open'],
  decided: ['awaiting-approval'],
  confirmed: ['open', 'approved'],
  'proof-asked': ['open', 'approved'],
  'proof-ask-sent': STATES,
  'proof-ask-unsent': ['open', 'approved'],
  'proof-answered': ['open', 'approved'],
  // Before somebody is chosen nobody can have been asked.
  'alarm-raised': [
    'open',
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
  'signed-out': ['carried-out', 'done'],
  'new-secret': ['running'],
  accepted: ['running', 'unknown'],
  rejected: ['running', 'unknown', 'carried-out', 'done'],
  'answer-lost': ['running'],
  'not-called': ['running'],
  repeated: ['unknown'],
  'given-up': ['running', 'unknown'],
  verification: ['carried-out', 'done'],
  'card-sent': STATES,
  'card-left': STATES,
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
  'question-waits': ['awaiting-approval'],
  'run-card-sent': ['approved'],
  'to-be-told': ['carried-out', 'done'],
  'reminder-asked': ['done'],
  'told-sent': ['carried-out', 'done', 'failed'],
  'told-unsent': ['carried-out', 'done', 'failed'],
  'handover-sent': ['carried-out'],
  'handover-waits': ['carried-out'],
  'duty-done': STATES,
  'duty-failed': STATES,
  'duties-claimed': STATES,
  // A lost call is taken back while its request waits, and what it made after that.
  withdrawn: ['running', 'unknown', 'done', 'failed'],
  'receipt-read': ['done'],
  'secret-shown': ['carried-out'],
  'handed-over': ['carried-out'],
  erased: ['carried-out', 'unknown'],
  // Not while the directory is being called: what that call sets would come after the reset of whoever took over.
  'taken-over': ['carried-out', 'unknown'],
} as const satisfies Readonly<Record<EventType, readonly RequestState[]>>;

/** Whether `event` may happen to a request in this state. */
export function mayHappen(state: RequestState, event: EventType): boolean {
  const states: readonly RequestState[] = ALLOWED[event];
  return states.includes(state);
}

/** What leaves everything on the cards as it is, or has its own way of showing. */
export const INVISIBLE: readonly EventType[] = [
  'picked',
  'take-over-offered',
  'confirmed',
  'new-secret',
  'repeated',
  'given-up',
  'not-called',
  'card-sent',
  'card-left',
  'proof-ask-sent',
  'run-card-sent',
  'to-be-told',
  'reminder-asked',
  'told-sent',
  'duty-done',
  'duty-failed',
  'duties-claimed',
  'secret-shown',
];
