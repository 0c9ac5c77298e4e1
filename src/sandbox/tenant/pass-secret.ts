import { randomInt } from 'node:crypto';

/** No letters and digits that look alike. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const DIGITS = '23456789';
const SYMBOLS = '+#*&%$@!?=^';
const KINDS = [LETTERS, DIGITS, SYMBOLS];

/** Looks like Microsoft's: letters, digits and symbols, at least one of each, as in `Tq7+kP#x`. */
export function newPassSecret(length: number): string {
  const one = () => pick(KINDS.join(''));
  for (;;) {
    const secret = Array.from({ length }, one).join('');
    if (KINDS.every(kind => [...secret].some(letter => kind.includes(letter)))) return secret;
  }
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}
