import type { Role } from '../../locales/roles.ts';
import type { Mark } from '../../locales/words.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './tokenise.ts';

/** A token with the parts it can play; a phrase of the vocabulary has become one token. */
export interface Term extends Token {
  readonly roles: ReadonlySet<Role>;
  readonly marks: ReadonlySet<Mark>;
  /** What the message is read with. */
  readonly lexicon: Lexicon;
}

/** The parts of a message that asks to be shown something. */
export const INQUIRY: readonly Role[] = [
  'show',
  'history',
  'own-history',
  'status',
  'unused',
  'figures',
  'approvals-here',
  'approvals',
];

/** True for a term that can play one of these parts. */
export function is(term: Term | undefined, ...any: readonly Role[]): boolean {
  if (term === undefined || term.roles.size === 0) return false;
  for (const role of any) if (term.roles.has(role)) return true;
  return false;
}

/** True for a single word of this list. */
export function isMarked(term: Term | undefined, mark: Mark): boolean {
  return term?.marks.has(mark) === true;
}

/** True for a single word that has no part in a reset, so that it may be a name or a password: "Summer", also "status". */
export function hasNoPartInReset(term: Term): boolean {
  return !term.fold.includes(' ') && [...term.roles].every(role => INQUIRY.includes(role));
}

/** In Swedish "hans" is "his" and "Hans" is a name: the capital decides. */
export function isNameNotPronoun(term: Term | undefined): boolean {
  return isMarked(term, 'pronoun-or-name') && term?.text.startsWith(term.fold.charAt(0).toUpperCase()) === true;
}
