import { mayBePass } from './password-terms.ts';
import { is, type Term } from './term.ts';

/** True for a pass or a code: nobody says what it is to be. */
export function isPassNoun(term: Term | undefined): boolean {
  return is(term, 'pass', 'bare-pass', 'code');
}

/** A pass that somebody typed behind what they call it, with the sign between: "the TAP xYkQbTrz", "TAP: xYkQbTrz". */
export function findTypedPass(terms: readonly Term[], noun: number): readonly [from: number, to: number] | undefined {
  const at = terms.findIndex((term, i) => i > noun && mayBePass(term) && (i === noun + 1 || isSign(terms[i - 1])));
  if (at < 0) return undefined;
  return [at === noun + 1 ? at : at - 1, at + 1];
}

function isSign(term: Term | undefined): boolean {
  return is(term, 'assignment', 'copula') || (term?.kind === 'pause' && term.text === ':');
}
