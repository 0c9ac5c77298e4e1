import { fold, type Token } from './tokenise.ts';
import type { Role, Vocabulary } from './vocabulary.ts';
import { english } from './vocabulary-en.ts';
import { swedish } from './vocabulary-sv.ts';

/** A token with the parts it can play; a phrase of the vocabulary has become one token. */
export interface Term extends Token {
  readonly roles: ReadonlySet<Role>;
}

/** The parts of a message that asks to be shown something. */
export const INQUIRY: readonly Role[] = ['show', 'history', 'own-history', 'status', 'approvals-here'];
const NO_ROLES: ReadonlySet<Role> = new Set();
const vocabularies: readonly Vocabulary[] = [english, swedish];
const roles = readRoles();
const longestPhrase = Math.max(...[...roles.keys()].map(phrase => phrase.split(' ').length));
const namesInS = new Set(vocabularies.flatMap(({ namesInS }) => namesInS.split('|').map(fold)));

function readRoles(): Map<string, Set<Role>> {
  const found = new Map<string, Set<Role>>();
  for (const { phrases } of vocabularies) {
    for (const [role, list] of Object.entries(phrases) as [Role, string][]) {
      for (const phrase of list.split('|').map(fold)) {
        found.set(phrase, (found.get(phrase) ?? new Set()).add(role));
      }
    }
  }
  return found;
}

/** Gives every token its roles, in both languages at once, and joins the words of the longest known phrases. */
export function lookUp(tokens: readonly Token[], normalised: string): Term[] {
  const terms: Term[] = [];
  for (let i = 0; i < tokens.length; ) {
    const length = phraseLength(tokens, i);
    const [first, last] = [tokens[i], tokens[i + length - 1]];
    if (first === undefined || last === undefined) break;
    const words = tokens.slice(i, i + length).map(token => token.fold);
    const merged = length === 1 ? first : { ...first, text: normalised.slice(first.start, last.end), end: last.end };
    const known = first.kind === 'word' ? roles.get(words.join(' ')) : undefined;
    terms.push({ ...merged, fold: words.join(' '), roles: known ?? NO_ROLES });
    i += length;
  }
  return terms;
}

function phraseLength(tokens: readonly Token[], from: number): number {
  let words = '';
  let longest = 1;
  for (let length = 1; length <= longestPhrase; length++) {
    const token = tokens[from + length - 1];
    if (token?.kind !== 'word') break;
    words = length === 1 ? token.fold : `${words} ${token.fold}`;
    if (roles.has(words)) longest = length;
  }
  return longest;
}

export function is(term: Term | undefined, ...any: readonly Role[]): boolean {
  return term !== undefined && any.some(role => term.roles.has(role));
}

/** True for a single word that has no part in a reset, so that it may be a name or a password: "Summer", also "status". */
export function hasNoPartInReset(term: Term): boolean {
  return !term.fold.includes(' ') && [...term.roles].every(role => INQUIRY.includes(role));
}

/** A first or last name that ends in -s of itself, so that "Lars lösenord" is the password of Lars. */
export function isNameInS(name: string): boolean {
  return namesInS.has(fold(name));
}
