import { type AskEndedHow, askEndedCard } from '../../../src/cards/ask-ended-card.ts';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { managerAskCard } from '../../../src/cards/manager-ask-card.ts';
import { numberAskCard } from '../../../src/cards/number-ask-card.ts';
import type { AskedCode } from '../../../src/cards/proof-view.ts';
import { ASK, namesOf, type ProofSamples } from './proof-samples.ts';

type Samples = [string, AdaptiveCard][];

const AT = new Date('2026-03-12T13:32:00Z');
const UNTIL = new Date('2026-03-12T13:35:00Z');

/** The cards of whoever is asked who calls, and what they become. */
export function askSamples(samples: Omit<ProofSamples, 'person'>): Samples {
  return [...openSamples(samples), ...endedSamples(samples)];
}

function openSamples(samples: Omit<ProofSamples, 'person'>): Samples {
  const { context, request } = samples;
  const ask = { ...namesOf(samples), request, ask: ASK, until: UNTIL };
  return (['reset-password', 'temporary-access-pass'] as const).flatMap(
    (action): Samples => [
      [`ask, number, ${action}`, numberAskCard({ ...ask, action, numbers: [17, 42, 86] }, context)],
      [`ask, manager, ${action}`, managerAskCard({ ...ask, action, askedAt: AT }, context)],
    ],
  );
}

const ENDINGS: readonly [AskedCode, AskEndedHow][] = [
  ['number-match', 'proved'],
  ['number-match', 'wrong'],
  ['number-match', 'over'],
  ['number-match', 'alarm'],
  ['number-match', 'stopped'],
  ['number-match', 'told'],
  ['manager', 'proved'],
  ['manager', 'cannot-tell'],
  ['manager', 'over'],
  ['manager', 'alarm'],
  ['manager', 'stopped'],
  ['manager', 'told'],
];

function endedSamples(samples: Omit<ProofSamples, 'person'>): Samples {
  const view = { ...namesOf(samples), request: samples.request, ask: ASK };
  return ENDINGS.map(([kind, how]) => {
    const reached = how === 'alarm' ? 'nothing' : how === 'told' ? 'handed-over' : undefined;
    return [`ask ended, ${kind}, ${how}`, askEndedCard({ ...view, kind, how, reached }, samples.context)];
  });
}
