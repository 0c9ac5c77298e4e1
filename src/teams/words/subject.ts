import type { Role } from '../../locales/words.ts';
import { is, isNameNotPronoun, type Term } from './term.ts';

/** What stands before the word for the password: "can you give Anna a new". */
export interface Subject {
  /** The words that may name the target; empty when there are only verbs, articles and pronouns. */
  name: Term[];
  /** True when only adjectives stand between the name and the password, so that the name is a genitive. */
  possessive: boolean;
  /** The possessive pronoun nearest to the password: "my" or one of somebody else. */
  pronoun?: 'my' | 'other';
  /** "I" or "me" is there. */
  self: boolean;
  /** The roles of all words that are not in the name. */
  roles: ReadonlySet<Role>;
}

const BETWEEN: readonly Role[] = [
  'determiner',
  'new',
  'adjective',
  'other',
  'self',
  'my',
  'reset',
  'change',
  'need',
  'forget',
  'link',
  'copula',
];
const BEFORE: readonly Role[] = [
  'reset',
  'change',
  'need',
  'determiner',
  'link',
  'self',
  'new',
  'help',
  'target-preposition',
];

/** Reads the words before the anchor: takes verbs, articles and pronouns off both ends of what may be a name. */
export function readSubject(terms: readonly Term[]): Subject {
  const words = terms.filter(term => term.kind === 'word' || term.kind === 'mention');
  const left = words.filter(term => !is(term, 'polite', 'greeting', 'closing'));
  let end = left.length;
  while (end > 0 && is(left[end - 1], ...BETWEEN) && !isNameNotPronoun(left[end - 1])) end--;
  let start = 0;
  while (start < end && is(left[start], ...BEFORE)) start++;
  const name = left.slice(start, end);
  const around = left.filter((_, i) => i < start || i >= end);
  const nearest = around.findLast(term => is(term, 'my', 'other') && !is(term, 'determiner'));
  return {
    name,
    possessive: left.slice(end).every(term => is(term, 'new', 'adjective') && !is(term, 'determiner')),
    ...(nearest && { pronoun: is(nearest, 'my') ? 'my' : 'other' }),
    self: around.some(term => is(term, 'self')),
    roles: new Set(around.flatMap(term => [...term.roles])),
  };
}
