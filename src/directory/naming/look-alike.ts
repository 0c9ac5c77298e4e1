import { nameWords } from './name-words.ts';
import type { Named } from './names-of.ts';
import { isOneEdit } from './one-edit.ts';

/**
 * Whether two people are easily taken for one another: the same names apart from accents, order, hyphens and apostrophes, or
 * with one letter between them.
 */
export function isLookAlike(one: Named, other: Named): boolean {
  return calledBy(one).some(a => calledBy(other).some(b => isNear(a, b)));
}

/** The display name, and the given name with the surname. */
function calledBy({ displayName, givenName, surname }: Named): string[][] {
  const names = [displayName, givenName && surname ? `${givenName} ${surname}` : ''];
  return names.map(name => nameWords(name).flatMap(({ pieces }) => pieces)).filter(pieces => pieces.length > 0);
}

function isNear(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [without(a, b), without(b, a)];
  if (left.length === 0 && right.length === 0) return true;
  const [mine, others, ...more] = [...left, ...right];
  if (left.length === 1 && right.length === 1 && more.length === 0) return isOneEdit(mine ?? '', others ?? '');
  const [whole, otherWhole] = [a.join(''), b.join('')];
  return whole === otherWhole || isOneEdit(whole, otherWhole);
}

/** The words of one that the other does not have, each as often as it is missing. */
function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return words.filter(word => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
