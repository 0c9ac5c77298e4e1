import { ACTION_KINDS, type ActionKind } from '../action-kinds.ts';
import { isLocale, LANGUAGES, type Locale } from './locale.ts';
import type { ActionTextKey, CommonTextKey, TextKey } from './text-key.ts';

export type TextValues = Readonly<Record<string, string | number>>;

/** A piece of a text: words of ours, or a value that was put in for a placeholder. */
export type TextPart = { words: string } | { placeholder: string; value: string };

/**
 * A text in a language, cut at its placeholders, so that values can be told from our own words.
 * @throws RangeError when `values` lacks a placeholder of the text
 */
export function textParts(locale: Locale, key: TextKey, values: TextValues = {}): TextPart[] {
  // Splitting by a pattern with a group leaves the placeholders' names at the odd places.
  return LANGUAGES[locale].texts[key]
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 === 0 ? { words: piece } : part(key, piece, values)))
    .filter(piece => !('words' in piece) || piece.words !== '');
}

/**
 * A text in a language with its placeholders filled in.
 * @throws RangeError when `values` lacks a placeholder of the text
 */
export function text(locale: Locale, key: TextKey, values: TextValues = {}): string {
  return textParts(locale, key, values)
    .map(piece => ('words' in piece ? piece.words : piece.value))
    .join('');
}

/** The key of what is said of an action: in the action's own words where it has such, else in those that hold for each. */
export function keyFor(action: ActionKind, key: CommonTextKey | ActionTextKey): TextKey {
  return isOfActions(key) ? `${action}.${key}` : key;
}

function isOfActions(key: string): key is ActionTextKey {
  return ACTION_KINDS.every(kind => Object.hasOwn(LANGUAGES.en.texts, `${kind}.${key}`));
}

/** Whether a text is called so. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(LANGUAGES.en.texts, key);
}

/** The language of ours that a BCP 47 tag such as `sv-FI` asks for, or the fallback. */
export function localeOf(tag: string | undefined, fallback: Locale): Locale {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return language !== undefined && isLocale(language) ? language : fallback;
}

function part(key: TextKey, placeholder: string, values: TextValues): TextPart {
  const value = Object.hasOwn(values, placeholder) ? values[placeholder] : undefined;
  if (value === undefined) throw new RangeError(`The text ${key} needs a value for {${placeholder}}`);
  return { placeholder, value: String(value) };
}
