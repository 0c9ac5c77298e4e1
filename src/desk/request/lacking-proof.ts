import { isCallerShown } from './caller.ts';
import type { ChosenTarget } from './people.ts';
import { canSatisfy, type Demand, type ProofBecause, WORDS, type Word } from './proof.ts';
import type { Refusal } from './refusal.ts';
import type { Open } from './request.ts';

/** What to do about a proof that is missing: the word of the requester would do, and they gave none, or somebody else has to show it. */
export function lackingProof({ displayName: target }: Pick<ChosenTarget, 'displayName'>, demand: Demand): Refusal {
  const wordDoes = WORDS.some(word => canSatisfy(word, demand));
  return { rule: wordDoes ? 'proof-word-missing' : 'proof-missing', values: { target } };
}

/**
 * Of several reasons why something should show who calls: an alarm first, and else one for which nothing does. `now` is in
 * milliseconds since the epoch.
 */
export function whyMissing(
  request: Open,
  demand: Demand,
  word: Word | undefined,
  now: number,
): ProofBecause | undefined {
  const missing = demand.rules.filter(rule => !isCallerShown(request, { ...demand, rules: [rule] }, word, now));
  return (missing.find(({ because }) => because.rule === 'alarm') ?? missing[0] ?? demand.rules[0])?.because;
}
