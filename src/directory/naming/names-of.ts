import type { Account } from '../../desk/judging/people-as-read.ts';
import { type NameWord, nameWords } from './name-words.ts';

/** What an account says of its names. */
export type Named = Pick<Account, 'displayName' | 'givenName' | 'surname'>;

/** A word of somebody's names, and which of their pieces it takes up. */
export interface NamePart {
  text: string;
  places: readonly number[];
}

/** All that somebody is called. */
export interface Names {
  pieces: readonly string[];
  /** The pieces, the words that they make together, and two neighbours as one word: "van Dam" is written Vandam too. */
  parts: readonly NamePart[];
}

/** What the display name, the given name and the surname say, each word once. */
export function namesOf({ displayName, givenName = '', surname = '' }: Named): Names {
  const shown = nameWords(displayName);
  const known = new Set(shown.flatMap(({ pieces }) => pieces));
  const further = nameWords(`${givenName} ${surname}`).filter(({ pieces }) => !pieces.every(piece => known.has(piece)));
  const words = [...shown, ...further];
  return { pieces: words.flatMap(({ pieces }) => pieces), parts: partsOf(words) };
}

function partsOf(words: readonly NameWord[]): NamePart[] {
  let next = 0;
  const placed = words.map(({ whole, pieces }) => ({ text: whole, places: pieces.map(() => next++) }));
  const single = words.flatMap(({ pieces }, n) =>
    pieces.map((text, i) => ({ text, places: [placed[n]?.places[i] ?? 0] })),
  );
  const joined = placed.filter(({ places }) => places.length > 1);
  const pairs = placed.slice(1).flatMap((word, n) => {
    const before = placed[n];
    return before ? [{ text: before.text + word.text, places: [...before.places, ...word.places] }] : [];
  });
  return [...single, ...joined, ...pairs];
}
