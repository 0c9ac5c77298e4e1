import { LANGUAGES, LOCALES, type Locale } from '../../locales/locale.ts';
import { foldKeepingAccents } from './fold.ts';
import { normalise } from './normalise.ts';

/** Words beyond these say nothing more about the language. */
const MOST_CHARACTERS = 2_000;

/** Words of two letters may be ones of any language: "de". */
const SHORTEST = 3;

/** For each language the words that only it has among those that it is understood by. */
const OWN_WORDS: ReadonlyMap<Locale, ReadonlySet<string>> = ownWords();

/**
 * The language that a message is written in: the one whose words it has most of. Words of a neighbour count for the language
 * that understands them: Norwegian and Danish for Swedish. Undefined where that is not clear. Never throws.
 */
export function languageOf(text: string): Locale | undefined {
  const words = wordsOf(normalise(text.slice(0, MOST_CHARACTERS)));
  const counts = LOCALES.map(locale => {
    const own = words.filter(word => isOwn(locale, word));
    return { locale, count: own.some(word => word.length >= SHORTEST) ? own.length : 0 };
  });
  const [first, second] = counts.toSorted((one, other) => other.count - one.count);
  return first !== undefined && first.count > (second?.count ?? 0) ? first.locale : undefined;
}

function isOwn(locale: Locale, word: string): boolean {
  const { namesLikeWords } = LANGUAGES[locale].grammar;
  return OWN_WORDS.get(locale)?.has(foldKeepingAccents(word)) === true && !namesLikeWords.includes(word);
}

function ownWords(): Map<Locale, Set<string>> {
  const all = LOCALES.map(locale => ({ locale, words: vocabularyOf(locale) }));
  return new Map(
    all.map(({ locale, words }) => {
      const others = all.filter(other => other.locale !== locale);
      return [locale, new Set([...words].filter(word => others.every(other => !other.words.has(word))))];
    }),
  );
}

function vocabularyOf(locale: Locale): Set<string> {
  const { phrases, grammar } = LANGUAGES[locale];
  // "de la" stands in names of every language.
  const { particle, ...marks } = grammar.marks;
  return new Set([...Object.values(phrases), ...Object.values(marks)].flat().flatMap(wordsOf).map(foldKeepingAccents));
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}']+/gu) ?? [];
}
