import { fold } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import type { Term } from './term.ts';

/** A name without its genitive ending. */
interface Possessor {
  name: string;
  /** The other reading, when a final -s may be a genitive or a part of the name. */
  alternative?: string;
  /** False when the word shows no ending that could be a genitive. */
  marked: boolean;
}

/** True when the last word of a name, or a mention, shows an ending that can be a genitive. */
export function canBeGenitive(term: Term | undefined): boolean {
  return term?.kind === 'mention' ? term.possessive === true : term?.lexicon.endings.possible.test(term.text) === true;
}

/**
 * Takes the genitive off the last word of a name: "Anna's" and "Anna:s" are clear; "Annas" is most likely Anna, but may be
 * Annas; "Lars" is most likely Lars, but may be Lar's. Names in -s, -x and -z take no ending in Swedish.
 */
export function withoutGenitive(word: string, { endings, namesInS }: Lexicon): Possessor {
  const { explicit, possible, bare, unmarked, sure } = endings;
  if (explicit.test(word)) return { name: word.replace(explicit, ''), marked: true };
  if (!possible.test(word)) return { name: word, marked: false };
  if (!bare.test(word) || unmarked.test(word)) return { name: word, marked: true };
  const name = word.replace(bare, '');
  // Patronymics are never written with a second s of their own: "Svenssons" is the genitive of Svensson.
  if (sure.test(name)) return { name, marked: true };
  const [value, alternative] = namesInS.has(fold(word)) ? [word, name] : [name, word];
  return { name: value, alternative, marked: true };
}
