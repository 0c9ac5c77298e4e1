import { LANGUAGES, type Locale } from './locale.ts';
import type { Alphabet } from './words.ts';

/** A part of a password with its read-aloud line. */
interface SpelledBlock {
  text: string;
  spoken: string;
}

/**
 * Spells a password or pass for reading it out: "capital Tango, four, Kilo, X-ray, hyphen". The blocks are of four characters at
 * most, or end before that at hyphens, and keep these, so that their texts joined are the password. A character that Microsoft
 * Entra ID does not allow in a password is named by its code point.
 */
export function spellPassword(password: string, locale: Locale): { blocks: SpelledBlock[]; spoken: string } {
  const { spelling: alphabet } = LANGUAGES[locale];
  const blocks = (password.match(/[^-]{0,4}-|[^-]{1,4}/gu) ?? []).map(text => ({
    text,
    spoken: spell(text, alphabet),
  }));
  return { blocks, spoken: blocks.map(block => block.spoken).join('; ') };
}

function spell(text: string, alphabet: Alphabet): string {
  return Array.from(text, character => nameOf(character, alphabet)).join(', ');
}

function nameOf(character: string, alphabet: Alphabet): string {
  const lower = character.toLowerCase();
  const word = wordFor(character, lower, alphabet);
  if (word === undefined) return codePoint(character, alphabet);
  return lower === character ? word : `${alphabet.capital} ${word}`;
}

function wordFor(character: string, lower: string, alphabet: Alphabet): string | undefined {
  if (/^[A-Za-z]$/.test(character)) return alphabet.letters[lower.charCodeAt(0) - 'a'.charCodeAt(0)];
  if (/^[0-9]$/.test(character)) return alphabet.digits[Number(character)];
  return alphabet.symbols[lower];
}

function codePoint(character: string, alphabet: Alphabet): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${alphabet.character} U+${hex}`;
}
