import { aboutCard, aboutRefusedCard } from '../../../src/cards/about-card.ts';
import { approvalCard } from '../../../src/cards/approval-card.ts';
import { becauseText } from '../../../src/cards/because-text.ts';
import { callerStateCard } from '../../../src/cards/caller-state-card.ts';
import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { confirmCard } from '../../../src/cards/confirm-card.ts';
import { approvedCard } from '../../../src/cards/decided-cards.ts';
import { historyCard } from '../../../src/cards/history-card.ts';
import { outcomeCard } from '../../../src/cards/outcome-card.ts';
import type { Person } from '../../../src/cards/person-view.ts';
import { proofBecauseText } from '../../../src/cards/proof-because-text.ts';
import { type CallerView, type ShownProof, WORD_CODES } from '../../../src/cards/proof-view.ts';
import { receiptCard } from '../../../src/cards/receipt-card.ts';
import { runCard } from '../../../src/cards/run-card.ts';
import { withoutProofCard } from '../../../src/cards/without-proof-card.ts';
import { MOST_HISTORY_ROWS } from '../../../src/desk/times.ts';
import { OUTCOME, RECEIPT } from './resets.ts';

export interface ProofSamples {
  context: CardContext;
  /** Stands for a value of the directory or of a user. */
  value: (ordinary: string) => string;
  request: string;
  person: Person;
}

type Samples = [string, AdaptiveCard][];

const AT = new Date('2026-03-12T13:32:00Z');
const UNTIL = new Date('2026-03-12T13:35:00Z');
const LATER = new Date('2026-03-12T13:42:00Z');
export const ASK = 'u3Kp9sQwLm1XzR7c';

const REFUSED = { action: 'reset-password', rule: 'requester-has-no-role', values: {} } as const;

/** The cards about who is calling, what has shown it, and the alarm. */
export function proofSamples(samples: ProofSamples): Samples {
  return [
    ...confirmSamples(samples),
    ...laterSamples(samples),
    ...stateSamples(samples),
    ['about', aboutCard(samples.context)],
    ['about, refused', aboutRefusedCard(REFUSED, samples.context)],
  ];
}

/** Who asks, and for whom. */
export function namesOf({ value }: Pick<ProofSamples, 'value'>) {
  return {
    action: 'reset-password' as const,
    requesterName: value('Karin Ek'),
    targetName: value('Anna Svensson'),
    targetUpn: value('anna.svensson@contoso.com'),
  };
}

/** What is said of who calls, at each of its turns. */
export function callerViews({ context, value }: Pick<ProofSamples, 'context' | 'value'>): [string, CallerView][] {
  const [anna, manager, agent] = [value('Anna Svensson'), value('Björn Ek'), value('Karin Ek')];
  const because = (['target-holds-role', 'namesake-exists'] as const).map(rule =>
    proofBecauseText(context.locale, {
      rule,
      values: { target: anna, roles: value('Helpdesk Administrator'), other: value('Ana Svenson') },
    }),
  );
  const ways = [
    { kind: 'number-match', name: anna },
    { kind: 'manager', name: manager },
  ] as const;
  const [, vouching] = ways;
  const none = { because, isShown: false, proofs: [], ended: [], words: [], ways: [], standIn: true } as const;
  const word = { ...none, because: [], words: WORD_CODES, ways } as const;
  const asked = { kind: 'number-match', of: anna, until: UNTIL, sent: true } as const;
  const numbers = [
    { number: value('08-555 01 23'), onPremises: true },
    { number: value('+46 70 123 45 67'), onPremises: false },
  ];
  const phones = { numbers, inFull: false };
  const matched = { kind: 'number-match', by: anna, at: AT } as const;
  return [
    ['word', word],
    ['word, of a namesake', { ...word, because: because.slice(1) }],
    ['word, asked beside', { ...word, open: { ...asked, number: 42 }, ways: [vouching] }],
    ['word, numbers masked', { ...word, phones }],
    ['word, numbers in full', { ...word, standIn: false, phones: { numbers, inFull: true } }],
    ['word, no numbers', { ...word, ways: [], phones: { numbers: [], inFull: false } }],
    ['word, numbers unknown', { ...word, phones: 'unknown' }],
    ['word, not chosen', { ...word, refused: { rule: 'proof-word-missing', values: { target: anna } } }],
    ['ask', { ...none, because: because.slice(0, 1), ways }],
    ['ask without names', { ...none, ways: ways.map(({ kind }) => ({ kind })) }],
    ['ask, sending', { ...none, open: { ...asked, number: 42, sent: false } }],
    ['asked', { ...none, open: { ...asked, number: 42 }, ways: [vouching] }],
    ['asked the manager', { ...none, open: { ...asked, kind: 'manager', of: manager } }],
    ['wrong number', { ...none, ended: [{ kind: 'number-match', of: anna, how: 'wrong' }], ways: [vouching] }],
    [
      'nothing left',
      {
        ...none,
        ended: [
          { kind: 'number-match', of: anna, how: 'not-installed' },
          { kind: 'manager', of: manager, how: 'cannot-tell' },
        ],
      },
    ],
    [
      'nothing left at all',
      {
        ...none,
        standIn: false,
        ended: [
          { kind: 'number-match', of: anna, how: 'over' },
          { kind: 'manager', of: manager, how: 'over' },
          { kind: 'manager', of: manager, how: 'not-sent' },
        ],
      },
    ],
    [
      'refused',
      { ...none, ways, refused: { rule: 'proof-too-many', values: { asked: anna, target: anna, count: '3' } } },
    ],
    ['shown', { ...none, isShown: true, countsUntil: LATER, proofs: [matched] }],
    [
      'shown by the manager',
      {
        ...none,
        isShown: true,
        countsUntil: LATER,
        proofs: [
          { ...matched, kind: 'called-back', by: agent },
          { ...matched, kind: 'manager', by: manager },
        ],
      },
    ],
  ];
}

