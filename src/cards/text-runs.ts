import { type TextPart, type TextValues, textParts } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { CardContext } from './card.ts';
import { LONGEST, shownAddress, shownText } from './escape.ts';

/** Characters that fit beside a photo, and beside a label, on a card that is 300 pixels wide. */
export const ROOM = { besidePhoto: 28, besidePhotoInBold: 24, besideLabel: 22 } as const;

export interface TextStyle {
  weight?: 'bolder';
  size?: 'small' | 'large' | 'extraLarge';
  isSubtle?: boolean;
  color?: 'accent';
  fontType?: 'monospace';
}

/** What matters less. */
export const QUIET: TextStyle = { isSubtle: true, size: 'small' };

/** A piece of a RichTextBlock (Adaptive Cards 1.2, TextRun). */
interface TextRun extends TextStyle {
  type: 'TextRun';
  text: string;
}

export type Inlines = readonly TextRun[];

/** Our own words in one style; for values use `shownValue`, `shownName` or `sentence`. */
export function words(text: string, style: TextStyle = {}): Inlines {
  return [{ type: 'TextRun', text, ...style }];
}

/** A value of the directory or of a user in one style. */
export function shownValue(value: string, style: TextStyle = {}): Inlines {
  return words(shownText(value, LONGEST.sentence), style);
}

/** A finished sentence in the reader's language that has such values in it. */
export function shownExplanation(value: string): Inlines {
  return words(shownText(value, LONGEST.explanation));
}

/** The same where it matters less: subtle and small. */
export function quietExplanation(value: string): Inlines {
  return words(shownText(value, LONGEST.explanation), QUIET);
}

/** A person's name; a question mark when nothing of it can be seen. */
export function shownName(value: string, style: TextStyle = {}): Inlines {
  return words(shownText(value, LONGEST.name) || '?', style);
}

/**
 * A sign-in name or mail address in one line, or cut before the @ into two when it is longer than the room: a
 * RichTextBlock breaks no words, and a hidden break inside would be copied along.
 */
export function addressLines(value: string, room: number, style: TextStyle = {}): Inlines[] {
  const address = shownAddress(value);
  const at = address.length > room ? address.lastIndexOf('@') : 0;
  const lines = at > 0 ? [address.slice(0, at), address.slice(at)] : [address];
  return lines.map(line => words(line, style));
}

/**
 * A localised text with its values as pieces of their own, in bold.
 * @throws RangeError when a value is missing
 */
export function sentence({ locale }: CardContext, key: TextKey, values: TextValues = {}): Inlines {
  return inlines(textParts(locale, key, values), {}, { weight: 'bolder' });
}

/** A localised text of lesser weight: subtle and small, values too. */
export function quietSentence({ locale }: CardContext, key: TextKey, values: TextValues = {}): Inlines {
  return inlines(textParts(locale, key, values), QUIET, QUIET);
}

function inlines(parts: readonly TextPart[], forWords: TextStyle, forValues: TextStyle): Inlines {
  return parts.flatMap(part => ('words' in part ? words(part.words, forWords) : shownValue(part.value, forValues)));
}
