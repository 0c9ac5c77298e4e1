import type { Account } from '../../../src/desk/judging/people-as-read.ts';

type Form = (words: string[], at: number, more: string) => string[];
const dropAt = <T>(list: readonly T[], at: number) => list.filter((_, n) => n !== at);
const change = (words: string[], at: number, how: (word: string) => string) =>
  words.map((word, n) => (n === at ? how(word) : word));

/** The ways in which people write a name; `at` is a place in it. */
export const FORMS: Readonly<Record<string, Form>> = {
  'as it is': words => words,
  'a word dropped': (words, at) => dropAt(words, at % words.length),
  'a word shortened': (words, at) =>
    change(words, at % words.length, word => word.slice(0, Math.max(1, word.length - 1 - (at % 3)))),
  'letters swapped': (words, at) =>
    change(words, at % words.length, word => {
      const i = at % Math.max(1, word.length - 1);
      const [left = '', right = ''] = word.slice(i, i + 2);
      return /^\p{L}{2}$/u.test(left + right) ? word.slice(0, i) + right + left + word.slice(i + 2) : word;
    }),
  'a letter dropped': (words, at) =>
    change(words, at % words.length, word => dropAt([...word], at % word.length).join('')),
  'another order': words => words.toReversed(),
  'last, first': words => [`${words.at(-1) ?? ''},`, ...words.slice(0, -1)],
  'without accents': words => words.map(word => word.normalize('NFD').replace(/\p{M}/gu, '')),
  capitals: words => words.map(word => word.toUpperCase()),
  'an initial': (words, at) => change(words, at % words.length, word => `${word.slice(0, 1)}.`),
  'another word more': (words, _, more) => [...words, more],
  'another first name': (words, _, more) => [more, ...words.slice(1)],
};

const BETWEEN = /[ '’‑-]+/;

/** Told in another way than the code tells it: letter by letter, each written word by a word of the name that is used up. */
export function isTheirs({ displayName }: Pick<Account, 'displayName'>, written: readonly string[]): boolean {
  const bare = (word: string) =>
    Array.from(word.normalize('NFD').toLowerCase())
      .filter(letter => /[\p{L}\p{N}]/u.test(letter))
      .join('')
      .replaceAll('ß', 'ss')
      .replaceAll('ø', 'o')
      .replaceAll('æ', 'ae')
      .replaceAll('ł', 'l')
      .replaceAll('đ', 'd');
  const fits = ([word, ...rest]: readonly string[], left: readonly string[]): boolean =>
    word === undefined ||
    left.some(
      (name, n) => (name === word || (word.length === 1 && name.startsWith(word))) && fits(rest, dropAt(left, n)),
    );
  // A hyphen or an apostrophe may be left out, and a blank may stand in its place.
  return [BETWEEN, ' '].some(between => {
    const wanted = written
      .flatMap(word => word.split(between))
      .map(bare)
      .filter(word => word !== '');
    return wanted.some(word => word.length > 1) && fits(wanted, displayName.split(between).map(bare));
  });
}
