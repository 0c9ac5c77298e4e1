import { isLocale, LANGUAGES, LOCALES, type Locale } from '../../locales/locale.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';

/** The languages that a message is read with at once: this one, and those whose words its people mix in. */
function readTogether(locale: Locale): readonly Locale[] {
  const { readWith } = LANGUAGES[locale];
  return LOCALES.filter(other => other === locale || readWith.filter(isLocale).includes(other));
}

const lexicons = new Map<string, Lexicon>(
  LOCALES.map(readTogether).map(together => [together.join(), lexiconOf(together.map(locale => LANGUAGES[locale]))]),
);

/**
 * What to read a message with, one after the other: the reader's own languages first. Each is a table of its own, so that a
 * further language changes nothing in how the others are read.
 */
export function lexiconsFor(reader: Locale | undefined): readonly Lexicon[] {
  const own = reader && lexicons.get(readTogether(reader).join());
  return [...new Set([...(own ? [own] : []), ...lexicons.values()])];
}
