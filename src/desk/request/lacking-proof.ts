import type { ChosenTarget } from './people.ts';
import { canSatisfy, type Demand, WORDS } from './proof.ts';
import type { Refusal } from './refusal.ts';

/** What to do about a proof that is missing: the word of the requester would do, and they gave none, or somebody else has to show it. */
export function lackingProof({ displayName: target }: Pick<ChosenTarget, 'displayName'>, demand: Demand): Refusal {
  const wordDoes = WORDS.some(word => canSatisfy(word, demand));
  return { rule: wordDoes ? 'proof-word-missing' : 'proof-missing', values: { target } };
}
