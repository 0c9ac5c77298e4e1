import type { PersonChunk } from './chunk.ts';
import { fold } from './fold.ts';
import { withoutGenitive } from './genitive.ts';
import type { NamedPerson } from './message-command.ts';
import type { Term } from './term.ts';

const LONGEST = 120;
const MOST_NAME_WORDS = 8;
const ADDRESS =
  /^(?:mailto:|smtp:|sip:)?([^\s@<>()[\]",;:\\]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,253})\.[\p{L}\p{N}-]{2,63})$/iu;
const EMPLOYEE_NUMBER = /^#?([\p{L}]{0,4}-?\d[\d-]{0,15})$/u;
const BARE_NUMBER = /^(?:\d{3,8}|\p{L}{1,4}-\d{2,8})$/u;
const PHONE = /^(?:\+|00|0\d{6})/;
const NAME_WORD = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'.\u00B7_-]*$/u;
const OBJECT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DOWN_LEVEL = /^[\p{L}\p{N}.-]{1,63}\\([^\s\\@]{1,64})$/u;

/** The sign-in name or mail address in a word, lower case, without "mailto:" and without a genitive. */
export function addressIn(term: Term): string | undefined {
  return ADDRESS.exec(withoutEnding(term))?.[1]?.toLowerCase();
}

/** A word without an ending that no word has of itself: "'s". */
function withoutEnding({ text, lexicon }: Term): string {
  return text.replace(lexicon.endings.always, '');
}

/**
 * Whom a chunk names. Undefined for what is not clearly one person: two addresses, a telephone number, a mention beside
 * another name, more than 120 characters.
 */
export function namePerson({ terms, owner, introducedBy, place, orFirstName }: PersonChunk): NamedPerson | undefined {
  const [only, more] = terms;
  if (only === undefined || terms.map(term => term.text).join(' ').length > LONGEST) return undefined;
  if (terms.some(term => term.kind === 'mention')) return mentioned(terms);
  const number = introducedBy?.roles.has('employee-number') === true;
  const single = more === undefined ? numbered(only, number) : undefined;
  if (single !== undefined) return single;
  if (terms.some(term => addressIn(term) !== undefined)) return addressed(terms);
  const named = byName(terms, owner);
  if (named?.by !== 'name' || place === undefined) return named;
  return orFirstName
    ? { by: 'name', value: `${named.value} ${place}`, alternative: named.value, place }
    : { ...named, place };
}

function mentioned(terms: readonly Term[]): NamedPerson | undefined {
  const indices = new Set(terms.map(term => (term.kind === 'mention' ? term.text : undefined)));
  const [index] = indices;
  return indices.size === 1 && index !== undefined ? { by: 'mention', index: Number(index) } : undefined;
}

function numbered(term: Term, introduced: boolean): NamedPerson | undefined {
  const word = withoutEnding(term);
  if (OBJECT_ID.test(word)) return { by: 'object-id', value: word.toLowerCase() };
  const account = DOWN_LEVEL.exec(word)?.[1];
  if (account !== undefined) return { by: 'name', value: account };
  const value = introduced ? EMPLOYEE_NUMBER.exec(word)?.[1] : undefined;
  if (value !== undefined) return { by: 'employee-number', value };
  return BARE_NUMBER.test(word) && !PHONE.test(word) ? { by: 'employee-number', value: word } : undefined;
}

/** One address, alone or beside a name that agrees with it: "Anna Svensson <anna@contoso.com>". */
function addressed(terms: readonly Term[]): NamedPerson | undefined {
  const found = new Set(terms.flatMap(term => addressIn(term) ?? []));
  const [value] = found;
  if (value === undefined || found.size > 1) return undefined;
  const names = terms.filter(term => addressIn(term) === undefined).map(term => term.fold);
  return names.length === 0 || names.some(name => isIn(name, fold(value))) ? { by: 'address', value } : undefined;
}

function isIn(name: string, text: string): boolean {
  return name.length > 1 && text.includes(name.slice(0, 3));
}

/** The address of one has somebody else's name in it: "Anna Berg <anna.lund@contoso.com>". */
export function contradicts({ terms: names }: PersonChunk, { terms }: PersonChunk): boolean {
  const value = terms.map(addressIn).find(address => address !== undefined);
  const words = names.filter(term => addressIn(term) === undefined).flatMap(term => term.fold.split('-'));
  if (value === undefined || words.length === 0) return false;
  const pieces = value
    .slice(0, value.indexOf('@'))
    .split(/[^\p{L}]+/u)
    .map(fold);
  return pieces.some(piece => piece.length > 2 && !words.some(word => isIn(word, piece) || word.startsWith(piece)));
}

function byName(terms: readonly Term[], owner: boolean): NamedPerson | undefined {
  if (terms.length > MOST_NAME_WORDS) return undefined;
  const words = terms.map(term => term.text.replace(/^@/, ''));
  const [lexicon, last] = [terms.at(-1)?.lexicon, words.pop()];
  if (lexicon === undefined || last === undefined) return undefined;
  const possessor = owner || lexicon.endings.always.test(last) ? withoutGenitive(last, lexicon) : undefined;
  words.push(possessor?.name ?? last);
  if (!words.every(word => NAME_WORD.test(word) && !/^\d{6,}$/.test(word))) return undefined;
  const value = words.join(' ');
  if (!/\p{L}/u.test(value)) return undefined;
  if (possessor?.alternative === undefined) return { by: 'name', value };
  return { by: 'name', value, alternative: [...words.slice(0, -1), possessor.alternative].join(' ') };
}
