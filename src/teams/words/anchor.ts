import { is, type Term } from './term.ts';

/** The position of the word that makes a sentence one about a reset: the password, else the verb; -1 without any. */
export function findAnchor(terms: readonly Term[]): number {
  const noun = terms.findIndex(term => is(term, 'noun', 'compound'));
  return noun >= 0 ? noun : terms.findIndex(term => is(term, 'reset'));
}
