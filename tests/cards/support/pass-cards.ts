import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { cancelledCard, expiredCard, workingCard } from '../../../src/cards/ending-cards.ts';
import { erasedCard } from '../../../src/cards/erased-card.ts';
import { failedCard } from '../../../src/cards/failed-card.ts';
import { handoverCard } from '../../../src/cards/handover-card.ts';
import { historyCard } from '../../../src/cards/history-card.ts';
import { outcomeCard } from '../../../src/cards/outcome-card.ts';
import { receiptCard } from '../../../src/cards/receipt-card.ts';
import type { RefusedView } from '../../../src/cards/refusal-text.ts';
import { refusedCard } from '../../../src/cards/refused-card.ts';
import { revealCard } from '../../../src/cards/reveal-card.ts';
import { ownAccountCard } from '../../../src/cards/sign-in-cards.ts';
import { takeOverCard } from '../../../src/cards/take-over-card.ts';
import { takenOverCard } from '../../../src/cards/taken-over-card.ts';
import type { PassFateView } from '../../../src/cards/temporary-access-pass/pass-views.ts';
import { unknownCard, unrecordedCard } from '../../../src/cards/trouble-cards.ts';
import { MOST_HISTORY_ROWS } from '../../../src/desk/times.ts';
import { spellPassword } from '../../../src/locales/spelling.ts';
import { CREATED, LATER, ONCE, SEVERAL } from './passes.ts';
import { REFUSAL_VALUES, refusalRules } from './refusals.ts';
import { LINKS, OUTCOME } from './resets.ts';

/** Of the characters that Microsoft Entra ID makes passes of, and as long as one can be. */
export const PASS = '3b^Q*tCS';
export const LONGEST_PASS = '#a&HB^Ky*3Bk@ZgA$1M3nP+SW9x!Ld-TfRj2Gh8%QcVb5Nz';

type Samples = [string, AdaptiveCard][];

interface PassSamples {
  context: CardContext;
  value: (ordinary: string) => string;
  request: string;
}

/** The cards of a pass from when it is made, those that say something else than the cards of a reset. */
export function passCards(samples: PassSamples): Samples {
  return [
    ...endings(samples),
    ...outcomes(samples),
    ...handovers(samples),
    ...receipts(samples),
    ...takingOver(samples),
    ...refusals(samples),
  ];
}

function namesOf({ value }: Pick<PassSamples, 'value'>) {
  return {
    action: 'temporary-access-pass',
    requesterName: value('Karin Ek'),
    targetName: value('Anna Svensson'),
    targetUpn: value('anna.svensson@contoso.com'),
  } as const;
}

function endings({ context, value, request }: PassSamples): Samples {
  const names = namesOf({ value });
  const { action, targetName: target } = names;
  const failed = { ...names, values: { target } };
  const row = { action, at: CREATED, person: target };
  const states = ['running', 'carried-out', 'done', 'erased', 'withdrawn', 'failed', 'unknown'] as const;
  return [
    ['pass working', workingCard(names, context)],
    ['pass cancelled', cancelledCard({ ...names, by: names.requesterName }, context)],
    ['pass cancelled without target', cancelledCard({ action, by: names.requesterName }, context)],
    ['pass expired', expiredCard(names, context)],
    ['pass expired without target', expiredCard({ action }, context)],
    ['pass failed', failedCard({ ...failed, rule: 'pass-exists' }, context)],
    ['pass lost', failedCard({ ...failed, rule: 'answer-lost', maybeMade: true }, context)],
    [
      'pass lost, and looked for',
      failedCard({ ...failed, rule: 'answer-lost', maybeMade: true, withdrawnAt: CREATED }, context),
    ],
    ['pass unknown', unknownCard({ ...names, request }, context)],
    ['pass unrecorded', unrecordedCard({ ...names, correlationId: 'b0a7c1de-3c7e-4f0a' }, context)],
    ['pass for oneself', ownAccountCard({ action }, context)],
    ['pass history', historyCard({ most: MOST_HISTORY_ROWS, rows: states.map(state => ({ ...row, state })) }, context)],
  ];
}

function outcomes({ context, value }: PassSamples): Samples {
  const outcome = { ...namesOf({ value }), ...OUTCOME, at: CREATED, verification: 'verified', made: ONCE } as const;
  return [
    ['pass outcome', outcomeCard({ ...outcome, handover: 'private', signOut: 'done', reason: 'no-method' }, context)],
    ['pass outcome, several', outcomeCard({ ...outcome, made: SEVERAL, handover: 'handed-over' }, context)],
    ['pass outcome, erased', outcomeCard({ ...outcome, handover: 'erased' }, context)],
    ['pass outcome, deleted', outcomeCard({ ...outcome, handover: 'erased', withdrawnAt: LATER }, context)],
    ['pass outcome, withdrawn', outcomeCard({ ...outcome, handover: 'handed-over', withdrawnAt: LATER }, context)],
    ['pass outcome, blocked', outcomeCard({ ...outcome, handover: 'blocked-or-removed' }, context)],
  ];
}

