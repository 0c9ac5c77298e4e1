import words from './pass-labels.json' with { type: 'json' };

/** The lengths that a tenant may set for its passes (Microsoft Entra ID, "Configure Temporary Access Pass"). */
const [SHORTEST, LONGEST] = [8, 48];
const LETTERS = /^\p{L}+$/u;
/** One has "McDonald", none begins small: passes are made of any letters. */
const LEAST_INNER_CAPITALS = 2;
const SMALL_FIRST = /^\p{Ll}+\p{Lu}/u;

const LABEL = words.labels.map(label => RegExp.escape(label)).join('|');
const IS = words.is.map(sign => RegExp.escape(sign)).join('|');
const LABELLED = new RegExp(String.raw`(?<!\p{L})(?:${LABEL})\s{0,3}(?:${IS})\s{0,3}(\S{1,60})`, 'giu');

/** True for a text with "TAP: xYkQbTrz" in it: what has digits or signs in it looks like a password without its label. */
export function holdsLabelledPass(text: string): boolean {
  return [...text.matchAll(LABELLED)].some(([, value = '']) => isMadeOfLetters(value.replace(/\P{L}+$/u, '')));
}

/** True for a word that is no name and no other word, where a pass may stand: letters in any order, capital and small. */
export function isMadeOfLetters(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || !LETTERS.test(word)) return false;
  return SMALL_FIRST.test(word) || (word.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0) >= LEAST_INNER_CAPITALS;
}
