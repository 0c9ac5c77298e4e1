import { findAnchor } from './anchor.ts';
import { readClause } from './clause.ts';
import type { ClauseOutcome } from './clause-outcome.ts';
import { cutClosing, splitReason } from './reason.ts';
import { addressIn, resolveTarget } from './target.ts';
import { is, isMarked, type Term } from './term.ts';
import { extractTicket } from './ticket.ts';
import { mentionsPassword, removeTypedPassword } from './typed-password.ts';

/** What a sentence says. */
export interface Reading {
  outcome: ClauseOutcome;
  reason: readonly Term[];
  ticket?: string;
  typed: boolean;
}

/** More words than these are no command; a reason of 200 characters has fewer. */
const MOST_TERMS = 120;

interface Clause {
  terms: Term[];
  /** The punctuation before the clause; undefined for the first one. */
  opener?: string;
}

/** Reads one sentence: reason, typed password and ticket are taken out, the rest is understood clause by clause. */
export function readSentence(sentence: readonly Term[]): Reading {
  const { main, reason } = splitReason(sentence);
  if (main.length > MOST_TERMS)
    return { outcome: { kind: findAnchor(main) < 0 ? 'inert' : 'refuse' }, reason: [], typed: false };
  const acting = findAnchor(main) >= 0;
  const { rest, typed } = acting ? removeTypedPassword(main) : { rest: main, typed: mentionsPassword(main) };
  const inMain = extractTicket(rest);
  const inReason = extractTicket(reason);
  const ticket = inMain.ticket ?? inReason.ticket;
  return {
    outcome: readMain(withoutParentheses(cutClosing(inMain.rest)).filter(term => !isPolite(term))),
    reason: inReason.rest,
    ...(ticket !== undefined && { ticket }),
    typed: typed || mentionsPassword(reason.slice(0, MOST_TERMS)),
  };
}

export function isPolite(term: Term): boolean {
  return is(term, 'polite', 'greeting', 'closing');
}

function readMain(terms: readonly Term[]): ClauseOutcome {
  if (findAnchor(terms) < 0) return { kind: 'inert' };
  const first = terms.find(term => term.kind !== 'pause');
  if (is(first, 'how')) return { kind: terms.some(term => is(term, 'my')) ? 'own' : 'help' };
  if (is(first, 'question') || terms.some(term => is(term, 'negation', 'retraction'))) return { kind: 'refuse' };
  return combine(splitClauses(terms));
}

/** The contents of parentheses are a remark, unless they hold an address or a mention. */
export function withoutParentheses(terms: readonly Term[]): Term[] {
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

function splitClauses(terms: readonly Term[]): Clause[] {
  let current: Clause = { terms: [] };
  const clauses = [current];
  for (const term of terms) {
    const previous = current.terms.at(-1);
    if (term.kind !== 'pause') current.terms.push(term);
    else if (!(term.text === ':' && is(previous, 'employee-number', 'target-preposition', 'person'))) {
      current = { terms: [], opener: term.text };
      clauses.push(current);
    }
  }
  return clauses;
}

/** One clause gives the command; the ones beside it may name the target or complete "Svensson, Anna". */
function combine(clauses: readonly Clause[]): ClauseOutcome {
  const outcomes = clauses.map(clause => readClause(clause.terms));
  if (outcomes.some(outcome => outcome.kind === 'refuse')) return { kind: 'refuse' };
  const targets = outcomes.flatMap((outcome, at) =>
    outcome.kind === 'target' ? [{ at, target: outcome.target }] : [],
  );
  const [found, second] = targets;
  if (second !== undefined) return { kind: 'refuse' };
  const own = outcomes.some(outcome => outcome.kind === 'own');
  if (found !== undefined) return own ? { kind: 'refuse' } : completeName(clauses, found.at);
  if (own) return { kind: 'own' };
  return targetBeside(
    clauses,
    outcomes.findIndex(outcome => outcome.kind === 'no-target'),
  );
}

/** "reset password for Svensson, Anna" is one person; "for Anna, Erik Berg and ..." is nobody in particular. */
function completeName(clauses: readonly Clause[], at: number): ClauseOutcome {
  const [clause, next] = [clauses[at], clauses[at + 1]];
  const whole = readClause(clause?.terms ?? []);
  if (clauses.slice(at + 1).some(({ terms }) => findAnchor(terms) < 0 && terms.some(isSecondPerson)))
    return { kind: 'refuse' };
  if (next === undefined || next.terms.length === 0 || findAnchor(next.terms) >= 0) return whole;
  if (resolveTarget(next.terms).kind !== 'target') return whole;
  if (next.opener !== ',' || next.terms.length > 2 || clauses[at + 2]?.terms.length) return { kind: 'refuse' };
  const joined = readClause([...(clause?.terms ?? []), ...next.terms]);
  return joined.kind === 'target' ? joined : { kind: 'refuse' };
}

function isSecondPerson(term: Term): boolean {
  return term.kind === 'mention' || isMarked(term, 'another') || addressIn(term) !== undefined;
}

/** "Anna Svensson, new password please" and "password reset: Anna Svensson" */
function targetBeside(clauses: readonly Clause[], at: number): ClauseOutcome {
  const [previous, next] = [clauses[at - 1], clauses[at + 1]];
  const candidates = [previous, next?.opener === ':' || next?.opener === '-' ? next : undefined]
    .filter(clause => clause !== undefined && findAnchor(clause.terms) < 0 && !is(clause.terms[0], 'history', 'status'))
    .map(clause => resolveTarget(fromPreposition(clause?.terms ?? [])))
    .filter(outcome => outcome.kind === 'target');
  const [target, more] = candidates;
  return target !== undefined && more === undefined ? target : { kind: 'no-target' };
}

function fromPreposition(terms: readonly Term[]): readonly Term[] {
  return is(terms[0], 'target-preposition') ? terms.slice(1) : terms;
}
