import { distance } from 'fastest-levenshtein';
import type { Role } from '../../locales/roles.ts';
import type { Lexicon } from './lexicon.ts';

/** The words that a command can't do without: a slip in one of them is understood wherever it stands. */
const DEED: readonly Role[] = ['noun', 'compound', 'reset', 'resetting', 'forget'];
/** The words around them, where no name can stand. */
const AROUND: readonly Role[] = [
  ...DEED,
  'aid',
  'new',
  'adjective',
  'my',
  'mfa',
  'modal',
  'addressee',
  'want',
  'polite',
];
/** What stands between a password and a name. */
const BETWEEN: readonly Role[] = ['target-preposition'];

/** Where a word stands: among known words, between a password and a name, or where a name may be. */
export type Position = 'among-words' | 'before-name' | 'name';

/** Shorter words are too near to one another, but for two letters that changed places: "fro". */
const SHORTEST = 4;
/** In shorter words the first letter has to be right. */
const SHORTEST_FOR_ONE = 6;
const SHORTEST_FOR_TWO = 8;
const LONGEST = 24;

/** A word that was meant, and how far it is from what was written. */
interface Meant {
  readonly word: string;
  readonly edits: 1 | 2;
}

/**
 * The word that matters which somebody has most likely misspelt, folded; undefined where none is near.
 * One letter more, less, other or swapped; in long words two.
 */
export function meantBy(written: string, lexicon: Lexicon, position: Position): Meant | undefined {
  if (written.length > LONGEST || written.length < SHORTEST - 1) return undefined;
  let best: Meant | undefined;
  for (const word of CANDIDATES[position](lexicon)) {
    const edits = editsBetween(written, word);
    if (edits === undefined || (best !== undefined && best.edits <= edits)) continue;
    best = { word, edits };
  }
  return best;
}

function editsBetween(written: string, word: string): 1 | 2 | undefined {
  if (Math.abs(written.length - word.length) > 2) return undefined;
  if (isSwapped(written, word)) return 1;
  if (written.length < SHORTEST || word.length < SHORTEST - 1) return undefined;
  const edits = distance(written, word);
  if (edits === 1)
    return word.length >= SHORTEST_FOR_ONE || written[0] === word[0] || written.slice(1) === word ? 1 : undefined;
  return edits === 2 && word.length >= SHORTEST_FOR_TWO ? 2 : undefined;
}

/** Two neighbouring letters have changed places, and all others are the same. */
function isSwapped(written: string, word: string): boolean {
  if (written.length !== word.length) return false;
  const at = [...word].findIndex((letter, i) => letter !== written[i]);
  if (at < 0 || word[at] !== written[at + 1] || word[at + 1] !== written[at]) return false;
  return word.slice(at + 2) === written.slice(at + 2);
}

/** Where a name may be, only what is nothing like one is looked for. */
const SHORTEST_OF_DEED = 5;

const CANDIDATES: Readonly<Record<Position, (lexicon: Lexicon) => readonly string[]>> = {
  'among-words': wordsWith(AROUND, SHORTEST - 1),
  'before-name': wordsWith(BETWEEN, SHORTEST - 1),
  name: wordsWith(DEED, SHORTEST_OF_DEED),
};

/** The single words with one of these roles, found once for each lexicon. */
function wordsWith(roles: readonly Role[], shortest: number): (lexicon: Lexicon) => readonly string[] {
  const known = new WeakMap<Lexicon, readonly string[]>();
  return lexicon => {
    const found =
      known.get(lexicon) ??
      [...lexicon.roles]
        .filter(([word, of]) => !word.includes(' ') && word.length >= shortest && roles.some(role => of.has(role)))
        .filter(
          ([word, of]) =>
            !of.has('bare-pass') && !of.has('code') && (!of.has('pass') || word.length >= SHORTEST_FOR_ONE),
        )
        .map(([word]) => word);
    known.set(lexicon, found);
    return found;
  };
}

/** The words that were written as one: "resetpassword"; undefined where they are no two words that matter. */
export function gluedIn(written: string, lexicon: Lexicon): readonly [string, string] | undefined {
  const isOfDeed = (word: string) =>
    DEED.some(role => lexicon.roles.get(word)?.has(role) === true) &&
    lexicon.roles.get(word)?.has('bare-pass') !== true;
  const matters = (word: string) => [...AROUND, ...BETWEEN].some(role => lexicon.roles.get(word)?.has(role) === true);
  for (let at = 2; at <= written.length - 2; at++) {
    const [first, second] = [written.slice(0, at), written.slice(at)];
    if (matters(first) && matters(second) && (isOfDeed(first) || isOfDeed(second))) return [first, second];
  }
  return undefined;
}
