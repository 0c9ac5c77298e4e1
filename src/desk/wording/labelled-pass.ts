import words from './pass-labels.json' with { type: 'json' };

/** The lengths that a tenant may set for its passes (Microsoft Entra ID, "Configure Temporary Access Pass"). */
const [SHORTEST, LONGEST] = [8, 48];
/** "McDonald" has one. */
const LEAST_INNER_CAPITALS = 2;
const SIGNS = /[-&+@*#?!^%$=]/;
const LETTERS_AND_SIGNS = new RegExp(String.raw`^(?:\p{L}|${SIGNS.source})+$`, 'u');

const LABELLED = new RegExp(
  String.raw`(?<!\p{L})(?:${words.labels.join('|')})(?:\s{0,3}(?:[:=]|->)|\s+(?:${words.copulas.join('|')})\s)\s{0,3}(\S{1,60})`,
  'giu',
);

/** True for a text with "TAP: xYkQbTrz" in it: what has digits in it looks like a password without its label. */
export function holdsLabelledPass(text: string): boolean {
  return [...text.matchAll(LABELLED)].some(([, value = '']) => isMadeOfLetters(value.replace(/[.,;:)\]"']+$/, '')));
}

/** True for a word that is no name and no other word, where a pass may stand: capital and small letters in any order. */
export function isMadeOfLetters(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || !LETTERS_AND_SIGNS.test(word)) return false;
  const parts = word.split(SIGNS).filter(part => /\p{Ll}/u.test(part));
  const capitals = parts.flatMap(part => part.slice(1).match(/\p{Lu}/gu) ?? []).length;
  return capitals >= LEAST_INNER_CAPITALS || parts.some(part => /^\p{Ll}+\p{Lu}/u.test(part));
}
