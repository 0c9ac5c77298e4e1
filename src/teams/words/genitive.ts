import { isNameInS, type Term } from './lexicon.ts';

/** A name without its genitive ending. */
export interface Possessor {
  name: string;
  /** The other reading, when a final -s may be a genitive or a part of the name. */
  alternative?: string;
  /** False when the word shows no ending that could be a genitive. */
  marked: boolean;
}

const EXPLICIT = /["*_]{0,4}(?:'s|:s)$/i;

/** True when the last word of a name, or a mention, shows an ending that can be a genitive. */
export function canBeGenitive(term: Term | undefined): boolean {
  return term?.kind === 'mention' ? term.possessive === true : /[sxz]$/i.test(term?.text ?? '');
}

/**
 * Takes the genitive off the last word of a name: "Anna's" and "Anna:s" are clear, "Lars" is a known name in -s,
 * "Annas" is most likely Anna, but may be Annas. Names in -s, -x and -z take no ending in Swedish.
 */
export function withoutGenitive(word: string): Possessor {
  if (EXPLICIT.test(word)) return { name: word.replace(EXPLICIT, ''), marked: true };
  if (!/[sxz]$/i.test(word)) return { name: word, marked: false };
  if (!/s$/i.test(word) || isNameInS(word) || /ss$/i.test(word) || word.length < 4) return { name: word, marked: true };
  const name = word.slice(0, -1);
  // Patronymics are never written with a second s of their own: "Svenssons" is the genitive of Svensson.
  return /son$/i.test(name) ? { name, marked: true } : { name, alternative: word, marked: true };
}
