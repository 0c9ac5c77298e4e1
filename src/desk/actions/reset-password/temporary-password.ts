import { randomInt } from 'node:crypto';

// No vowels, so that no words come up, and no character that looks like another one: 0 O o, 1 l I i, 5 S, 8 B, 2 Z.
const CAPITALS = 'DFHLMNRT';
const LOWER_CASE = 'cdfhjknprtvx';
const DIGITS = '23456789';
const COMMON = LOWER_CASE + DIGITS;
const BLOCKS = 4;
const BLOCK_LENGTH = 4;
const COMMON_COUNT = BLOCKS * BLOCK_LENGTH - 1;
const SHORTEST_NAME_PART = 3;
const MOST_DRAWS = 1000;

/**
 * The shape of a temporary password of ours, as the source of a regular expression: `T4kx-7pfn-c93d-vh5j`. Wider than
 * what is drawn: the first block takes any lower-case letter, so that a slip of the keyboard is still known.
 */
export const TEMPORARY_PASSWORD_SHAPE = '[DFHLMNRT][2-9a-z]{3}(?:-[2-9a-z]{4}){3}';

/** Entropy in bits: log2 of the number of passwords with at least one lower-case letter and one digit. */
export const TEMPORARY_PASSWORD_BITS = Math.log2(
  CAPITALS.length * (COMMON.length ** COMMON_COUNT - LOWER_CASE.length ** COMMON_COUNT - DIGITS.length ** COMMON_COUNT),
);

/**
 * Draws a temporary password such as `T4kx-7pfn-c93d-vh5j`: 19 characters, all four classes that Microsoft Entra ID
 * counts (lower, upper, digit, symbol), easy to read out in blocks.
 * @param nameParts names, sign-in name, tenant name; those of three characters or more do not occur in the password.
 * @throws RangeError when so many name parts are given that no password is left in a thousand draws.
 */
export function generateTemporaryPassword(nameParts: readonly string[]): string {
  const forbidden = nameParts.flatMap(spellings).filter(part => part.length >= SHORTEST_NAME_PART);
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const password = drawPassword();
    if (hasAllClasses(password) && !containsAny(password, forbidden)) return password;
  }
  throw new RangeError('No temporary password is free of all the given name parts.');
}

function drawPassword(): string {
  const characters = pick(CAPITALS) + Array.from({ length: COMMON_COUNT }, () => pick(COMMON)).join('');
  return Array.from({ length: BLOCKS }, (_, block) =>
    characters.slice(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH),
  ).join('-');
}

function pick(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}

function hasAllClasses(password: string): boolean {
  return /[a-z]/.test(password) && /\d/.test(password);
}

/** A name part as written, and as plain letters and digits alone: "Ch-n" is found in "Chn" and the other way round. */
function spellings(part: string): string[] {
  const plain = part.normalize('NFD').toLowerCase();
  return [plain.trim(), plain.replace(/[^a-z0-9]/g, '')];
}

function containsAny(password: string, parts: readonly string[]): boolean {
  const withHyphens = password.toLowerCase();
  const withoutHyphens = withHyphens.replaceAll('-', '');
  return parts.some(part => withHyphens.includes(part) || withoutHyphens.includes(part));
}
