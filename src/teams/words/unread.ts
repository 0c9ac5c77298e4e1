import type { Role } from '../../locales/roles.ts';
import { findPeople } from './find-people.ts';
import { capitalsCount, isCapitalised, isFirstName, isNameInPlace, isStrongName } from './name-words.ts';
import { is, isMarked, type Term } from './term.ts';

/** A sentence as it is taken apart. */
interface Parts {
  /** Without the reason. */
  readonly main: readonly Term[];
  /** The same without a typed password. */
  readonly rest: readonly Term[];
  /** Without the ticket as well. */
  readonly open: readonly Term[];
  /** Without the thanks at the end as well. */
  readonly kept: readonly Term[];
  readonly reason: readonly Term[];
  /** The reason is told, and not given as one. */
  readonly said?: true | undefined;
}

/** What takes something back, or says that it is over or not yet to be done. */
const DOUBTS: readonly Role[] = ['negation', 'retraction', 'done', 'over', 'condition', 'was-reset'];
/** What a reason is not made of alone: "and his as well". */
const OF_PEOPLE: readonly Role[] = ['other', 'person', 'polite', 'my', 'determiner', 'account', 'noun'];

/** Whether something of a sentence is in none of its parts, and may say whom or what is meant: then the writer is asked. */
export function leavesUnread(parts: Parts): boolean {
  const { kept } = parts;
  const inside = insideParentheses(kept);
  const cut = parts.open.slice(kept.length);
  return (
    takesSomebody(parts.main, parts.rest) ||
    [...inside, ...cut].some(term => is(term, ...DOUBTS)) ||
    inside.some((term, at) => term.kind === 'mention' || (isMarked(term, 'another') && isSomebody(inside[at + 1]))) ||
    cutsSurname(cut[0], kept) ||
    isAboutOthers(parts) ||
    takesBack(parts.reason) ||
    isConditional(parts.main) ||
    isNameBesides(kept) ||
    isSpokenTo(kept)
  );
}

/** "subject to approval", "as long as she ..." about somebody. */
function isConditional(main: readonly Term[]): boolean {
  const chunks = findPeople(main);
  const named = chunks.some(chunk => chunk.kind === 'person');
  return named && chunks.some(chunk => chunk.kind === 'word' && is(chunk, 'condition'));
}

/** What was taken for a typed password names somebody: "as well as Erik Lund". */
export function takesSomebody(main: readonly Term[], rest: readonly Term[]): boolean {
  const left = new Set(rest);
  const taken = main.map(term => (left.has(term) ? undefined : term));
  return taken.some((term, at) => {
    const next = taken[at + 1]?.text === ',' ? taken[at + 2] : taken[at + 1];
    return term?.kind === 'mention' || (isStrongName(term) && isStrongName(next));
  });
}

function isSomebody(term: Term | undefined): boolean {
  return term?.kind === 'mention' || isStrongName(term) || is(term, 'other', 'person');
}

/** "Olivia Tack": a thanks with a capital behind a name may be a part of it. */
function cutsSurname(cut: Term | undefined, kept: readonly Term[]): boolean {
  return cut !== undefined && isCapitalised(cut) && !cut.fold.includes(' ') && isName(kept.at(-1));
}

function isName(term: Term | undefined): boolean {
  return isStrongName(term) || isFirstName(term);
}

/** ", her colleague too", "and his as well": a reason that says nothing of why may name somebody more. */
function isAboutOthers({ reason, said }: Parts): boolean {
  const [first, second, third] = reason;
  if (
    is(first, 'other') &&
    !is(first, 'perfect', 'be') &&
    (is(second, 'person') || second === undefined || is(third, 'person'))
  )
    return true;
  return (
    said === true &&
    !isMarked(first, 'it') &&
    reason.length > 0 &&
    reason.every(
      term =>
        is(term, ...OF_PEOPLE) ||
        isStrongName(term) ||
        isOwner(term) ||
        term.kind === 'mention' ||
        term.kind === 'pause',
    )
  );
}

/** "colleague's" */
function isOwner({ text, lexicon }: Term): boolean {
  return lexicon.endings.always.test(text);
}

/** ", no wait, do not" */
function takesBack(reason: readonly Term[]): boolean {
  return reason.some((term, at) => is(term, 'retraction') && reason[at - 1]?.kind === 'pause');
}

/** "Olivia HI", "Case Berg": a word with a capital beside a name that is no part of it may be one. */
function isNameBesides(terms: readonly Term[]): boolean {
  const counts = capitalsCount(terms);
  const named = new Set(findPeople(terms).flatMap(chunk => (chunk.kind === 'person' ? chunk.terms : [])));
  return terms.some((term, at) => {
    const [before, next] = [terms[at - 1], terms[at + 1]];
    if (!isCapitalised(term) || term.fold.includes(' ') || named.has(term)) return false;
    if (is(term, 'greeting', 'closing') && !is(term, 'polite') && isName(before))
      return is(term, 'greeting') || !isNameInPlace(term, counts);
    return counts && is(term, 'ticket', 'topic') && is(before, 'target-preposition') && isStrongName(next);
  });
}

/** "Anna can you reset it": who is spoken to is not whose password is meant. */
function isSpokenTo(terms: readonly Term[]): boolean {
  const chunks = findPeople(terms);
  const [who, next] = chunks.filter(chunk => chunk.kind !== 'pause');
  if (who?.kind !== 'person' || who.owner || next?.kind !== 'word' || !is(next, 'polite')) return false;
  if (next.lexicon.marks.get(next.fold.split(' ')[0] ?? '')?.has('modal') === true) return true;
  const asked = chunks.slice(chunks.indexOf(next) + 1).find(chunk => chunk.kind === 'person' || !is(chunk, 'polite'));
  return asked?.kind === 'word' && (is(asked, 'reset') || (is(asked, 'give') && terms.some(term => is(term, 'pass'))));
}

function insideParentheses(terms: readonly Term[]): Term[] {
  let depth = 0;
  return terms.filter(({ kind }) => {
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth = Math.max(0, depth - 1);
    return depth > 0;
  });
}
