import type { Role } from '../../locales/roles.ts';
import { findAnchor } from './anchor.ts';
import { findPeople } from './find-people.ts';
import { isIdentifier, isStrongName } from './name-words.ts';
import { canOnlyBePassword, mayBePassword } from './password-terms.ts';
import { hasNoPartInReset, is, isMarked, type Term } from './term.ts';
import { isTicket } from './ticket.ts';
import { findTypedPass, isPassNoun } from './typed-pass.ts';

/** A half-open range of terms. */
type Region = readonly [from: number, to: number];
type Finder = (terms: readonly Term[], anchor: number) => Region | undefined;

/** Never the first word of a password that is typed after "to" or "with". */
const NO_VALUE: readonly Role[] = [
  'purpose',
  'self',
  'my',
  'other',
  'ticket',
  'reset',
  'change',
  'closing',
  'state',
  'person',
];
/** Words around the password that are neither a target nor a value. */
const FILLER: readonly Role[] = [
  'reset',
  'change',
  'polite',
  'greeting',
  'closing',
  'new',
  'adjective',
  'link',
  'determiner',
  'self',
  'my',
  'other',
  'need',
  'copula',
  'state',
  'ticket',
  'target-preposition',
  'noun',
  'compound',
  'system',
  'resetting',
  'reset-noun',
  'aid',
  'want',
  'get',
  'topic',
  'modal',
  'addressee',
  'trouble',
  'call',
  'extra',
  'circumstance',
];

/** What a password is not, however it stands beside one: "password policy", "password and MFA", "password reset done". */
const NO_PASSWORD: readonly Role[] = [
  'rule',
  'guide',
  'mfa',
  'pass',
  'done',
  'group',
  'device',
  'other-system',
  'system',
  'topic',
  'everyone',
  'was-reset',
  'trouble',
  'unlock',
  'shared',
  'introduced',
  'employee-number',
  'extra',
  'circumstance',
  'reset-noun',
  'want',
  'over',
  'reveal',
  'remove',
  'failed',
  'past-time',
  'ask-for-oneself',
];

/** Takes a password that somebody typed out of a sentence. What is left still names the target where that is clear. */
export function removeTypedPassword(sentence: readonly Term[]): { rest: Term[]; typed: boolean } {
  const anchor = findAnchor(sentence);
  const find = isPassNoun(sentence[anchor]) ? findTypedPass : findRegion;
  const region = anchor < 0 ? undefined : find(sentence, anchor);
  const kept = region === undefined ? [...sentence] : sentence.filter((_, i) => i < region[0] || i >= region[1]);
  const named = kept.filter(isContent).length > 1;
  const isTyped = named ? mayBePassword : canOnlyBePassword;
  const rest = kept.filter((term, i) => !isTyped(term) || isEmployeeNumber(kept, i));
  return { rest, typed: rest.length < sentence.length };
}

function isEmployeeNumber(terms: readonly Term[], at: number): boolean {
  const before = terms.slice(0, at).findLast(term => term.kind !== 'pause');
  const only = terms[at];
  const isOf = is(before, 'target-preposition') && !is(before, 'value-preposition');
  if (
    isOf ||
    is(before, 'introduced', 'label-address', 'account') ||
    (is(before, 'person') && !is(before, 'employee-number'))
  )
    return only !== undefined && !canOnlyBePassword(only);
  return is(before, 'employee-number');
}

/** Words between the password and "for" come first, since "to" reads differently with them; else the first marker counts. */
function findRegion(terms: readonly Term[], anchor: number): Region | undefined {
  const finders = [findSetTo, findSingleWord, findAssigned, findAfterPreposition, findAfterSecondNoun];
  const found = finders.map(find => find(terms, anchor)).filter(region => region !== undefined);
  return findBetween(terms, anchor) ?? found.toSorted(([a], [b]) => a - b)[0];
}

/** "... and set it to X" */
const findSetTo: Finder = (terms, anchor) => {
  const it = terms.findIndex((term, i) => i > anchor && isSetTo(terms, term, i));
  return it < 0 ? undefined : [isMarked(terms[it - 2], 'and') ? it - 2 : it - 1, terms.length];
};

/** True for the "it" of "set it to X". */
export function isSetTo(terms: readonly Term[], term: Term, at: number): boolean {
  const head = wordAfter(terms, at + 1);
  if (!isMarked(term, 'it') || head === undefined || is(head, ...NO_VALUE)) return false;
  const next = terms[at + 1];
  const set = is(terms[at - 1], 'change', 'reset') && is(next, 'value-preposition');
  return set || is(next, 'assignment') || isMarked(next, 'to-be');
}

/** "give Anna the password X" */
const findSingleWord: Finder = (terms, anchor) => {
  const [value, more] = terms.slice(anchor + 1);
  if (value === undefined || more !== undefined || !is(terms[anchor], 'noun') || !isContent(value)) return undefined;
  const named = namesSomebody(terms.slice(0, anchor));
  return named && value.kind === 'word' && hasNoPartInReset(value) ? [anchor + 1, terms.length] : undefined;
};

