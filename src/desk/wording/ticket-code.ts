import { isFavourite } from './favourite-words.ts';
import prefixes from './ticket-prefixes.json' with { type: 'json' };

const LONGEST_CODE = 40;
/** Prefixes of ServiceNow, BMC, Ivanti, Salesforce and the like, which people also write in small letters. */
const KNOWN: ReadonlySet<string> = new Set(prefixes);
/** A prefix, at most one separator, and a number that may go on in groups: INC0012345, SUP-123, IT-2024-0042, AB#12, I2401-123. */
const PREFIXED = /^(?:([\p{L}]{1,14})(\d{0,2})([-_#:./])#?|(\p{L}{1,14}))(\d{1,20}(?:[-./:_]\d{1,12}){0,3})#{0,2}$/u;
/** contoso/helpdesk#42 */
const REPOSITORY = /^[a-z][a-z.-]{0,38}\/[a-z][a-z._-]{0,60}#\d{1,7}$/i;
const YEAR = /^(?:19|20)\d\d$/;
const LONGEST_BARE_PREFIX = 6;
const LONGEST_BARE_PREFIX_OF_YEAR = 3;
const LONGEST_KEY = 10;
const LONGEST_SHORT_WORD = 4;
/** ABC-123 is a ticket; ABC123 and vår-2024 are passwords. */
const SHORT_KEY = /^(?:\p{Lu}{3}|abc)$/u;

/**
 * True for a word that is written as tickets are: INC0012345, SUP-123, sup-123, I2401-123, AB#1234, IT-2024-0042,
 * contoso/helpdesk#42. A word and a year is none, unless the word is a key in capitals or a known prefix: `SUP-2024`
 * is one, `Losenord-2024` and `SOMMAR-2024` are not.
 */
export function isTicketCode(word: string): boolean {
  if (word.length > LONGEST_CODE) return false;
  if (REPOSITORY.test(word)) return true;
  const [, separated, , separator, bare, digits = ''] = PREFIXED.exec(word.replace(/^#(?=\p{L})/u, '')) ?? [];
  const prefix = separated ?? bare;
  const isShortKey = separator !== undefined && prefix !== undefined && SHORT_KEY.test(prefix);
  const invented = prefix === undefined || (isFavourite(prefix) && !isShortKey);
  if (invented) return false;
  const year = YEAR.test(digits);
  if (KNOWN.has(prefix.toLowerCase()) && !(year && isTitle(prefix)))
    return separator !== undefined || prefix.length <= LONGEST_BARE_PREFIX;
  if (separator === undefined) {
    return isUpper(prefix) && prefix.length <= (year ? LONGEST_BARE_PREFIX_OF_YEAR : LONGEST_BARE_PREFIX);
  }
  if (prefix.length > LONGEST_KEY) return false;
  if (isUpper(prefix)) return true;
  return prefix.length <= LONGEST_SHORT_WORD
    ? !(year && isTitle(prefix))
    : isLower(prefix) && /[-#]/.test(separator) && !year;
}

function isUpper(text: string): boolean {
  return /^\p{Lu}+$/u.test(text);
}

function isLower(text: string): boolean {
  return /^\p{Ll}+$/u.test(text);
}

function isTitle(text: string): boolean {
  return !isUpper(text) && !isLower(text);
}
