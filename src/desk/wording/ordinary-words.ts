import { isFavourite } from './favourite-words.ts';
import words from './ordinary-words.json' with { type: 'json' };
import { isTicketCode } from './ticket-code.ts';

/** A host name has at most 63 characters to a label, a NetBIOS name 15 (Microsoft, "Naming conventions in Active Directory"). */
const LONGEST_COMPUTER = 15;
const LONGEST_ADDRESS = 200;

const MAIL = /^(?:mailto:|smtp:)?[\p{L}\p{N}._%+'-]{1,64}(?:#EXT#)?@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}$/iu;
/** "Anna/Erik", "@anna", "CONTOSO\anna", "and/or" */
const SEVERAL_NAMES = /^@?[\p{L}.'-]{1,60}(?:[,:;/\\&+|][\p{L}.'-]{1,60}){0,8}$/u;
/** "user(s)", "kollega(n", whose last bracket has been taken off */
const WITH_ENDING = /^[\p{L}-]{1,40}\(\p{L}{1,5}\)?$/u;

const MONTH = words.months.join('|');
const UNIT = words.units.join('|');
const LABEL = words.labels.join('|');
/** What has a number in an organisation. With a year it may be a password. */
const PLACE = String.raw`${words.places.join('|')}|\p{L}{2,20}(?:${words.streets.join('|')})`;
const PRODUCT = words.products.join('|');
const CLOCK = String.raw`\d{1,2}(?:[.:]\d\d){0,2}(?:am|pm)?`;

const KINDS: readonly RegExp[] = [
  // Numbers with a unit, a percentage, an ordinal: 16GB, 3-veckors, 1:a, 5-10min, 40h/vecka, 100%.
  new RegExp(String.raw`^[+-]?\d{1,6}(?:[.,]\d{1,3})?(?:-\d{1,4})?[-:]?(?:${UNIT})(?:/(?:${UNIT}))?$`, 'iu'),
  /^\d{1,3}(?:[.,]\d{1,3})?%(?:-?\p{Ll}{1,3})?$/u,
  // 14:30, 10am-11am, kl.14.30, 14:30CET, 2024-11-28T10:30:00Z, 20241128T1030
  new RegExp(`^(?:kl|klockan|at)?[.:]?${CLOCK}(?:-${CLOCK})?(?:cet|cest|utc|gmt|h)?$`, 'iu'),
  /^\d{4}-?\d\d-?\d\dT\d\d(?::?\d\d){0,2}(?:\.\d{1,7})?(?:Z|[+-]\d\d:?\d\d)?$/,
  // 28nov, nov-28, 28-nov-2024, 28november2024, nov-2024, 2024-nov-28
  new RegExp(String.raw`^\d{1,2}[-./]?(?:${MONTH})(?:[-./]?(?:\d\d|\d{4}))?$`, 'iu'),
  new RegExp(String.raw`^(?:\d{4}[-./])?(?:${MONTH})[-./]?\d{1,2}(?:st|nd|rd|th)?$`, 'iu'),
  /^(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sept?|okt|oct|nov|dec)[-./]\d{4}$/i,
  /^(?:[QH][1-4]|VT|HT)[-/]?(?:19|20)?\d\d$|^(?:19|20)\d\d[-/]?(?:[QH][1-4]|VT|HT)$/,
  // 2024v48, 2024-W48
  /^(?:19|20)\d\d-?[vw]\d{1,2}$/i,
  // Kassa3, vårdcentral-4
  new RegExp(String.raw`^(?:${PLACE})(?:[.:#-](?!(?:19|20)\d\d\b)\d{1,4}|\d{1,3})\p{L}?$`, 'iu'),
  // tel:+46701234567, rum-214, ext4711, v.48
  new RegExp(String.raw`^(?:${LABEL})[.:#-]{0,2}[+]?\d[\d()./:-]{0,24}\p{L}?$`, 'iu'),
  // v2.3.1, 802.1X, 23H2
  /^v?\d{1,4}(?:\.\d{1,6}){1,4}\p{L}{0,2}\d{0,3}$/iu,
  // 3B-12, 12345-AB, 800101-XXXX, DT101G, 5000-K123456-24
  /^\d{1,2}\p{Lu}-\d{1,3}$|^\d{4,8}-(?:\p{Lu}{1,3}|X{4})$|^\p{Lu}{2}\d{3}\p{Lu}$|^\d{4}-K\d{3,8}-\d\d$/u,
  // A correlation id, an error code, the address of a network card.
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  /^0x[0-9a-f]{1,16}$/i,
  /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i,
  // Office365, Windows-11, iPhone15. What goes on needs a hyphen: P4ssword is no paper size.
  new RegExp(
    String.raw`^(?:(?:${PRODUCT})(?:-[a-z]{1,4})?|m|o|e|f|a|s|p)-?\d{1,4}(?:\.\d{1,3}){0,2}(?:pro|plus|max|mini|se|h\d|e|s|\+)?(?::s)?$`,
    'iu',
  ),
  // C:\Users\anna
  /^[A-Z]:(?:\\[\p{L}._-]{1,40}){1,10}\\?$/iu,
];

