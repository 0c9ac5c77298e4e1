import { holdsPassword, looksLikePassword } from './password-like.ts';

/** How a search that found nobody stands on record, and one that found several where there is nothing to choose for. */
export const NOT_FOUND = 'target-not-found';
export const SEVERAL_FOUND = 'several-found';

/** In the place of a word that may be a password. */
const LEFT_OUT = '…';

/**
 * What somebody wrote for an account, as it is put on record: without words that may be a password, which people write beside a
 * name at times. Nothing of it where the words together have the shape of one.
 */
export function searchedFor(label: string): string {
  const words = label.split(/\s+/).map(word => (looksLikePassword(word) ? LEFT_OUT : word));
  const left = words.join(' ');
  return holdsPassword(left) ? LEFT_OUT : left;
}
