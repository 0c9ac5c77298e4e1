import type { Role } from '../../locales/words.ts';
import { findAnchor } from './anchor.ts';
import type { ClauseOutcome } from './clause-outcome.ts';
import { canBeGenitive } from './genitive.ts';
import { readSubject, type Subject } from './subject.ts';
import { resolveTarget } from './target.ts';
import { is, type Term } from './term.ts';

/** After the password these say nothing about whose it is: "needs to be reset". */
const TAIL: readonly Role[] = [
  'reset',
  'change',
  'need',
  'link',
  'state',
  'copula',
  'assignment',
  'adjective',
  'determiner',
  'new',
  'forget',
];

/** Understands a clause of words without punctuation and polite words: a verb, the password, and whose it is. */
export function readClause(terms: readonly Term[]): ClauseOutcome {
  const anchor = findAnchor(terms);
  if (anchor < 0) return { kind: 'inert' };
  const subject = readSubject(terms.slice(0, anchor));
  const right = afterVerb(terms.slice(anchor + 1));
  const intended = hasIntent(terms, subject);
  if (right.every(term => is(term, ...TAIL) && !is(term, 'self', 'my') && term.kind === 'word')) {
    return readLeft(subject, intended);
  }
  if (subject.name.length > 0) return readBoth(subject, right);
  if (subject.pronoun !== undefined) return { kind: subject.pronoun === 'my' ? 'own' : 'no-target' };
  const [first] = right;
  if (is(first, 'target-preposition')) return resolveTarget(right.slice(1));
  // "reset status" may ask how a reset is getting on.
  const inquiry = right.length === 1 && is(first, 'history', 'status');
  return intended && !inquiry ? resolveTarget(right) : { kind: 'refuse' };
}

/** "password reset for Anna": the verb behind the noun is no part of the target. */
function afterVerb(right: readonly Term[]): readonly Term[] {
  const verbs = right.findIndex(term => !is(term, 'reset', 'change', 'state') || is(term, 'target-preposition'));
  return right.slice(verbs < 0 ? right.length : verbs);
}

function hasIntent(terms: readonly Term[], subject: Subject): boolean {
  const roles: readonly Role[] = ['reset', 'change', 'new', 'need', 'forget'];
  return terms.some(term => is(term, 'reset', 'compound')) || roles.some(role => subject.roles.has(role));
}

/** "Anna's password", "Anna forgot her password", "my password", "the password" */
function readLeft(subject: Subject, intended: boolean): ClauseOutcome {
  if (subject.name.length > 0) {
    const [last] = subject.name.slice(-1);
    return intended || (subject.possessive && canBeGenitive(last) && !is(subject.name[0], 'history', 'status'))
      ? resolveTarget(subject.name, subject.possessive)
      : { kind: 'refuse' };
  }
  if (subject.pronoun !== undefined) return { kind: subject.pronoun === 'my' ? 'own' : 'no-target' };
  const forOneself =
    subject.self && !subject.roles.has('reset') && (subject.roles.has('need') || subject.roles.has('forget'));
  return { kind: forOneself ? 'own' : 'no-target' };
}

/** "Anna's password for me"; "Anna forgot her password for Outlook". Other words behind may be a second person. */
function readBoth(subject: Subject, right: readonly Term[]): ClauseOutcome {
  const [preposition, who, more] = right;
  const forMe = is(preposition, 'target-preposition') && is(who, 'self') && more === undefined;
  const forgot = subject.roles.has('forget') && right.every(term => term.kind === 'word' && !term.text.includes('@'));
  return forMe || forgot ? resolveTarget(subject.name, subject.possessive) : { kind: 'refuse' };
}
