import type { EventType } from '../../../../src/desk/request/events.ts';
import type { RequestState } from '../../../../src/desk/request/request.ts';
import { EVENTS, STATES } from '../../support/requests.ts';

type Leads = Partial<Record<EventType, RequestState>>;

export const SHOW_WITHIN = 30_000;
const ENDS_UNTOUCHED = { cancelled: 'cancelled', expired: 'expired', refused: 'refused' } as const;
/** Notes that may come in any state, and leave it. */
const NOTES: readonly EventType[] = [
  'card-sent',
  'card-left',
  'proof-ask-sent',
  'duty-done',
  'duty-failed',
  'duties-claimed',
];

/** While it waits for its requester, others can be asked who calls. */
const ASKS_IN = {
  open: asksIn('open'),
  approved: asksIn('approved'),
} as const;

function asksIn(state: 'open' | 'approved'): Leads {
  return { 'proof-asked': state, 'proof-ask-unsent': state, 'proof-answered': state, 'alarm-raised': 'refused' };
}

/** Where each event leads from each state, notes apart; what is not here can't happen. */
const LEADS: Readonly<Record<RequestState, Leads>> = {
  choosing: { picked: 'open', ...ENDS_UNTOUCHED },
  open: {
    'take-over-offered': 'open',
    'approval-asked': 'awaiting-approval',
    confirmed: 'running',
    ...ASKS_IN.open,
    ...ENDS_UNTOUCHED,
  },
  'awaiting-approval': {
    decided: 'approved',
    'question-sent': 'awaiting-approval',
    'question-waits': 'awaiting-approval',
    'alarm-raised': 'refused',
    ...ENDS_UNTOUCHED,
  },
  approved: {
    confirmed: 'running',
    'run-card-sent': 'approved',
    'question-sent': 'approved',
    ...ASKS_IN.approved,
    ...ENDS_UNTOUCHED,
  },
  running: {
    'alarm-raised': 'running',
    'new-secret': 'running',
    accepted: 'carried-out',
    rejected: 'failed',
    'answer-lost': 'unknown',
    'not-called': 'open',
    'question-sent': 'running',
    'given-up': 'running',
    withdrawn: 'running',
  },
  unknown: {
    'alarm-raised': 'failed',
    accepted: 'carried-out',
    rejected: 'failed',
    repeated: 'running',
    erased: 'failed',
    'taken-over': 'failed',
    'question-sent': 'unknown',
    'given-up': 'unknown',
    withdrawn: 'unknown',
  },
  'carried-out': {
    'alarm-raised': 'done',
    rejected: 'failed',
    verification: 'carried-out',
    'handover-sent': 'carried-out',
    'secret-shown': 'carried-out',
    'handover-waits': 'carried-out',
    'signed-out': 'carried-out',
    'handed-over': 'done',
    erased: 'done',
    'taken-over': 'done',
    'question-sent': 'carried-out',
  },
  done: {
    'alarm-raised': 'done',
    verification: 'done',
    rejected: 'failed',
    'signed-out': 'done',
    'question-sent': 'done',
    withdrawn: 'done',
    'receipt-read': 'done',
  },
  cancelled: { 'question-sent': 'cancelled', 'alarm-raised': 'cancelled' },
  declined: { 'question-sent': 'declined', 'alarm-raised': 'declined' },
  expired: { 'question-sent': 'expired', 'alarm-raised': 'expired' },
  refused: { 'question-sent': 'refused', 'alarm-raised': 'refused' },
  failed: { 'question-sent': 'failed', withdrawn: 'failed', 'alarm-raised': 'failed' },
};

export const TYPES = Object.keys(EVENTS).filter(isType);
/** Nothing is shown anew for these. */
export const QUIET: readonly EventType[] = [
  'picked',
  'take-over-offered',
  'confirmed',
  'new-secret',
  'repeated',
  'given-up',
  'not-called',
  'run-card-sent',
  'secret-shown',
  ...NOTES,
];

function isType(name: string): name is EventType {
  return name in EVENTS;
}

export function endOf(state: RequestState, type: EventType): RequestState | undefined {
  return NOTES.includes(type) ? state : LEADS[state][type];
}

/** Every event that may happen, in every state. */
export function* possible(): Generator<{ state: RequestState; type: EventType; end: RequestState; name: string }> {
  for (const state of STATES) {
    for (const type of TYPES) {
      const end = endOf(state, type);
      if (end) yield { state, type, end, name: `${state} + ${type}` };
    }
  }
}