/** 2-faktor, 14:30-tiden, 112-samtal, 1:1-möte, 100%-ig, 512GB-disk; 2FA-kod, NIS2-krav, M365-konto; Windows11-dator; #it-support. */
const COMPOUNDS: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:\d{1,3}|1177|\d{1,2}[.:-]\d{1,2}|\d{1,3}[%"]|\d\dH\d|\d{1,6}(?:${UNIT}|[KMGT]B|[GM]Hz|W|V|Wh))-\p{Ll}{2,20}$`,
    'u',
  ),
  /^(?:\p{Lu}{1,5}\d{1,3}|\d\p{Lu}{1,2})-\p{Ll}{2,20}$/u,
  /^\p{Lu}{2,5}\/\d\p{Lu}{1,2}$/u,
  new RegExp(String.raw`^(?:${PRODUCT})-?\d{1,4}-\p{L}{2,16}$`, 'iu'),
  /^#\p{Ll}{2,20}(?:-\p{Ll}{2,20}){0,3}$/u,
];

const COMPUTER = /^[A-Z]{1,10}\d{0,6}(?:-(?:[A-Z]{1,10}\d{0,6}|\d{1,6}[A-Z]{0,2})){0,4}$/;
/** A prefix and the serial number, or Windows' own: DESKTOP-7G2H4K1. */
const SERIAL = /^(?:[A-Z]{2,7}-(?=[A-Z]*\d)[A-Z0-9]{4,12}|(?:desktop|laptop)-[a-z0-9]{7,8})$/;
const SMALL_COMPUTER =
  /^(?:pc|laptop|desktop|lt|ws|wks|srv|server|mac|macbook|imac|nb|dt|tab|tablet|printer|prn|skrivare|vm|dc|ts|rds|ad|sw|fw|ap)(?:[-_][a-z]{1,5}|(?<=^srv)[a-z]{1,5})?[-_]?\d{1,6}$/i;
/** A label has a letter: 2024.sommar is none. */
const HOST = /^(?:[a-z0-9-]{1,63}\.){0,5}(?=[0-9-]*[a-z])[a-z0-9-]{1,63}\.[a-z]{2,24}$/;
const NAMED_SECRET = /[?&#](?:password|passwd|pwd|pass|pw|secret|token|l(?:o|ö|%C3%B6)sen(?:ord)?)=[^&]/iu;
/** A case of Salesforce; a conversation of Teams. */
const ID_IN_ADDRESS = /^500[a-z0-9]{12}(?:[a-z0-9]{3})?$|^tacv2$/i;
const PIECES = /[/?&=#.:;,_%+~@\s-]+/;

/** True for a word that has letters with digits or symbols in it and is yet no password: a ticket, a time, a computer, an address. */
export function isOrdinary(word: string): boolean {
  if (MAIL.test(word) || SEVERAL_NAMES.test(word) || WITH_ENDING.test(word)) return true;
  if (isTicketCode(word) || isComputer(word) || isOfKind(word) || isCompound(word)) return true;
  return isWebAddress(word) || isLabelled(word) || areSeveral(word);
}

function isComputer(word: string): boolean {
  if (HOST.test(word)) return true;
  if (word.length > LONGEST_COMPUTER) return false;
  const groups = word.split('-');
  if (groups.some(group => isFavourite(group.replace(/\d+$/, '')))) return false;
  // Without a hyphen it is a word and a number, which tickets are as well.
  return SMALL_COMPUTER.test(word) || SERIAL.test(word) || (groups.length > 1 && COMPUTER.test(word));
}

function isOfKind(word: string): boolean {
  return KINDS.some(kind => kind.test(word));
}

/** What stands before the hyphen is a number or an abbreviation; "24-sommar" is none of these. */
function isCompound(word: string): boolean {
  return COMPOUNDS.some(compound => compound.test(word)) && !word.split(/[^\p{L}]+/u).some(isFavourite);
}

/** The address of a page, such as a ticket's: no password before the host, none as a part of path or query. */
function isWebAddress(word: string): boolean {
  const [, host = '', rest = ''] =
    /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?::\d{1,5})?([/?#].*)?$/i.exec(word) ?? [];
  if (!HOST.test(host.toLowerCase()) || word.length > LONGEST_ADDRESS || NAMED_SECRET.test(rest)) return false;
  const plain = decoded(decoded(rest));
  if (/[^\p{L}\p{N}/?&=#.:;,_%+~@\s-]/u.test(plain)) return false;
  const pieces = plain.split(PIECES);
  return pieces.every((piece, at) => isPieceOfAddress(piece, pieces[at + 1] ?? ''));
}

function isPieceOfAddress(piece: string, next: string): boolean {
  if (isFavourite(piece) && /\d/.test(next)) return false;
  if (/^(?:\p{L}{0,40}|\d{1,40}|[0-9a-f]{16,64}|[0-9a-f]{4}|[0-9a-f]{8}|[0-9a-f]{12})$/u.test(piece)) return true;
  return isTicketCode(piece) || isOfKind(piece) || ID_IN_ADDRESS.test(piece);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}

/** "Re:INC0012345", "ärende:SUP-123" */
function isLabelled(word: string): boolean {
  const code = new RegExp(`^(?:${LABEL})[:.#](.+)$`, 'iu').exec(word)?.[1];
  return code !== undefined && (isTicketCode(code) || isOfKind(code));
}

/** "INC0012345/SUP-123": each of them is one by itself; a word beside a bare number is not. */
function areSeveral(word: string): boolean {
  const pieces = word.split(/[/,;&+]/);
  if (pieces.length < 2 || pieces.length > 8) return false;
  return pieces.every(piece => isTicketCode(piece) || isComputer(piece) || isOfKind(piece));
}
