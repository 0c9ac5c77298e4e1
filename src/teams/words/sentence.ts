import type { Role } from '../../locales/roles.ts';
import { findAnchor } from './anchor.ts';
import type { Chunk } from './chunk.ts';
import { joins } from './clause.ts';
import type { ClauseReading } from './clause-reading.ts';
import { findPeople } from './find-people.ts';
import { mentionsPassword } from './mentions-password.ts';
import { canOnlyBePassword } from './password-terms.ts';
import { readClause } from './read-clause.ts';
import { cutClosing, splitReason } from './reason.ts';
import { is, type Term } from './term.ts';
import { extractTicket, isTicket } from './ticket.ts';
import { removeTypedPassword } from './typed-password.ts';
import { leavesUnread, takesSomebody } from './unread.ts';
import { withoutVouchers } from './vouchers.ts';

/** What a sentence says, clause by clause. */
export interface SentenceReading {
  clauses: readonly ClauseReading[];
  reason: readonly Term[];
  ticket?: string;
  /** It holds a password that somebody typed. */
  typed: boolean;
}

/** More words than these are no command; a reason of 200 characters has fewer. */
const MOST_TERMS = 120;

/** Reads one sentence: reason, typed password and ticket are taken out, the rest is understood clause by clause. */
export function readSentence(sentence: readonly Term[]): SentenceReading {
  const { main, reason, said, later } = splitReason(withoutVouchers(sentence));
  if (main.length > MOST_TERMS)
    return { clauses: [{ kind: findAnchor(main) < 0 ? 'remark' : 'unclear' }], reason: [], typed: false };
  const acting = findAnchor(main) >= 0;
  const { rest, typed, asked } = acting
    ? withoutTyped(main)
    : { rest: withoutPasswords(main), typed: mentionsPassword(main) };
  const inMain = extractTicket(rest);
  const inReason = extractTicket(reason);
  const ticket = inMain.ticket ?? inReason.ticket;
  const kept = cutClosing(inMain.rest);
  return {
    clauses: [
      ...readClauses(kept),
      ...(said ? [...whatIsOver(inReason.rest), ...wishesTold(inReason.rest)] : []),
      ...(later || asked || leavesUnread({ main, rest, open: inMain.rest, kept, reason: inReason.rest, said })
        ? UNCLEAR
        : []),
    ],
    reason: inReason.rest,
    ...(ticket !== undefined && { ticket }),
    typed: typed || mentionsPassword(reason.slice(0, MOST_TERMS)),
  };
}

export function isPolite(term: Term): boolean {
  return is(term, 'polite', 'greeting', 'closing');
}

/** What looks like a password on a line that says nothing of one: "Sommar2026!" */
function withoutPasswords(terms: readonly Term[]): readonly Term[] {
  return terms.filter(term => !canOnlyBePassword(term));
}

/** Without a typed password; but of two names, "new password: Saga Lind", the writer is asked. */
function withoutTyped(main: readonly Term[]): { rest: readonly Term[]; typed: boolean; asked?: true } {
  const found = removeTypedPassword(main);
  const names = takesSomebody(main, found.rest) && !main.some(canOnlyBePassword);
  return names && !findPeople(found.rest).some(chunk => chunk.kind === 'person')
    ? { rest: main, typed: false, asked: true }
    : found;
}

const UNCLEAR: readonly ClauseReading[] = [{ kind: 'unclear' }];

/** What is told beside a wish may say that there is nothing left to do. */
function whatIsOver(terms: readonly Term[]): readonly ClauseReading[] {
  const readings = readClauses(terms).filter(
    ({ kind }) => kind === 'report' || kind === 'negated' || kind === 'retracted',
  );
  const past = terms.some(term => is(term, 'past-time', 'over'));
  return readings.length === 0 && past ? UNCLEAR : readings;
}

/** "she forgot it, she needs a new one" */
function wishesTold(terms: readonly Term[]): readonly ClauseReading[] {
  return readClauses(terms).filter(clause => clause.kind === 'wish' && clause.who === 'other');
}

function readClauses(terms: readonly Term[]): ClauseReading[] {
  const chunks = withPauses(withoutRemarks(withoutAddressee(findPeople(terms)))).filter(
    chunk => chunk.kind === 'person' || !isPolite(chunk),
  );
  if (namesSeveral(chunks)) return [{ kind: 'deed', deed: 'several-people' }];
  const [first] = chunks;
  const informs = first?.kind === 'word' && is(first, 'copied');
  return splitClauses(chunks).map(({ chunks: clause, joined, opens }, at) => {
    const reading = readClause(at > 0 ? withoutRelative(clause) : clause, joined);
    if (
      reading.kind === 'remark' &&
      ((at > 0 && (isUnknown(clause) || isDone(clause))) || (opens && !clause.every(isHeading)))
    )
      return { kind: 'unclear' };
    // "fyi: reset Anna's password" may tell what was done.
    return informs && reading.kind === 'wish' && startsWithDeed(clause) ? { ...reading, asked: true } : reading;
  });
}

