import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { statusCard } from '../../../src/cards/status-card.ts';
import { type UnusedRow, unusedCard } from '../../../src/cards/unused-card.ts';
import { MOST_OPEN_ROWS, MOST_UNUSED_ROWS } from '../../../src/desk/times.ts';
import type { ProofSamples } from './proof-samples.ts';

type Samples = [string, AdaptiveCard][];

const AT = new Date('2026-03-12T13:32:00Z');
const BEFORE = new Date('2026-03-05T08:05:00Z');

/** What was handed over and not used yet, as a list and as a line of another one. */
export function unusedSamples({ context, value, request }: Omit<ProofSamples, 'person'>): Samples {
  const anna = {
    request,
    action: 'reset-password',
    person: value('Anna Svensson'),
    at: BEFORE,
    mayWithdraw: false,
  } as const;
  const row: UnusedRow = { ...anna, use: 'unused', ticket: value('INC0012345') };
  const bjorn: UnusedRow = {
    ...row,
    person: value('Björn Ek'),
    action: 'temporary-access-pass',
    ticket: undefined,
    mayWithdraw: true,
  };
  const unknown: UnusedRow = { ...anna, use: 'not-known', requesterName: value('Erik Lindqvist') };
  const view = { ofAll: false, more: false, at: AT, most: MOST_UNUSED_ROWS };
  const many = <Each>(one: Each): Each[] => Array(MOST_UNUSED_ROWS + 3).fill(one);
  return [
    ['unused', unusedCard({ ...view, unused: [row, bjorn], notKnown: [] }, context)],
    ['unused, of everybody', unusedCard({ ...view, ofAll: true, unused: [row], notKnown: [unknown] }, context)],
    ['unused, many', unusedCard({ ...view, more: true, unused: many(row), notKnown: many(unknown) }, context)],
    ['unused, none known', unusedCard({ ...view, unused: [], notKnown: [unknown] }, context)],
    ['unused, none', unusedCard({ ...view, unused: [], notKnown: [] }, context)],
    [
      'status, unused',
      statusCard({ own: [], others: [], unused: { unused: 2, notKnown: 1 }, most: MOST_OPEN_ROWS }, context),
    ],
  ];
}
