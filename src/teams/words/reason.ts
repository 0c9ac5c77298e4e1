import { findAnchor } from './anchor.ts';
import { is, isMarked, type Term } from './term.ts';

const LONGEST_REASON = 200;

/** Splits a sentence at "because", "för att", "as she", or a comma with a pronoun: ", she is locked out". */
export function splitReason(sentence: readonly Term[]): { main: Term[]; reason: Term[] } {
  const anchor = findAnchor(sentence);
  const at = anchor < 0 ? -1 : sentence.findIndex((term, i) => i > anchor && startsReason(term, sentence[i + 1]));
  return at < 0
    ? { main: [...sentence], reason: [] }
    : { main: sentence.slice(0, at), reason: cutClosing(sentence.slice(at + 1)) };
}

function startsReason(term: Term, next: Term | undefined): boolean {
  if (is(term, 'reason')) return !is(next, 'noun');
  if (isMarked(term, 'to') && is(next, 'purpose')) return true;
  return (is(term, 'reason-before-pronoun') || term.kind === 'pause') && is(next, 'other') && !is(next, 'determiner');
}

/** Cuts "thanks, Erik" off the end; "new password thanks for Anna" keeps its target. */
export function cutClosing(terms: readonly Term[]): Term[] {
  const anchor = findAnchor(terms);
  const at = terms.findIndex((term, i) => i > anchor && is(term, 'closing') && !is(terms[i - 1], 'noun', 'compound'));
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