/** "Hi Anna," greets somebody: nobody's password is meant. */
function withoutAddressee(chunks: readonly Chunk[]): readonly Chunk[] {
  const at = chunks.findIndex(chunk => chunk.kind === 'word' && is(chunk, 'greeting'));
  const [who, mark] = at < 0 ? [] : chunks.slice(at + 1);
  if (who?.kind !== 'person' || (mark !== undefined && (mark.kind === 'word' || mark.kind === 'person'))) return chunks;
  return chunks.filter(chunk => chunk !== who);
}

/** "she has forgotten it can you reset it": a polite word between what is wrong and what to do parts them like a comma. */
function withPauses(chunks: readonly Chunk[]): Chunk[] {
  return chunks.map((chunk, at) => {
    if (chunk.kind !== 'word' || !isPolite(chunk)) return chunk;
    const next = chunks.slice(at + 1).find(each => each.kind === 'person' || !isPolite(each));
    const told = chunks.slice(0, at).some(each => each.kind === 'word' && is(each, 'forget', 'trouble'));
    const parts = told && next?.kind === 'word' && is(next, 'reset', 'change');
    return parts ? { ...chunk, kind: 'pause', text: ',' } : chunk;
  });
}

/** ", user confirmed access": something has been done; that somebody was identified or agreed is no such thing. */
function isDone(clause: readonly Chunk[]): boolean {
  return clause.some(chunk => chunk.kind === 'word' && is(chunk, 'done') && !is(chunk, 'label-proof', 'extra'));
}

/** "and erik lund", ", erik lund": words of no language may be somebody. */
function isUnknown(clause: readonly Chunk[]): boolean {
  return clause.every(chunk => chunk.kind === 'word' && chunk.roles.size === 0);
}

const HEADINGS: readonly Role[] = [
  'topic',
  'label-topic',
  'label-person',
  'ticket',
  'greeting',
  'copied',
  'system',
  'determiner',
  'polite',
  'circumstance',
];

/** What may stand before a colon and say nothing of it: "Ticket:"; of "He wrote:" what follows is not the writer's. */
function isHeading(chunk: Chunk): boolean {
  return chunk.kind === 'word' && (is(chunk, ...HEADINGS) || isTicket(chunk.text, true) || /^\d/.test(chunk.text));
}

function startsWithDeed([first]: readonly Chunk[]): boolean {
  return first?.kind === 'word' && is(first, 'reset', 'give');
}

/** ", who needs a new password" */
function withoutRelative(clause: readonly Chunk[]): readonly Chunk[] {
  const [first] = clause;
  return first?.kind === 'word' && is(first, 'reason') && is(first, 'question') ? clause.slice(1) : clause;
}

/** The contents of parentheses are a remark, but for the only person there is. */
function withoutRemarks(chunks: readonly Chunk[]): Chunk[] {
  const people = chunks.filter(chunk => chunk.kind === 'person');
  const kept: Chunk[] = [];
  let open = -1;
  for (const chunk of chunks) {
    if (chunk.kind === 'open') open = kept.length;
    else if (chunk.kind === 'close') {
      const inside = open >= 0 ? kept.splice(open) : [];
      if (people.length === 1) kept.push(...inside.filter(each => each.kind === 'person'));
      open = -1;
    } else kept.push(chunk);
  }
  return kept;
}

/** "for Anna and Erik", "Anna's and Erik's passwords": two who are joined, and nothing that one of them does. */
function namesSeveral(chunks: readonly Chunk[]): boolean {
  return chunks.some((chunk, at) => {
    if (!joins(chunk)) return false;
    const left = chunks.slice(0, at).findLast(each => each.kind === 'person' || !is(each, 'account', 'noun'));
    const behind = chunks.slice(at + 1);
    const right = behind.findIndex(
      each => each.kind === 'person' || !is(each, 'target-preposition', 'person', 'determiner', 'introduced', 'polite'),
    );
    const verb = behind[right + 1];
    const isSubject = chunks
      .slice(0, at)
      .every(each => each.kind === 'person' || is(each, 'person', 'determiner', 'everyone'));
    const acts = !isSubject && verb?.kind === 'word' && is(verb, 'want', 'forget', 'perfect', 'be', 'call', 'trouble');
    return left?.kind === 'person' && behind[right]?.kind === 'person' && !acts;
  });
}

interface ClauseChunks {
  chunks: Chunk[];
  joined: boolean;
  /** A colon stands behind it. */
  opens?: true;
}

function splitClauses(chunks: readonly Chunk[]): ClauseChunks[] {
  const clauses: ClauseChunks[] = [{ chunks: [], joined: false }];
  for (const chunk of chunks) {
    const before = clauses.at(-1)?.chunks.at(-1);
    if (chunk.kind === 'pause' && chunk.text === ':' && introduces(before)) continue;
    const current = clauses.at(-1);
    if (chunk.kind === 'pause' && chunk.text === ':' && current !== undefined) current.opens = true;
    if (chunk.kind === 'pause' || joins(chunk)) clauses.push({ chunks: [], joined: joins(chunk) });
    else clauses.at(-1)?.chunks.push(chunk);
  }
  return clauses.filter(clause => clause.chunks.length > 0);
}

/** "employee number: 10234" */
function introduces(chunk: Chunk | undefined): boolean {
  return chunk?.kind === 'word' && is(chunk, 'employee-number', 'target-preposition', 'person', 'introduced');
}
