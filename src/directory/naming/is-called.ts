import type { Account } from '../../desk/judging/people-as-read.ts';
import { isInitial, type NameWord, nameWords } from './name-words.ts';
import { type NamePart, namesOf } from './names-of.ts';

/** Nobody is called by more words than these. */
const MOST_WORDS = 20;

/**
 * Whether all that was written is what this person is called: each word is a word of their names, of another place each, in any
 * order; an initial is the beginning of one. Or it is what they sign in with, or their number.
 */
export function isCalled(account: Account, written: string): boolean {
  return isIdentifierOf(account, written) || fitsNames(account, written);
}

function isIdentifierOf(account: Account, written: string): boolean {
  const word = plain(written);
  if (word === '') return false;
  const { userPrincipalName, mailNickname, onPremisesSamAccountName, employeeId } = account;
  const local = userPrincipalName.slice(0, Math.max(0, userPrincipalName.lastIndexOf('@')));
  return [local, mailNickname, onPremisesSamAccountName, employeeId].some(known => known && plain(known) === word);
}

function plain(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

function fitsNames(account: Account, written: string): boolean {
  const words = nameWords(written);
  if (words.length > MOST_WORDS) return false;
  const { parts, pieces } = namesOf(account);
  const letters = pieces.join('');
  // Most whom a search finds have not all of the letters.
  if (!words.every(word => word.pieces.every(piece => letters.includes(piece)))) return false;
  return spellings(words).some(spelt => hasFullWord(spelt) && placesFor(spelt, parts, new Set()));
}

/** As it was written, and with two neighbours as one word: O Brien for OBrien. */
function spellings(words: readonly NameWord[]): NameWord[][] {
  const joined = words.slice(1).flatMap((word, n) => {
    const before = words[n];
    if (!before) return [];
    const whole = before.whole + word.whole;
    const one = { whole, pieces: [whole], written: [whole] };
    return [[...words.slice(0, n), one, ...words.slice(n + 2)]];
  });
  return [[...words], ...joined];
}

/** Initials alone are nobody's name. */
function hasFullWord(words: readonly NameWord[]): boolean {
  return words.some(({ pieces }) => pieces.some(piece => !isInitial(piece)));
}

/** Whether each word finds a place of its own; initials take what is left. */
function placesFor(words: readonly NameWord[], parts: readonly NamePart[], taken: ReadonlySet<number>): boolean {
  const [word, ...rest] = words.toSorted((a, b) => Number(isInitial(a.whole)) - Number(isInitial(b.whole)));
  if (!word) return true;
  return waysFor(word, parts, taken).some(now => placesFor(rest, parts, now));
}

/** A few at most, however often a name has the same word: what is tried must not grow with the names that people give themselves. */
function waysFor({ whole, pieces }: NameWord, parts: readonly NamePart[], taken: ReadonlySet<number>): Set<number>[] {
  const free = parts.filter(({ places }) => !places.some(place => taken.has(place)));
  const first = [1, 2].flatMap(size => free.find(part => part.text === whole && part.places.length >= size) ?? []);
  const asOne = [...new Set(first)].map(({ places }) => new Set([...taken, ...places]));
  const apart = piecesPlaced(pieces, parts, taken);
  return apart ? [...asOne, apart] : asOne;
}

/** Each piece at the first place that is free. */
function piecesPlaced(
  pieces: readonly string[],
  parts: readonly NamePart[],
  taken: ReadonlySet<number>,
): Set<number> | undefined {
  const now = new Set(taken);
  for (const piece of pieces) {
    const free = parts.filter(({ places }) => places.length === 1 && !places.some(place => now.has(place)));
    const same = free.find(({ text }) => text === piece);
    const place = (same ?? (isInitial(piece) ? free.find(({ text }) => text.startsWith(piece)) : undefined))?.places[0];
    if (place === undefined) return undefined;
    now.add(place);
  }
  return now;
}
