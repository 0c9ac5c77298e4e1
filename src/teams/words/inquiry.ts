import type { Role } from '../../locales/roles.ts';
import { findPeople } from './find-people.ts';
import { canBeGenitive } from './genitive.ts';
import type { MessageCommand } from './message-command.ts';
import { addressIn, namePerson } from './name-person.ts';
import { isPolite } from './sentence.ts';
import { INQUIRY, is, isMarked, isNameNotPronoun, type Term } from './term.ts';
import { extractTicket } from './ticket.ts';
import { removeTypedPassword } from './typed-password.ts';

/** May stand before what is asked for: "I would like to see the", "visa mig". */
const LEAD: readonly Role[] = ['show', 'reveal', 'ask-for-oneself', 'self', 'need', 'link', 'determiner'];
/** Introduce somebody, or stand behind: "the user", "account". */
const AROUND_NAME: readonly Role[] = ['person', 'determiner', 'introduced', 'employee-number', 'account'];
const NO_SIGNATURE: readonly Role[] = ['noun', 'compound', 'reset', 'negation', 'retraction', ...INQUIRY];

/**
 * Understands a message that asks for a history, for what is open, for the figures, for approvals to come here, or where they go. The whole
 * message has to say so: with one word more that does not belong to it, it is left to the rest of the grammar. `text` is what the
 * terms are of.
 */
export function readInquiry(terms: readonly Term[], text: string): MessageCommand | undefined {
  const words = spokenPart(terms);
  if (words.some(term => term.kind === 'stop')) return undefined;
  const [first] = words;
  if (is(first, 'approvals-here')) return readApprovalsHere(words, spokenWhole(terms), text);
  const start = words.findIndex((_, i) => !leads(words, i));
  const asked = start < 0 ? [] : words.slice(start);
  const [only, more] = asked;
  if (more !== undefined) return readHistory(asked);
  if (is(only, 'status')) return { kind: 'status' };
  if (is(only, 'unused')) return { kind: 'unused' };
  if (is(only, 'approvals')) return { kind: 'approvals' };
  return is(only, 'figures') ? { kind: 'figures' } : readHistory(asked);
}

/** "approvals here", "approvals here for Sweden South (staff)": the name of a unit is taken as it stands. */
function readApprovalsHere(
  [, second, ...named]: readonly Term[],
  whole: readonly Term[],
  text: string,
): MessageCommand | undefined {
  if (second === undefined) return { kind: 'approvals-here' };
  const last = whole.findLast(term => term.kind === 'word' && !isPolite(term));
  if (!last || named.length === 0 || !is(second, 'target-preposition')) return undefined;
  if (named.some(({ kind }) => kind === 'mention')) return undefined;
  const [closing = ''] = /^[)\]"'”’]*/.exec(text.slice(last.end)) ?? [];
  const unit = `${text.slice(second.end, last.end)}${closing}`.trim().replace(/^(["'”“’])(.*)["'”’]$/s, '$2');
  return { kind: 'approvals-here', unit };
}

/** True for a word of "can I see the", as long as only such words stand before it. */
function leads(words: readonly Term[], at: number): boolean {
  // Can and May are names, and so is See as the first word.
  if (isMarked(words[at], 'modal')) return is(words[at + 1], 'self');
  return is(words[at], ...LEAD) || (at > 0 && isMarked(words[at], 'see'));
}

/** What stands between the greeting and the thanks, without polite words, remarks and the punctuation behind it. */
function spokenPart(terms: readonly Term[]): Term[] {
  const words = withoutParentheses(spokenWhole(terms)).filter(term => !isPolite(term));
  return words.slice(0, words.findLastIndex(term => term.kind !== 'stop' && term.kind !== 'pause') + 1);
}

/** The same with all of that. */
function spokenWhole(terms: readonly Term[]): readonly Term[] {
  const from = terms.findIndex(term => (term.kind === 'word' || term.kind === 'mention') && !isPolite(term));
  if (from < 0) return [];
  const closing = terms.findIndex((term, i) => i > from && is(term, 'closing'));
  // "history please, thanks. No, stop": more than a signature follows.
  if (closing >= 0 && terms.slice(closing).some(term => is(term, ...NO_SIGNATURE))) return [];
  return terms.slice(from, closing < 0 ? undefined : closing);
}

function readHistory(words: readonly Term[]): MessageCommand | undefined {
  const at = words.findIndex(term => is(term, 'history', 'own-history'));
  if (at < 0) return undefined;
  const owner = withoutReset(words.slice(0, at));
  const behind = words.slice(at + 1);
  if (is(words[at], 'own-history'))
    return at === 0 && behind.every(term => is(term, 'circumstance', 'past-time')) ? { kind: 'history' } : undefined;
  if (behind.length === 0)
    return owner.every(term => is(term, 'my')) ? { kind: 'history' } : historyOfOwner(owner, words[at]);
  return owner.length === 0 ? historyFor(behind) : undefined;
}

/** "Anna's password reset history" is Anna's history. */
function withoutReset(words: readonly Term[]): readonly Term[] {
  return words.slice(0, words.findLastIndex(term => !is(term, 'noun', 'compound', 'reset')) + 1);
}

/** "Anna's history", "anna@contoso.com history" */
function historyOfOwner(owner: readonly Term[], noun: Term | undefined): MessageCommand | undefined {
  const last = owner.at(-1);
  const pronoun = owner.length === 1 && isMarked(last, 'pronoun-or-name') && !isNameNotPronoun(last);
  const exact = last?.kind === 'mention' || (last !== undefined && addressIn(last) !== undefined);
  return !pronoun && (exact || canBeGenitive(last)) ? historyOf(owner, noun) : undefined;
}

/** "history for Anna", "history: Anna", "history Anna" */
function historyFor(behind: readonly Term[]): MessageCommand | undefined {
  const [first] = behind;
  const opened = is(first, 'target-preposition') || (first?.kind === 'pause' && /[:-]/.test(first.text));
  return historyOf(lastNameFirst(opened ? behind.slice(1) : behind));
}

/** "Svensson, Anna" is one person, as in a reset. */
function lastNameFirst(words: readonly Term[]): readonly Term[] {
  const pause = words.findIndex(term => term.kind === 'pause');
  const joins = pause > 0 && words[pause]?.text === ',' && words.length - pause <= 3;
  return joins ? words.filter((_, i) => i !== pause) : words;
}

/** Somebody and nobody else, or the writer: "me". */
function historyOf(words: readonly Term[], noun?: Term): MessageCommand | undefined {
  if (extractTicket(words).ticket !== undefined || removeTypedPassword(words).typed) return undefined;
  const [only, more] = words;
  if (more === undefined && is(only, 'self', 'my')) return { kind: 'history' };
  const people = findPeople(noun ? [...words, noun] : words, true).filter(
    chunk => chunk.kind === 'person' || (chunk !== noun && !is(chunk, ...AROUND_NAME)),
  );
  const [who, another] = people;
  if (who?.kind !== 'person' || another !== undefined) return undefined;
  const target = namePerson(who);
  return target && { kind: 'history-for', target };
}

/** The contents of parentheses are a remark, unless they hold an address or a mention. */
function withoutParentheses(terms: readonly Term[]): Term[] {
  const kept: Term[] = [];
  let open = -1;
  for (const term of terms) {
    if (term.kind === 'open') open = kept.length;
    else if (term.kind === 'close') {
      const inside = open < 0 ? [] : kept.splice(open);
      kept.push(...inside.filter(word => word.kind === 'mention' || addressIn(word) !== undefined));
      open = -1;
    } else kept.push(term);
  }
  return kept;
}