/** "set password X for Anna", "nytt lösenord X till Anna" */
const findBetween: Finder = (terms, anchor) => {
  const preposition = terms.findIndex((term, i) => i > anchor && is(term, 'target-preposition'));
  if (!is(terms[anchor], 'noun', 'compound')) return undefined;
  if (preposition < 0 || namesSomebody(terms.slice(0, anchor))) return undefined;
  const between = terms.slice(anchor + 1, preposition);
  const after = terms.slice(preposition + 1);
  if (between.some(term => is(term, ...NO_PASSWORD) || isMarked(term, 'and'))) return undefined;
  if (is(between[0], 'value-preposition') || !between.some(isContent) || !after.some(isContent)) return undefined;
  const [head] = after;
  if (!is(terms[preposition], 'value-preposition')) return [anchor + 1, preposition];
  if (between.some(mayBePassword)) return [anchor + 1, preposition];
  // "password A to B": with a verb of resetting A is the target, otherwise either may be; then neither is used.
  const clear = terms.slice(0, anchor).some(term => is(term, 'reset')) || (head && mayBePassword(head));
  return clear || is(head, ...NO_VALUE) ? undefined : [anchor + 1, terms.length];
};

/** "the password for Anna should be X", "Annas lösenord: X", "new password: X", "set the password = X for Anna" */
export const findAssigned: Finder = (terms, anchor) => {
  const at = terms.findIndex((term, i) => i > anchor && isAssignment(terms, anchor, term, i));
  return at < 0 ? undefined : [at, valueEnd(terms, anchor, at)];
};

function isAssignment(terms: readonly Term[], anchor: number, term: Term, at: number): boolean {
  const next = wordAfter(terms, at);
  if (next === undefined || is(next, ...NO_PASSWORD)) return false;
  if (is(term, 'assignment')) return !is(next, 'state', 'reset', 'negation');
  if (is(term, 'copula')) return !is(next, 'state', 'reset', 'negation', 'copula', 'change', 'forget', 'polite');
  if (is(terms[at - 1], 'employee-number', 'person', 'target-preposition')) return false;
  if (term.kind !== 'pause' || term.text !== ':' || is(next, 'other', 'ticket')) return false;
  if (isTicket(next.text, is(terms[at - 1], 'ticket'))) return false;
  return (at === anchor + 1 && is(terms[anchor - 1], 'new')) || hasTarget(terms, anchor, at);
}

/** "reset Anna's password to X", "with password X", "byt lösenord till X för Anna" */
const findAfterPreposition: Finder = (terms, anchor) => {
  const at = terms.findIndex((term, i) => i > anchor && isValuePreposition(terms, anchor, term, i));
  return at < 0 ? undefined : [at, valueEnd(terms, anchor, at)];
};

function isValuePreposition(terms: readonly Term[], anchor: number, term: Term, at: number): boolean {
  const head = wordAfter(terms, at);
  if (!is(term, 'value-preposition') || head === undefined) return false;
  if (isSomebody(terms.slice(at + 1)) && !hasTarget(terms, anchor, at)) return false;
  if (is(head, ...NO_VALUE, ...NO_PASSWORD) || isTicket(head.text)) return false;
  if (isMarked(term, 'from')) return mayBePassword(head);
  if (mayBePassword(head) || !is(term, 'target-preposition')) return true;
  const lament = terms.slice(0, anchor).some(word => is(word, 'forget', 'need'));
  return !lament && (hasTarget(terms, anchor, at) || valueEnd(terms, anchor, at) < terms.length);
}

/** "..., password X": what follows a second word for the password. */
const findAfterSecondNoun: Finder = (terms, anchor) => {
  const second = terms.findIndex((term, i) => i > anchor && is(term, 'noun'));
  const after = terms.slice(second + 1);
  if (second < 0 || is(after[0], 'target-preposition') || !after.some(isContent)) return undefined;
  const before = terms.findLastIndex(
    (term, i) => i < second && !is(term, 'new', 'adjective', 'determiner', 'change', 'my'),
  );
  return [before + 1, terms.length];
};

/** The value runs to the end, or to "for Anna" when the target has not been named before. */
function valueEnd(terms: readonly Term[], anchor: number, at: number): number {
  if (hasTarget(terms, anchor, at)) return terms.length;
  const preposition = terms.findLastIndex(
    (term, i) => i > at + 1 && is(term, 'target-preposition') && !is(term, 'value-preposition'),
  );
  return preposition < 0 || preposition === terms.length - 1 ? terms.length : preposition;
}

/** Something before `at` may be the target. */
function hasTarget(terms: readonly Term[], anchor: number, at: number): boolean {
  return namesSomebody(terms.slice(0, anchor)) || terms.slice(anchor + 1, at).some(isContent);
}

/** A password may begin with punctuation. */
function wordAfter(terms: readonly Term[], at: number): Term | undefined {
  return terms.slice(at + 1).find(term => term.kind === 'word');
}

/** An address, or two words with capitals: "to Anna Svensson". */
function isSomebody([first, second]: readonly Term[]): boolean {
  return (
    (isIdentifier(first) && first !== undefined && !mayBePassword(first)) ||
    (isStrongName(first) && isStrongName(second))
  );
}

function namesSomebody(terms: readonly Term[]): boolean {
  return findPeople(terms).some(chunk => chunk.kind === 'person' && !chunk.terms.some(term => isTicket(term.text)));
}

function isContent(term: Term): boolean {
  if (term.kind === 'mention') return true;
  return term.kind === 'word' && !isTicket(term.text) && (isMarked(term, 'pronoun-or-name') || !is(term, ...FILLER));
}
