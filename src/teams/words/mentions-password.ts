import { mayBePassword } from './password-terms.ts';
import { is, type Term } from './term.ts';
import { findAssigned, isSetTo } from './typed-password.ts';

/** True when a reason or a sentence beside the command holds a password: "set it to X", "her password is X", "X1y2z3". */
export function mentionsPassword(terms: readonly Term[]): boolean {
  if (terms.some(mayBePassword)) return true;
  const noun = terms.findIndex(term => is(term, 'noun'));
  if (noun >= 0 && findAssigned(terms, noun) !== undefined) return true;
  if (noun >= 0 && isQuotedValue(terms, noun)) return true;
  return terms.some((term, i) => isSetTo(terms, term, i));
}

/** "her password sunflower does not work": a word of no language between the password and what is said of it, or in its place. */
function isQuotedValue(terms: readonly Term[], noun: number): boolean {
  const [value, next] = [terms[noun + 1], terms[noun + 2]];
  if (value?.kind !== 'word' || value.roles.size > 0) return false;
  return value.quoted === true || /\d|^\p{Lu}/u.test(value.text) || is(next, 'trouble', 'negation', 'perfect', 'be');
}
