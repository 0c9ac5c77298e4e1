import { looksLikePassword } from '../../desk/wording/password-like.ts';
import { is, type Term } from './term.ts';

const SERVICE_DESK =
  /^(INC|REQ|RITM|CHG|SCTASK|TASK|PRB|CS|SR|TKT|CASE)[-_]?(\d{3,12}|(?<=[-_])\d{2,12}(?:-\d{1,12}){1,3})$/i;
const PREFIX = /^(?:inc|req|ritm|chg|sctask|task|prb|sr|tkt)$/;
/** 4711; and in groups 2024-118, 2024/118, 2024:118. */
const NUMBER = /^#?(\d{1,12}(?:[-/:]\d{1,12}){0,3})$/;
/** T20260301.0042 */
const DATED = /^[A-Z]{1,3}(?:19|20)\d{6}[.-]?\d{0,6}$/;
const JIRA = /^[A-Z][A-Z0-9]{1,9}(?:-\d{1,7}){1,3}$/;

/** The ticket that a message names, and what is left of the message without it. */
interface TicketSearch {
  ticket?: string;
  rest: Term[];
}

/**
 * Finds INC0012345, REQ-2024-0815 and their kind, #4711, SUP-123, "ticket 4711" and "ticket 2024-118", and takes them out with the words that introduce
 * them. The first one counts. A number after "employee" is no ticket, and neither is what looks like a password: Losenord-2024.
 */
export function extractTicket(terms: readonly Term[]): TicketSearch {
  const rest: Term[] = [];
  let ticket: string | undefined;
  for (let i = 0; i < terms.length; i++) {
    const found = ticketAt(terms, i);
    if (found === undefined) {
      rest.push(...terms.slice(i, i + 1));
      continue;
    }
    ticket ??= found.ticket;
    i += found.length - 1;
    while (is(rest.at(-1), 'ticket') || (isColon(rest.at(-1)) && is(rest.at(-2), 'ticket'))) rest.pop();
    if (is(rest.at(-1), 'target-preposition', 'value-preposition')) rest.pop();
  }
  return ticket === undefined ? { rest } : { ticket, rest };
}

/** The ticket at a position, upper case, and how many terms it takes. */
function ticketAt(terms: readonly Term[], i: number): { ticket: string; length: number } | undefined {
  const [term, next] = [terms[i], terms[i + 1]];
  if (term?.kind !== 'word') return undefined;
  const before = isColon(terms[i - 1]) ? terms[i - 2] : terms[i - 1];
  if (is(before, 'employee-number')) return undefined;
  if (PREFIX.test(term.fold) && next?.kind === 'word' && /^\d{3,12}$/.test(next.text)) {
    return { ticket: `${term.fold.toUpperCase()}${next.text}`, length: 2 };
  }
  const ticket = ticketIn(term.text, is(before, 'ticket'));
  return ticket === undefined ? undefined : { ticket, length: 1 };
}

function ticketIn(text: string, announced: boolean): string | undefined {
  const [, prefix, digits] = SERVICE_DESK.exec(text) ?? [];
  if (prefix !== undefined) return `${prefix.toUpperCase()}${digits?.includes('-') ? '-' : ''}${digits}`;
  if (looksLikePassword(text)) return undefined;
  const number = NUMBER.exec(text)?.[1];
  if (number !== undefined && (announced || text.startsWith('#'))) return /\D/.test(number) ? number : `#${number}`;
  if (DATED.test(text)) return text;
  const key = announced ? text.toUpperCase() : text;
  return JIRA.test(key) ? key : undefined;
}

function isColon(term: Term | undefined): boolean {
  return term?.kind === 'pause' && term.text === ':';
}

/** True for a word that is a ticket; `announced`: behind a word such as ticket. */
export function isTicket(text: string, announced = false): boolean {
  return ticketIn(text, announced) !== undefined;
}
