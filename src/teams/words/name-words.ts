import type { Role } from '../../locales/roles.ts';
import { is, isMarked, type Term } from './term.ts';

/** Never a part of a name, however they are written. */
const NEVER: readonly Role[] = ['noun', 'compound'];
/** Begin no name, even with a capital: they introduce one, or say what is meant by it. */
const NO_START: readonly Role[] = [
  ...NEVER,
  'reset',
  'resetting',
  'ticket',
  'employee-number',
  'person',
  'introduced',
  'system',
  'other-system',
  'shared',
  'mfa',
  'greeting',
];
/** What begins a sentence with a capital and is no name, whatever stands behind. */
const NO_FIRST_NAME: readonly Role[] = [
  'change',
  'aid',
  'polite',
  'closing',
  'greeting',
  'modal',
  'should',
  'question',
  'how',
  'reason',
  'show',
  'want',
  'self',
  'target-preposition',
  'value-preposition',
  'circumstance',
  'topic',
  'copied',
  'unlock',
  'retraction',
  'thanks',
  'perfect',
  'be',
  'person',
  'forget',
  'will',
  'cancel',
  'help',
  'purpose',
  'pass',
  'foreign',
  'addressee',
];
/** What stands before somebody named. */
const BEFORE_NAME: readonly Role[] = [
  'target-preposition',
  'person',
  'introduced',
  'employee-number',
  'noun',
  'compound',
  'reset',
  'resetting',
  'change',
  'aid',
  'shared',
  'copied',
  'account',
  'thanks',
];

const NAME_WORD = /^[\p{L}\p{N}].*$/u;
/** Only the channel may write it, so a word with one names nobody. */
const PLACEHOLDER = /[\uE000\uE001]/;
/** Signs that a word is a name by which somebody signs in, or an address: never an ordinary word. */
const IDENTIFIER =
  /^(?=.*\p{L})(?:.*[@_\\#].*|.*\p{L}\.\p{L}.*|\p{L}+\d+\p{L}*|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/iu;
const NUMBER = /^[+#(]?\p{L}{0,4}[-.]?\d[\d\p{L}.()-]*$/u;

/** True for a word that begins with a capital, or is written without capitals at all: 田中. */
export function isCapitalised({ text }: Term): boolean {
  return /^['"(]?[\p{Lu}\p{Lt}\p{Lo}]/u.test(text);
}

/** True where capitals tell names from words: some word of a command is written small. */
export function capitalsCount(terms: readonly Term[]): boolean {
  return terms.some(
    term => term.kind === 'word' && term.roles.size > 0 && /^\p{Ll}/u.test(term.text) && term.text.length > 1,
  );
}

/** True for a mention, an address, a name of an account: they are somebody wherever they stand. */
export function isIdentifier(term: Term | undefined): boolean {
  if (term?.kind === 'mention' || (term !== undefined && PLACEHOLDER.test(term.text))) return true;
  return term?.kind === 'word' && term.roles.size === 0 && IDENTIFIER.test(term.text);
}

/** True for a word with a capital that no language knows. */
export function isStrongName(term: Term | undefined): boolean {
  return term?.kind === 'word' && term.roles.size === 0 && isCapitalised(term) && NAME_WORD.test(term.text);
}

/** True for a word of a language that stands where a name is expected and is written like one: "Olivia Tack". */
export function isNameInPlace(term: Term | undefined, counts: boolean): boolean {
  if (term?.kind !== 'word' || !isCapitalised(term) || !NAME_WORD.test(term.text)) return false;
  if (term.lexicon.namesLikeWords.has(term.text)) return true;
  if (!counts || term.fold.includes(' ') || isNever(term) || /^\p{Lu}{2,}$/u.test(term.text)) return false;
  return !term.lexicon.wordsLikeInitials.has(term.text) || term.dotted === true;
}

/** "Joe Pass": a password is no name, a pass may be one. */
function isNever(term: Term): boolean {
  return is(term, ...NEVER) && !is(term, 'pass', 'bare-pass');
}

/** The same at the beginning of a name; behind a colon or a dash a sentence may begin as well. */
export function startsNameInPlace(term: Term | undefined, left: Term | undefined, counts: boolean): boolean {
  if (term === undefined || !isNameInPlace(term, counts)) return false;
  if (term.lexicon.namesLikeWords.has(term.text)) return true;
  return !is(term, ...NO_START) && (left?.kind !== 'pause' || !is(term, ...NO_FIRST_NAME));
}

/** "Anna Berg Thanks Erik": a thanks behind a whole name, and who thanks. */
export function isThanksBetween(terms: readonly Term[], at: number): boolean {
  const [before, term, next] = [terms[at - 1], terms[at], terms[at + 1]];
  return is(term, 'closing') && isStrongName(terms[at - 2]) && isStrongName(before) && isStrongName(next);
}

/** True for a name that is another word in small letters: "Will", "Hans". */
export function isFirstName(term: Term | undefined): boolean {
  if (term?.kind !== 'word' || !isCapitalised(term)) return false;
  return term.lexicon.namesLikeWords.has(term.text) || isMarked(term, 'pronoun-or-name');
}

/** Begin a sentence with a capital before somebody's name, and are no part of it: "Hi Anna needs". */
const BEFORE_SUBJECT: readonly Role[] = [
  'noun',
  'compound',
  'greeting',
  'closing',
  'polite',
  'copied',
  'thanks',
  'condition',
  'question',
  'how',
  'person',
  'reason',
  'ticket',
  'topic',
  'employee-number',
  'system',
  'other-system',
  'self',
  'modal',
  'should',
  'shared',
  'introduced',
  'perfect',
  'be',
  'will',
  'reason-before-pronoun',
  'past-time',
  'circumstance',
  'target-preposition',
  'addressee',
  'unit',
  'label-topic',
  'label-reason',
  'label-state',
];

/** True for a word with a capital that is somebody's first name if a verb follows the name: "Grant Bennett needs". */
export function mayBeSubject(term: Term | undefined): boolean {
  if (term?.kind !== 'word' || !isCapitalised(term) || term.fold.includes(' ')) return false;
  if (isMarked(term, 'and') || isMarked(term, 'another') || isMarked(term, 'but')) return false;
  return !is(term, ...BEFORE_SUBJECT) && !/^\p{Lu}{2,}$/u.test(term.text);
}

/** True for what goes on with a name: a name, a particle before one. */
export function isNameBehind(term: Term | undefined, counts: boolean): boolean {
  return isStrongName(term) || isNameInPlace(term, counts) || isMarked(term, 'particle');
}

/** True for a small word of no language: a name only where one is expected. */
export function isWeakName(term: Term | undefined): boolean {
  return term?.kind === 'word' && term.roles.size === 0 && (NAME_WORD.test(term.text) || isIdentifier(term));
}

/** True for a number of an employee, where one is expected. */
export function isNumber(term: Term | undefined): boolean {
  return term?.kind === 'word' && term.roles.size === 0 && NUMBER.test(term.text);
}

/** True where somebody named is expected: behind "for", "user", "password". */
export function isBeforeName(term: Term | undefined): boolean {
  return term !== undefined && (is(term, ...BEFORE_NAME) || (term.kind === 'pause' && /[:-]/.test(term.text)));
}
