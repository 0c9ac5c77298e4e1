import type { Mark, Role } from '../../locales/words.ts';
import type { Lexicon } from './lexicon.ts';
import type { Term } from './term.ts';
import type { Token } from './tokenise.ts';

const NO_ROLES: ReadonlySet<Role> = new Set();
const NO_MARKS: ReadonlySet<Mark> = new Set();

/** Gives every token its roles and marks, in all languages of the lexicon at once, and joins the words of the longest known phrases. */
export function lookUp(tokens: readonly Token[], normalised: string, lexicon: Lexicon): Term[] {
  const terms: Term[] = [];
  for (let i = 0; i < tokens.length; ) {
    const length = phraseLength(tokens, i, lexicon);
    const [first, last] = [tokens[i], tokens[i + length - 1]];
    if (first === undefined || last === undefined) break;
    const fold = tokens
      .slice(i, i + length)
      .map(token => token.fold)
      .join(' ');
    const merged = length === 1 ? first : { ...first, text: normalised.slice(first.start, last.end), end: last.end };
    const roles = (first.kind === 'word' ? lexicon.roles.get(fold) : undefined) ?? NO_ROLES;
    terms.push({ ...merged, fold, roles, marks: lexicon.marks.get(fold) ?? NO_MARKS, lexicon });
    i += length;
  }
  return terms;
}

function phraseLength(tokens: readonly Token[], from: number, lexicon: Lexicon): number {
  let words = '';
  let longest = 1;
  for (let length = 1; length <= lexicon.longestPhrase; length++) {
    const token = tokens[from + length - 1];
    if (token?.kind !== 'word') break;
    words = length === 1 ? token.fold : `${words} ${token.fold}`;
    if (lexicon.roles.has(words)) longest = length;
  }
  return longest;
}