function handovers({ context, value, request }: PassSamples): Samples {
  const view = { ...namesOf({ value }), request, erasesAt: LATER };
  const erased = { ...view, erasedAt: CREATED, made: ONCE };
  const reveal = { ...view, ...spellPassword(PASS, context.locale), secret: PASS, synced: false, links: LINKS };
  return [
    ['pass handover', handoverCard(view, context)],
    ['pass reveal', revealCard({ ...reveal, made: ONCE }, context)],
    [
      'pass reveal, longest',
      revealCard(
        { ...reveal, ...spellPassword(LONGEST_PASS, context.locale), secret: LONGEST_PASS, made: SEVERAL },
        context,
      ),
    ],
    ['pass erased', erasedCard({ ...erased, mayBeLive: true }, context)],
    ['pass erased and deleted', erasedCard({ ...erased, mayBeLive: false, withdrawnAt: LATER }, context)],
  ];
}

const FATES: readonly PassFateView['status'][] = [
  'used',
  'not-used',
  'not-yet',
  'expired',
  'disabled',
  'withdrawn',
  'not-known',
];

function receipts({ context, value, request }: PassSamples): Samples {
  const receipt = { ...namesOf({ value }), request, handedOverAt: CREATED, mayBeLive: true, links: LINKS, made: ONCE };
  const withdrawn = { ...receipt, mayBeLive: false, withdrawnAt: LATER };
  return [
    ['pass receipt', receiptCard(receipt, context)],
    ['pass receipt, several', receiptCard({ ...receipt, made: SEVERAL }, context)],
    ['pass receipt, repeated', receiptCard({ ...receipt, repeated: true }, context)],
    ...FATES.map((status): Samples[number] => {
      const made = status === 'not-known' ? SEVERAL : ONCE;
      const mayBeLive = !['used', 'expired', 'withdrawn'].includes(status);
      return [
        `pass receipt, ${status}`,
        receiptCard({ ...receipt, made, mayBeLive, fate: { status, at: LATER } }, context),
      ];
    }),
    ['pass receipt, taken back', receiptCard(withdrawn, context)],
  ];
}

function takingOver({ context, value, request }: PassSamples): Samples {
  const names = namesOf({ value });
  const offer = { ...names, request, holderName: value('Erik Lindqvist'), since: CREATED, expiresAt: LATER };
  const taken = { ...names, takenOver: { name: value('Erik Lindqvist'), at: CREATED } };
  const held = { ...offer, holderAction: names.action };
  return [
    ...(['carried-out', 'unknown', 'running'] as const).map((state): Samples[number] => [
      `pass take over ${state}`,
      takeOverCard({ ...held, state }, context),
    ]),
    ['pass taken over', takenOverCard({ ...taken, state: 'done', made: ONCE }, context)],
    ['pass taken over, lost', takenOverCard({ ...taken, state: 'failed', maybeMade: true }, context)],
  ];
}

/** Of what can't be done with a pass, and what can be done instead. */
function refusals({ context, value, request: doubt }: PassSamples): Samples {
  const view = (rule: RefusedView['rule']): RefusedView => {
    const values = Object.entries(valuesOf(rule)).map(([name, ordinary]) => [name, value(ordinary)]);
    return { action: 'temporary-access-pass', rule, values: Object.fromEntries(values) };
  };
  const instead = { doubt, targetName: value('Anna Svensson') };
  return [
    ...refusalRules().map((rule): Samples[number] => [`pass refused ${rule}`, refusedCard(view(rule), context)]),
    [
      'pass refused, a reset instead',
      refusedCard({ ...view('requester-has-no-role'), instead: { ...instead, action: 'reset-password' } }, context),
    ],
    [
      'refused, a pass instead',
      refusedCard(
        {
          ...view('target-federated'),
          action: 'reset-password',
          instead: { ...instead, action: 'temporary-access-pass' },
        },
        context,
      ),
    ],
  ];
}

function valuesOf(rule: RefusedView['rule']): Readonly<Record<string, string>> {
  return new Map<string, Readonly<Record<string, string>>>(Object.entries(REFUSAL_VALUES)).get(rule) ?? {};
}
