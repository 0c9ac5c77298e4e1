import type {
  Approval,
  ChosenTarget,
  HandoverTrouble,
  Place,
  Reason,
  Refusal,
  RequestState,
  Revocation,
} from './request.ts';

/** What the requester put into the confirm card. */
export interface Input {
  reason?: Reason;
  ticket?: string;
  /** Sign the target out everywhere as well. */
  signOut: boolean;
}

export type RequestEvent =
  | { type: 'picked'; target: ChosenTarget }
  | { type: 'cancelled' }
  | { type: 'expired' }
  | { type: 'refused'; refusal: Refusal }
  | ({ type: 'approval-asked'; approval: Approval } & Input)
  | { type: 'decided'; decision: NonNullable<Approval['decision']> }
  | ({ type: 'confirmed'; sealedPassword: string; changedBefore?: number; clockAhead?: number } & Input)
  | { type: 'signed-out'; ended: Revocation }
  | { type: 'new-password'; sealedPassword: string }
  | { type: 'accepted'; operationUrl?: string }
  | { type: 'rejected'; refusal: Refusal }
  | { type: 'answer-lost'; repeatRefused?: boolean }
  | { type: 'not-called' }
  | { type: 'repeated'; clockAhead?: number }
  | { type: 'verification'; verification: 'verified' | 'accepted' }
  | { type: 'card-sent'; place: Place }
  | { type: 'approval-sent'; place: Place }
  | { type: 'run-sent'; place: Place }
  | { type: 'told' }
  | { type: 'shown' }
  | { type: 'not-shown'; final: boolean }
  | { type: 'looked' }
  | { type: 'handover-sent'; place: Place }
  | { type: 'handover-waits'; undelivered: HandoverTrouble }
  | { type: 'password-shown' }
  | { type: 'handed-over' }
  | { type: 'erased' };

const WAITING: readonly RequestState[] = ['choosing', 'open', 'awaiting-approval', 'approved'];
const ANY: readonly RequestState[] = [
  ...WAITING,
  'resetting',
  'unknown',
  'reset',
  'cancelled',
  'declined',
  'expired',
  'refused',
  'failed',
  'done',
];

/** In which states each event may happen. */
export const ALLOWED: Readonly<Record<RequestEvent['type'], readonly RequestState[]>> = {
  picked: ['choosing'],
  cancelled: WAITING,
  expired: WAITING,
  refused: WAITING,
  'approval-asked': ['open'],
  decided: ['awaiting-approval'],
  confirmed: ['open', 'approved'],
  'signed-out': ['reset', 'done'],
  'new-password': ['resetting'],
  accepted: ['resetting', 'unknown'],
  rejected: ['resetting', 'unknown', 'reset', 'done'],
  'answer-lost': ['resetting'],
  'not-called': ['resetting'],
  repeated: ['unknown'],
  verification: ['reset', 'done'],
  'card-sent': ANY,
  'approval-sent': ANY,
  'run-sent': ['approved'],
  told: ANY,
  shown: ANY,
  'not-shown': ANY,
  looked: ANY,
  'handover-sent': ['reset'],
  'handover-waits': ['reset'],
  'password-shown': ['reset'],
  'handed-over': ['reset'],
  erased: ['reset', 'unknown'],
};

/** What leaves everything on the cards as it is, or has its own way of showing. */
export const INVISIBLE: readonly RequestEvent['type'][] = [
  'picked',
  'confirmed',
  'new-password',
  'repeated',
  'not-called',
  'card-sent',
  'approval-sent',
  'run-sent',
  'told',
  'shown',
  'not-shown',
  'looked',
  'password-shown',
];
