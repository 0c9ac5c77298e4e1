import { findAnchor } from './anchor.ts';
import {
  capitalsCount,
  isCapitalised,
  isFirstName,
  isNameInPlace,
  isStrongName,
  isThanksBetween,
} from './name-words.ts';
import { is, isMarked, isNameNotPronoun, type Term } from './term.ts';

const LONGEST_REASON = 200;

/**
 * `later`: it says when, so that nothing is to be done yet: "when she calls".
 * `said`: what follows is told and not given as the reason, so that it may also say that all is well: ", it works again".
 * Splits a sentence at "because", "för att", "as she", or a comma with a pronoun: ", she is locked out".
 */
export function splitReason(sentence: readonly Term[]): { main: Term[]; reason: Term[]; said?: true; later?: true } {
  const anchor = findAnchor(sentence);
  const at =
    anchor < 0
      ? -1
      : sentence.findIndex((term, i) => i > anchor && startsReason(term, sentence[i + 1], sentence[i - 1]));
  if (at < 0) return { main: [...sentence], reason: [] };
  const split = { main: sentence.slice(0, at), reason: cutClosing(sentence.slice(at + 1)) };
  const opener = sentence[at];
  if (is(opener, 'time-clause') && !is(opener, 'reason') && !isMarked(sentence[at + 1], 'it'))
    return { ...split, later: true };
  const told = opener?.kind === 'pause' || isMarked(opener, 'and') || isMarked(opener, 'but');
  return told ? { ...split, said: true } : split;
}

function startsReason(term: Term, next: Term | undefined, before: Term | undefined): boolean {
  // "Holm, Hans"
  if (term.kind === 'pause' && next !== undefined && isCapitalised(next)) return false;
  if (isCapitalised(term) && isStrongName(before) && isStrongName(next)) return false;
  if (is(term, 'reason')) return !is(next, 'noun') && !term.lexicon.namesLikeWords.has(term.text);
  if (isMarked(term, 'to') && is(next, 'purpose')) return true;
  if (isTold(term, next, before)) return true;
  return (is(term, 'reason-before-pronoun') || term.kind === 'pause') && is(next, 'other') && !is(next, 'determiner');
}

/** "for louise she has forgotten it": what is told behind a name, without a mark between. */
function isTold(term: Term, next: Term | undefined, before: Term | undefined): boolean {
  if (!is(term, 'other') || is(term, 'determiner') || isNameNotPronoun(term)) return false;
  if (before === undefined || (before.kind !== 'mention' && (before.kind !== 'word' || before.roles.size > 0)))
    return false;
  return is(term, 'perfect') || is(next, 'forget', 'trouble', 'negation', 'perfect', 'be', 'call');
}

/** "Bo Tack" */
function isSurname(terms: readonly Term[], at: number): boolean {
  return (
    isNameInPlace(terms[at], capitalsCount(terms)) &&
    (isStrongName(terms[at - 1]) || isFirstName(terms[at - 1])) &&
    !isThanksBetween(terms, at)
  );
}

/** Cuts "thanks, Erik" off the end; "new password thanks for Anna" keeps its target. */
export function cutClosing(terms: readonly Term[]): Term[] {
  const anchor = findAnchor(terms);
  const at = terms.findIndex(
    (term, i) =>
      i > anchor &&
      is(term, 'closing') &&
      !is(terms[i - 1], 'noun', 'compound') &&
      !isSurname(terms, i) &&
      terms[i + 1]?.text !== ':',
  );
  return at < 0 ? [...terms] : terms.slice(0, at);
}

/** The reason as it was written, without mentions and blanks around it, at most 200 characters; undefined when empty. */
export function reasonText(reason: readonly Term[], normalised: string): string | undefined {
  const words = reason.filter(term => term.kind === 'word');
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const mention = new RegExp(`\uE000\\d{0,3}\uE001(?:(?:${first.lexicon.endings.afterMention})\\b)?`, 'g');
  const text = normalised.slice(first.start, last.end).replace(mention, ' ');
  const plain = text
    .replace(/[\uE000\uE001]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = Array.from(plain).slice(0, LONGEST_REASON).join('').trim();
  return cut === '' ? undefined : cut;
}
