import type { Account } from '../../desk/judging/people-as-read.ts';
import { isInitial, type NameWord, nameWords } from './name-words.ts';
import { type NamePart, namesOf } from './names-of.ts';

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
  const { parts } = namesOf(account);
  return spellings(nameWords(written)).some(words => hasFullWord(words) && placesFor(words, parts, new Set()));
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

/** Whether each word finds a place of its own. */
function placesFor(words: readonly NameWord[], parts: readonly NamePart[], taken: ReadonlySet<number>): boolean {
  const [word, ...rest] = words;
  if (!word) return true;
  return waysFor(word, parts, taken).some(now => placesFor(rest, parts, now));
}

function waysFor({ whole, pieces }: NameWord, parts: readonly NamePart[], taken: ReadonlySet<number>): Set<number>[] {
  const asOne = wordWays(whole, parts, taken);
  if (pieces.length === 1) return asOne;
  let ways = [new Set(taken)];
  for (const piece of pieces) ways = ways.flatMap(way => wordWays(piece, parts, way));
  return [...asOne, ...ways];
}

function wordWays(word: string, parts: readonly NamePart[], taken: ReadonlySet<number>): Set<number>[] {
  const initial = isInitial(word);
  return parts
    .filter(({ text, places }) => text === word || (initial && places.length === 1 && text.startsWith(word)))
    .filter(({ places }) => !places.some(place => taken.has(place)))
    .map(({ places }) => new Set([...taken, ...places]));
}