function confirmSamples(samples: ProofSamples): Samples {
  const { context, request, person } = samples;
  const names = namesOf(samples);
  const confirm = {
    ...names,
    request,
    account: { ...person, blocked: false, roles: [] },
    typedPassword: false,
    synced: false,
    maySignOut: true,
    instead: 'temporary-access-pass',
    expiresAt: LATER,
  } as const;
  const run = { ...names, request, approvedBy: { name: samples.value('Erik Ek'), at: AT }, expiresAt: LATER };
  return callerViews(samples).flatMap(
    ([name, caller]): Samples => [
      [`caller, confirm, ${name}`, confirmCard({ ...confirm, caller }, context)],
      ...(['word', 'ask', 'asked', 'shown'].includes(name)
        ? ([[`caller, run, ${name}`, runCard({ ...run, caller: { ...caller, standIn: false } }, context)]] as Samples)
        : []),
    ],
  );
}

function stateSamples(samples: ProofSamples): Samples {
  const { context, request } = samples;
  const names = namesOf(samples);
  return callerViews(samples)
    .filter(([name]) => ['asked', 'wrong number', 'shown'].includes(name))
    .flatMap(([name, caller]): Samples => {
      const state = { ...names, request, caller };
      const refusal = { rule: 'target-gone', values: { target: names.targetName } } as const;
      return [
        [`caller, signed out, ${name}`, callerStateCard({ ...state, why: 'signed-out' }, context)],
        [`caller, out of reach, ${name}`, callerStateCard({ ...state, why: 'out-of-reach' }, context)],
        [`caller, can't go on, ${name}`, callerStateCard({ ...state, why: refusal }, context)],
      ];
    });
}

function laterSamples(samples: ProofSamples): Samples {
  const { context, value, request, person } = samples;
  const names = namesOf(samples);
  const approvedBy = { name: value('Erik Ek'), at: AT };
  const matched: ShownProof = { kind: 'number-match', by: names.targetName, at: AT };
  const vouched: ShownProof = { kind: 'manager', by: value('Björn Ek'), at: AT };
  const said: ShownProof = { kind: 'called-back', by: names.requesterName, at: AT };
  const because = proofBecauseText(context.locale, { rule: 'changed-lately', values: { target: names.targetName } });
  const unproved = { proofs: [], withoutProof: because };
  const approval = {
    ...names,
    request,
    target: { ...person, roles: [] },
    signOut: false,
    secondPerson: becauseText(context.locale, names.action, {
      rule: 'target-holds-role',
      values: { target: names.targetName, roles: value('Helpdesk Administrator') },
    }),
    expiresAt: LATER,
    cancellable: false,
  };
  const outcome = { ...names, ...OUTCOME, at: AT, verification: 'verified', handover: 'private' } as const;
  const row = { action: names.action, at: AT, person: names.targetName, state: 'done' } as const;
  return [
    ['approval, caller shown', approvalCard({ ...approval, caller: { proofs: [matched] } }, context)],
    ['approval, by word', approvalCard({ ...approval, caller: { proofs: [said] } }, context)],
    ['approval, vouched for', approvalCard({ ...approval, caller: { proofs: [vouched] } }, context)],
    ['approval, without proof', approvalCard({ ...approval, secondPerson: undefined, caller: unproved }, context)],
    [
      'approval, with too little proof',
      approvalCard({ ...approval, cancellable: true, caller: { ...unproved, proofs: [said] } }, context),
    ],
    ['approved without proof', withoutProofCard({ ...names, approvedBy, because }, context)],
    ['approved, caller shown', approvedCard({ ...names, approvedBy, expiresAt: LATER, proofs: [matched] }, context)],
    ['outcome, caller shown', outcomeCard({ ...outcome, proofs: [matched] }, context)],
    ['outcome, by word', outcomeCard({ ...outcome, proofs: [said] }, context)],
    ['receipt, caller shown', receiptCard({ ...names, ...RECEIPT, request, proofs: [matched] }, context)],
    ['history, caller shown', historyCard({ most: MOST_HISTORY_ROWS, rows: [{ ...row, proofs: [matched] }] }, context)],
  ];
}
