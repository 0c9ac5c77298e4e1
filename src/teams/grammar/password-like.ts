import type { Term } from './lexicon.ts';
import { addressIn } from './target.ts';
import { isTicket } from './ticket.ts';

const SHORTEST = 6;
/** "@anna", "Anna/Erik", "CONTOSO\anna" */
const SEVERAL_NAMES = /^@?[\p{L}.'-]{1,60}(?:[,;/\\&+|][\p{L}.'-]{1,60}){0,8}$/u;
const LOOSE_TICKET = /^[a-z]{2,10}-\d{1,7}$/i;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\p{M}\p{N}'._-]/u];

/**
 * True for a word that people write as a password but not as a name: letters with digits or symbols, six characters
 * or more, and neither an address nor a ticket.
 */
export function looksLikePassword(term: Term): boolean {
  const { kind, text } = term;
  if (kind !== 'word' || text.length < SHORTEST || term.roles.size > 0) return false;
  if (addressIn(text) !== undefined || isTicket(text) || LOOSE_TICKET.test(text) || SEVERAL_NAMES.test(text))
    return false;
  const [lower, upper, digit, symbol] = CLASSES.map(characters => characters.test(text));
  return (lower || upper) === true && (digit || symbol) === true;
}
