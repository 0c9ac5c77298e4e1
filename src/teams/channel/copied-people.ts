import { LANGUAGES, LOCALES } from '../../locales/locale.ts';

const WORDS = LOCALES.flatMap(locale => LANGUAGES[locale].phrases.copied)
  .toSorted((one, other) => other.length - one.length)
  .map(words => RegExp.escape(words))
  .join('|');
const BETWEEN = String.raw`(?:[\s,&+]|&nbsp;|\band\b|\boch\b){0,10}`;
const COPIED = new RegExp(
  String.raw`[(,;]?\s{0,5}(?<![\p{L}\p{N}])(?:${WORDS})(?:[\s:,.-]|&nbsp;){0,5}\uE000\d+\uE001(?:${BETWEEN}\uE000\d+\uE001)*[\s:,.;)-]{0,5}`,
  'giu',
);

/** A text without the people who are only to know of it: "cc @Johanna", "fyi @Erik and @Sara". Undefined where there are none. */
export function withoutCopiedPeople(text: string): string | undefined {
  const short = text.replace(COPIED, '\n');
  return short === text ? undefined : short.trim();
}
