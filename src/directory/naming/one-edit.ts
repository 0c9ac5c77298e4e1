import { distance } from 'fastest-levenshtein';

/** Whether two words differ in one letter that is another, missing or too much, or in two neighbours that are swapped. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  return distance(a, b) === 1 || isSwap(a, b);
}

/** Whether it takes two letters. */
export function isTwoEdits(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= 2 && distance(a, b) === 2;
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, n) => letter !== b[n]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
