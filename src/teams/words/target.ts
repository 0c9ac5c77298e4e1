import type { Role } from '../../locales/words.ts';
import type { ClauseOutcome } from './clause-outcome.ts';
import { fold } from './fold.ts';
import { canBeGenitive, type Possessor, withoutGenitive } from './genitive.ts';
import type { NamedPerson } from './message-command.ts';
import { INQUIRY, is, isMarked, type Term } from './term.ts';

const LONGEST_TARGET = 120;
const MOST_NAME_WORDS = 8;
const ADDRESS =
  /^(?:mailto:|smtp:)?([^\s@<>()[\]",;:]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,253})\.[\p{L}\p{N}-]{2,63})$/iu;
const EMPLOYEE_NUMBER = /^#?([\p{L}]{0,4}-?\d[\d-]{0,15})$/u;
const BARE_NUMBER = /^\d{3,8}$/;
const PHONE = /^(?:\+|00|0\d{6})/;
const NAME_WORD = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'.\u00B7-]*$/u;

/** The sign-in name or mail address in a word, lower case, without "mailto:" and without a genitive. */
export function addressIn(term: Term): string | undefined {
  return ADDRESS.exec(withoutEnding(term))?.[1]?.toLowerCase();
}

/** A word without an ending that no word has of itself: "'s". */
function withoutEnding({ text, lexicon }: Term): string {
  return text.replace(lexicon.endings.always, '');
}

/**
 * Decides whom the words name. Anything that is not clearly one person (two addresses, a phone number, words that are
 * in no name, more than 120 characters) is refused and not guessed at.
 * @param possessive the words stand in the genitive: "Anna's"
 */
export function resolveTarget(words: readonly Term[], possessive = false): ClauseOutcome {
  const trimmed = trimEnds(words);
  const [first, second] = trimmed.terms;
  if (first === undefined) return { kind: trimmed.own ? 'own' : 'no-target' };
  if (is(first, 'self', 'my') && (second === undefined || is(second, 'account'))) return { kind: 'own' };
  if (second === undefined && is(first, 'other') && !isMarked(first, 'pronoun-or-name')) return { kind: 'no-target' };
  if (textOf(trimmed.terms).length > LONGEST_TARGET) return { kind: 'refuse' };
  const target = readTarget(trimmed.terms, possessive || trimmed.possessive);
  return target === undefined ? { kind: 'refuse' } : { kind: 'target', target };
}

/** Takes off "the user" before and "account" behind, and prepositions that a removed ticket left dangling. */
function trimEnds(words: readonly Term[]): { terms: Term[]; possessive: boolean; own: boolean } {
  let end = clauseEnd(words);
  if (end > 2 && is(words[end - 1], 'self') && is(words[end - 2], 'target-preposition')) end--;
  while (end > 1 && is(words[end - 1], 'target-preposition', 'determiner', 'link', 'account')) end--;
  const possessive = is(words[end], 'account');
  let start = 0;
  while (start < end && is(words[start], 'person', 'determiner') && !is(words[start], 'employee-number')) start++;
  const own = is(words[0], 'my') && possessive;
  return { terms: words.slice(start, end), possessive, own };
}

/** Cuts "should be reset" off the end. */
function clauseEnd(words: readonly Term[]): number {
  const verb = words.findIndex(term => is(term, 'need', 'copula', 'assignment'));
  const tail: readonly Role[] = ['need', 'copula', 'assignment', 'reset', 'change', 'state', 'link'];
  return verb > 0 && words.slice(verb).every(term => is(term, ...tail)) ? verb : words.length;
}

function readTarget(terms: readonly Term[], possessive: boolean): NamedPerson | undefined {
  if (terms.some(term => term.kind === 'mention')) return mentionTarget(terms);
  if (is(terms[0], 'employee-number')) return employeeTarget(terms.slice(1), possessive);
  if (terms.some(term => addressIn(term) !== undefined)) return addressTarget(terms);
  const [only, more] = terms;
  if (only !== undefined && more === undefined && BARE_NUMBER.test(only.text) && !PHONE.test(only.text)) {
    return { by: 'employee-number', value: only.text };
  }
  return nameTarget(terms, possessive);
}

function mentionTarget(terms: readonly Term[]): NamedPerson | undefined {
  const [mention, more] = terms;
  return mention !== undefined && more === undefined ? { by: 'mention', index: Number(mention.text) } : undefined;
}

function employeeTarget(terms: readonly Term[], possessive: boolean): NamedPerson | undefined {
  const [number, more] = terms;
  if (number === undefined) return undefined;
  const value = more === undefined ? EMPLOYEE_NUMBER.exec(withoutEnding(number))?.[1] : undefined;
  return value === undefined ? nameTarget(terms, possessive) : { by: 'employee-number', value };
}

/** One address, alone or beside a name that agrees with it: "Anna Svensson <anna@contoso.com>". */
function addressTarget(terms: readonly Term[]): NamedPerson | undefined {
  const found = new Set(terms.flatMap(term => addressIn(term) ?? []));
  const [value] = found;
  if (value === undefined || found.size > 1) return undefined;
  const names = terms.filter(term => addressIn(term) === undefined).map(term => term.fold);
  const agrees = names.length === 0 || names.some(name => name.length > 1 && fold(value).includes(name.slice(0, 3)));
  return agrees ? { by: 'address', value } : undefined;
}

function nameTarget(terms: readonly Term[], possessive: boolean): NamedPerson | undefined {
  if (terms.length > MOST_NAME_WORDS || terms.some((term, i) => isNoName(term, i, terms))) return undefined;
  const words = terms.map(term => term.text.replace(/^@/, ''));
  const [lexicon, last] = [terms.at(-1)?.lexicon, words.pop()];
  if (lexicon === undefined || last === undefined) return undefined;
  const owner: Pick<Possessor, 'name' | 'alternative'> =
    possessive || lexicon.endings.always.test(last) ? withoutGenitive(last, lexicon) : { name: last };
  words.push(owner.name);
  if (!words.every(word => NAME_WORD.test(word) && !/^\d{6,}$/.test(word))) return undefined;
  const value = words.join(' ');
  if (!/\p{L}/u.test(value)) return undefined;
  if (owner.alternative === undefined) return { by: 'name', value };
  return { by: 'name', value, alternative: [...words.slice(0, -1), owner.alternative].join(' ') };
}

function isNoName(term: Term, index: number, terms: readonly Term[]): boolean {
  if (isWrittenAsName(term) && term.start > 0) return false;
  if (isMarked(term, 'particle') && index > 0 && index < terms.length - 1) return false;
  if (index > 0 && is(term, 'person')) return true;
  // One such word may be a name; a phrase of them is none.
  if (is(term, ...INQUIRY) && (term.fold.includes(' ') || isHistoryOf(terms[index - 1], term))) return true;
  if (is(term, 'my') && index === 0 && terms.length > 1)
    return is(terms[1], 'not-a-name', 'person', 'account', 'adjective', 'history', 'status');
  return (
    !isMarked(term, 'pronoun-or-name') &&
    is(term, 'not-a-name', 'self', 'other', 'my', 'negation', 'noun', 'compound', 'reset')
  );
}

/** An initial, or a name such as Till, which is another word in small letters. */
function isWrittenAsName({ text, lexicon }: Term): boolean {
  return lexicon.namesLikeWords.has(text) || (/^[A-Z]$/.test(text) && !lexicon.wordsLikeInitials.has(text));
}

/** "Anna's history", "Annas historik": the history is meant. "James History" may be a person. */
function isHistoryOf(owner: Term | undefined, term: Term): boolean {
  if (owner === undefined || !is(term, 'history', 'status')) return false;
  return owner.lexicon.endings.explicit.test(owner.text) || (canBeGenitive(owner) && /^\p{Ll}/u.test(term.text));
}

function textOf(terms: readonly Term[]): string {
  return terms.map(term => term.text).join(' ');
}
