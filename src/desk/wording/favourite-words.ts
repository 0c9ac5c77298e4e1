import words from './favourite-words.json' with { type: 'json' };

/**
 * Words that people all over the world build passwords from; nobody names a ticket or a computer after them. They belong to no
 * reader's language: who writes English here still types Sommar2024, and what is kept out of the record must not depend on it.
 */
const FAVOURITES: ReadonlySet<string> = new Set(words.map(word => word.normalize('NFC')));

/** True for a word such as "Sommar", "password" or "qwerty", however it is capitalised. */
export function isFavourite(word: string): boolean {
  return FAVOURITES.has(word.toLowerCase());
}
