import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { type ExportEnding, exportEndedCard } from '../../../src/cards/export-cards.ts';
import { type ReportView, reportCard } from '../../../src/cards/report-card.ts';
import type { ValueOf } from './samples.ts';

type Figures = ReportView['present'];

const NOTHING: Figures = {
  done: new Map(),
  undone: new Map(),
  days: [0, 0, 0, 0, 0, 0, 0],
  reasons: new Map(),
  proofs: new Map(),
  approvals: { asked: 0, approved: 0, declined: 0, waiting: 0 },
  refusals: new Map(),
  alarms: { raised: 0, ended: 0 },
  secrets: { handedOver: 0, used: 0, unused: 0, takenBack: 0, unknown: 0 },
  people: [],
  others: 0,
};
const UNTIL = new Date('2026-03-16T09:30:00Z');

/** What a helpdesk of some hundred thousand people does in a week. */
export function busyWeek(value: ValueOf): Figures {
  const rules = [
    'own-account',
    'requester-role-does-not-cover',
    'target-synced',
    'proof-missing',
    'busy',
    'limit-target',
  ];
  return {
    done: new Map([
      ['reset-password', 1_207],
      ['temporary-access-pass', 86],
    ]),
    undone: new Map([
      ['reset-password', 3],
      ['temporary-access-pass', 4],
    ]),
    days: [231, 244, 208, 251, 197, 61, 101],
    reasons: new Map([
      ['forgot', 702],
      ['locked-out', 311],
      ['never-got-one', 120],
      ['no-method', 71],
      ['other', 55],
      ['', 20],
      [value('a reason of before'), 14],
    ]),
    proofs: new Map<number | 'none', number>([
      [2, 411],
      [1, 802],
      ['none', 21],
      [0, 59],
    ]),
    median: 4.6 * 60_000,
    approvals: { asked: 44, approved: 37, declined: 4, waiting: 1 },
    refusals: new Map([
      ...rules.map((rule, n): [string, number] => [rule, 40 - n * 6]),
      [value('a rule of before'), 2],
    ]),
    alarms: { raised: 3, ended: 1 },
    secrets: { handedOver: 1_271, used: 61, unused: 11, takenBack: 6, unknown: 1_193 },
    people: [
      'Erik Lindqvist',
      'Johanna Åkerlund',
      'Ingrid Dahl',
      'Mikael Sandström',
      'Olivia Berg',
      'Lars Nyström',
    ].map((name, n) => ({ id: `person-${n}`, name: value(name), done: 240 - n * 31 })),
    others: 312,
  };
}

/** A small helpdesk's week, after one in which it did nothing. */
export function quietWeek(): Figures {
  return {
    ...NOTHING,
    done: new Map([['reset-password', 3]]),
    days: [0, 1, 0, 2, 0, 0, 0],
    reasons: new Map([['forgot', 3]]),
    proofs: new Map([[1, 3]]),
    median: 61 * 60_000,
    secrets: { ...NOTHING.secrets, handedOver: 3, unknown: 3 },
    others: 3,
  };
}

/** Each card of a report; `report` is the id on them. */
export function reportSamples(context: CardContext, value: ValueOf, report: string): [string, AdaptiveCard][] {
  const card = (present: Figures, past: Figures) =>
    reportCard({ present, past, until: UNTIL, most: 5, report }, context);
  const before = {
    ...busyWeek(value),
    days: [201, 222, 240, 198, 180, 44, 90],
    people: busyWeek(value).people.slice(0, 3),
  };
  const endings: ExportEnding[] = ['saved', 'declined', 'over', 'failed'];
  return [
    ['report', card(busyWeek(value), before)],
    ['report of a quiet week', card(quietWeek(), NOTHING)],
    ['report of nothing', reportCard({ present: NOTHING, past: NOTHING, until: UNTIL, most: 5 }, context)],
    ...endings.map((ending): [string, AdaptiveCard] => [`report ${ending}`, exportEndedCard({ ending }, context)]),
  ];
}
