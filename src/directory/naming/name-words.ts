/** A word of a name as it was written, in comparable letters. */
export interface NameWord {
  /** Without apostrophes and hyphens: O'Brien is "obrien". */
  whole: string;
  /** What stands between them: "o" and "brien". */
  pieces: readonly string[];
  /** The same pieces as they were written. */
  written: readonly string[];
}

/** Letters that no mark can be taken off. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’‘´\u0060.·_\-\u2010-\u2015]*[\p{L}\p{M}\p{N}])?/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\u0000-\u007F]*$/;
const BETWEEN = /['’‘´\u0060.·_\-\u2010-\u2015]+/u;

/** Small letters without accents, as names are compared. Marks that are more than accents, such as vowel signs, stay. */
export function foldName(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036F]/g, '')
    .replace(/[ßæœøłđðþı]/g, letter => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** The words of a name, whatever stands between them. */
export function nameWords(text: string): NameWord[] {
  return Array.from(text.normalize('NFC').matchAll(WORD), ([word]) => {
    const written = word.split(BETWEEN).filter(piece => foldName(piece) !== '');
    const pieces = written.map(foldName);
    return { whole: pieces.join(''), pieces, written };
  }).filter(({ whole }) => whole !== '');
}

/** A letter that stands for a name, as M. for Maria. In many scripts a single character is a whole name. */
export function isInitial(piece: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u.test(piece);
}
