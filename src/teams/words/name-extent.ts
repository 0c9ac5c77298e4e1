import { canBeGenitive } from './genitive.ts';
import {
  isCapitalised,
  isIdentifier,
  isNameInPlace,
  isNumber,
  isStrongName,
  isThanksBetween,
  isWeakName,
} from './name-words.ts';
import { SentenceWords } from './sentence-words.ts';
import { is, isMarked, type Term } from './term.ts';

/** More words than these are no name. */
const MOST_WORDS = 9;

/** The words of a name, and the position behind it. */
export interface Found {
  readonly words: readonly Term[];
  readonly end: number;
  /** It may be more than one person. */
  readonly unsure?: true;
}

/** How far a name goes. */
export class NameExtents extends SentenceWords {
  protected owns({ words, end }: Found): boolean {
    const last = words.at(-1);
    if (last === undefined) return false;
    if (last.kind === 'mention') return last.possessive === true;
    if (last.lexicon.endings.explicit.test(last.text)) return true;
    return canBeGenitive(last) && this.leadsToNoun(end);
  }

  /** All the words of a name from its first on. */
  protected extend(from: number, inPlace: boolean): Found {
    const words: Term[] = [];
    let at = from;
    for (; at < this.terms.length && words.length < MOST_WORDS; at++) {
      const term = this.terms[at];
      if (term === undefined) break;
      const nickname = this.nicknameEnd(at, words);
      const inside = this.identifierInside(at, words);
      if (inside !== undefined) {
        words.push(inside);
        at += 2;
      } else if (nickname !== undefined) at = nickname;
      else if (words.length === 0 || this.continues(at, words, inPlace)) {
        words.push(term);
        if (this.isClosed(term)) return { words, end: at + 1 };
      } else break;
    }
    return { words, end: at };
  }

  protected continues(at: number, words: readonly Term[], inPlace: boolean): boolean {
    const [term, next] = [this.terms[at], this.terms[at + 1]];
    if (isStrongName(term) || isIdentifier(term)) return true;
    if (
      isMarked(term, 'particle') &&
      (isStrongName(next) || isNameInPlace(next, this.counts) || (isMarked(next, 'particle') && next !== undefined))
    )
      return true;
    if (isThanksBetween(this.terms, at)) return false;
    if (this.counts && term?.lexicon.wordsLikeInitials.has(term.text) && isStrongName(next)) return true;
    if (isNameInPlace(term, this.counts) && !is(term, 'greeting'))
      return !is(term, 'reset', 'resetting') || next === undefined || next.kind !== 'word';
    if (this.isLastParticle(at)) return true;
    const first = words[0];
    const small = first !== undefined && !isCapitalised(first) && first.kind === 'word';
    if (isMarked(term, 'particle') && small && isWeakName(next)) return true;
    if (!isWeakName(term) || isNumber(term)) return term !== undefined && isNumber(term) && inPlace;
    if (small || is(next, 'want', 'forget', 'perfect') || (canBeGenitive(term) && this.leadsToNoun(at + 1)))
      return true;
    return inPlace && (words.length === 1 || next === undefined || next.kind === 'stop' || is(next, 'determiner'));
  }

  /** "Nguyen van", "Nguyen vans lösenord" */
  protected isLastParticle(at: number): boolean {
    const [term, next] = [this.terms[at], this.terms[at + 1]];
    if (term?.kind !== 'word' || is(term, 'target-preposition', 'other', 'determiner')) return false;
    if (isMarked(term, 'particle'))
      return next === undefined || next.kind !== 'word' || this.isVerb(next) || is(next, 'determiner');
    return (
      term.lexicon.marks.get(term.fold.slice(0, -1))?.has('particle') === true &&
      canBeGenitive(term) &&
      this.leadsToNoun(at + 1)
    );
  }

  /** The address in parentheses behind a name: "Anna (anna@contoso.com)". */
  protected identifierInside(at: number, words: readonly Term[]): Term | undefined {
    const inside = this.terms[at + 1];
    const enclosed = this.terms[at]?.kind === 'open' && this.terms[at + 2]?.kind === 'close';
    return enclosed && words.length > 0 && isIdentifier(inside) ? inside : undefined;
  }

  /** The last term of a nickname within a name: Robert "Bob" Fairfax, Robert (Bob) Fairfax. */
  protected nicknameEnd(at: number, words: readonly Term[]): number | undefined {
    if (words.length === 0) return undefined;
    const [term, next] = [this.terms[at], this.terms[at + 1]];
    if (term?.kind === 'open' && next?.kind === 'word' && this.terms[at + 2]?.kind === 'close')
      return isStrongName(this.terms[at + 3]) ? at + 2 : undefined;
    return term?.quoted === true &&
      words.every(word => word.quoted !== true) &&
      isStrongName(next) &&
      next?.quoted !== true
      ? at
      : undefined;
  }
}
