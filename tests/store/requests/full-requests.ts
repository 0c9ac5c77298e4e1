import type { RequestState } from '../../../src/desk/request/request.ts';
import { type Changes, NOW, sampleDuty, sampleRequest, sampleTarget } from '../samples.ts';

const PLACE = { serviceUrl: 'https://smba.example/', conversationId: 'a:1', personal: true, cardId: '1' };
const SAID = { by: { id: 'a', name: 'Åsa Ek' }, at: NOW + 3 };
const QUESTION = {
  because: { rule: 'target-in-group', values: { group: 'Ekonomi' } },
  withoutProof: { rule: 'alarm', values: { target: 'Åsa Ek', by: 'Åsa Ek' } },
  askedAt: NOW + 2,
  places: [{ place: { ...PLACE, personal: false }, viewer: { locale: 'sv', timeZone: 'Europe/Stockholm' } }],
  here: true,
} as const;
const APPROVED = { ...QUESTION, decision: { ...SAID, verdict: 'approved' } } as const;
const REFUSAL = { rule: 'writeback-failed', values: { detail: 'no answer' } } as const;

const CALLER = {
  proofs: [{ kind: 'manager', by: SAID.by, at: NOW + 5, action: 'reset-password', targetId: 't' }],
  asks: [
    {
      id: 'k',
      kind: 'number-match',
      of: SAID.by,
      askedAt: NOW,
      until: NOW + 3,
      unsent: 'not-installed',
      ended: 'over',
    },
    {
      id: 'l',
      kind: 'number-match',
      of: SAID.by,
      askedAt: NOW,
      until: NOW + 3,
      numbers: { shown: [12, 34, 56], right: 34 },
      place: PLACE,
    },
  ],
  alarm: { by: SAID.by, as: 'number-match', at: NOW + 6 },
} as const;

const ASKED = {
  requester: { ...sampleRequest().requester, timeZone: 'Europe/Stockholm' },
  place: PLACE,
  ticket: 'INC0012345',
  note: 'låst "ute"\n\u0000',
  typedPassword: true,
  caller: CALLER,
  duties: [sampleDuty({ at: NOW + 30_000, tries: 3, left: ['question', 'handover'], reached: ['19:a'] })],
};
const ABOUT = {
  target: {
    ...sampleTarget('t'),
    givenName: 'Björn',
    surname: 'Åkesson',
    jobTitle: 'CFO',
    department: 'Ekonomi',
    roleNames: ['Reports Reader'],
    eligibleNames: ['Guest Inviter'],
    eligibilityUnknown: true,
    roleIds: ['a', 'b@unit'],
    unitIds: ['unit'],
  },
};
const CONFIRMED = { ...ABOUT, reason: 'locked-out', signOut: true } as const;
const BEGUN = {
  ...CONFIRMED,
  attempts: 2,
  startedAt: NOW + 4,
  repeatedAt: [NOW + 5, NOW + 6],
  clockAhead: -7,
  calledAt: [NOW - 3, NOW - 2, NOW - 1],
  changedBefore: NOW - 1_000,
  reach: 'everybody',
  approval: APPROVED,
  runCard: { ...PLACE, cardId: 'run' },
} as const;
const ACCEPTED = {
  ...BEGUN,
  carriedOutAt: NOW + 7,
  operationUrl: 'https://graph.example/operations/1',
  signedOut: 'unknown',
  handover: { ...PLACE, cardId: 'handover' },
  shownAt: NOW + 8,
} as const;
const TAKEN = { takenOver: { by: { id: 'g', name: 'Gunnar Åhs' }, at: NOW + 8 } };
const UNTOUCHED = { ...ABOUT, reason: 'forgot', approval: APPROVED, runCard: PLACE, finishedAt: NOW + 9 } as const;

/** Requests in every state with everything that one may have there. */
export const FULL: { readonly [State in RequestState]: Changes<State> & { state: State } } = {
  choosing: {
    state: 'choosing',
    ...ASKED,
    candidates: [{ id: 'c', displayName: 'O’Brien [x](y)', userPrincipalName: 'o@contoso.example' }],
    unsure: 'name',
  },
  open: { state: 'open', ...ASKED, ...ABOUT, heldBy: 'h' },
  'awaiting-approval': {
    state: 'awaiting-approval',
    ...ASKED,
    ...CONFIRMED,
    approval: { ...QUESTION, unasked: 'kept-out' },
  },
  approved: { state: 'approved', ...ASKED, ...CONFIRMED, approval: APPROVED, runCard: PLACE },
  running: { state: 'running', ...ASKED, ...BEGUN, sealed: 'v1.a.b.c' },
  unknown: { state: 'unknown', ...ASKED, ...BEGUN, sealed: 'v1.a.b.c', repeatRefused: true },
  'carried-out': { state: 'carried-out', ...ASKED, ...ACCEPTED, verification: 'pending', undelivered: 'not-installed' },
  done: {
    state: 'done',
    ...ASKED,
    ...ACCEPTED,
    ...TAKEN,
    verification: 'verified',
    undelivered: 'later',
    ending: 'erased',
  },
  cancelled: { state: 'cancelled', ...ASKED, ...UNTOUCHED },
  expired: { state: 'expired', ...ASKED, ...UNTOUCHED, approval: QUESTION },
  declined: {
    state: 'declined',
    ...ASKED,
    ...CONFIRMED,
    approval: { ...QUESTION, decision: { ...SAID, verdict: 'declined', reason: 'Not "today"' } },
  },
  refused: { state: 'refused', ...ASKED, ...UNTOUCHED, refusal: REFUSAL },
  failed: { state: 'failed', ...ASKED, ...ACCEPTED, ...TAKEN, refusal: REFUSAL },
};
