import type { BatchItem } from './batch.ts';
import { foldName, isInitial, nameWords } from './naming/name-words.ts';
import { otherNamesOf } from './naming/nicknames.ts';
import { displayNameFilter, literal, nameSearch, queryValue, searchText } from './search-text.ts';
import { CANDIDATE_SELECT } from './users.ts';

/** So many people who match a name are read, before it counts as too many to tell whether one of them is meant alone. */
const PAGE_SIZE = 100;
/** So many people are the most that Graph gives at once (Microsoft Graph, "List users"), with their names alone. */
const WIDE_PAGE_SIZE = 999;
const NAMES_SELECT = 'id,displayName,givenName,surname,userPrincipalName';
/** So many words of a name are looked for one by one. */
const MOST_WORDS = 3;
/** By so many first letters people are found whose names go on in another way. */
const BEGINNING = 2;

/** What a letter may look like with the accents that people leave out. */
const ACCENTED: Readonly<Record<string, string>> = {
  a: 'åäá',
  c: 'çč',
  e: 'éè',
  i: 'í',
  l: 'ł',
  n: 'ñ',
  o: 'öøó',
  s: 'š',
  u: 'üú',
  y: 'ý',
  z: 'ž',
};

/** The reads of a search: `needed`: without their answers nothing is known; the others add what only helps. */
export interface NameReads {
  needed: readonly BatchItem[];
  helpful: readonly BatchItem[];
}

/**
 * The reads that find whoever may be called this: by display name, by given name and surname, and by what they sign in with.
 * The search by words finds beginnings of words too, so that who is called it must be told by the names it finds.
 */
export function calledReads(raw: string, id: string): NameReads {
  const text = searchText(raw);
  if (text === '') return { needed: [], helpful: [] };
  const words = nameSearch(text);
  const [exact, known] = [displayNameFilter(text), knownFilter(text)];
  const beginnings = beginningsSearch(text);
  const account = accountFilter(text);
  return {
    needed: [
      filterItem(`${id}-exact`, exact),
      ...(words === undefined ? [] : [searchItem(`${id}-words`, words)]),
      ...(known === undefined ? [] : [filterItem(`${id}-known`, known)]),
    ],
    helpful: [
      ...(account === undefined ? [] : [advancedItem(`${id}-account`, account)]),
      ...(beginnings === undefined ? [] : [searchItem(`${id}-beginnings`, beginnings)]),
    ].map(item => ({ ...item, essential: false })),
  };
}

/** The same read, of as many people as Graph gives at once, with their names alone. */
export function wider(item: BatchItem): BatchItem {
  const url = item.url.replace(/\$top=.*$/s, `$top=${WIDE_PAGE_SIZE}&$select=${NAMES_SELECT}`);
  return { ...item, url, enough: WIDE_PAGE_SIZE };
}

/**
 * The reads that find whoever is called nearly so, in any of these readings: by each word alone, or by what people of that name
 * are also called, and by how the words begin.
 */
export function nearItems(readings: readonly string[], id: string): BatchItem[] {
  const searches = readings.flatMap(reading => nearSearches(piecesOf(searchText(reading)).slice(0, MOST_WORDS)));
  return [...new Set(searches)].map((search, n) => ({ ...searchItem(`${id}-${n}`, search), essential: false }));
}

function nearSearches(words: readonly string[]): string[] {
  const spelt = words.map(word => anyOf(spellingsOf(word)));
  const pairs = words.flatMap((word, n) =>
    spelt.filter((_, m) => m !== n).map(other => `${other} AND ${beginningOf(word)}`),
  );
  return words.length > 0 ? [...spelt, ...pairs, words.map(beginningOf).join(' AND ')] : [];
}

/**
 * Whose given name and surname it is, and whose sign-in name it makes, for all that default queries can ask (Microsoft Graph,
 * user, $filter). Undefined where no word has a letter or digit.
 */
function knownFilter(text: string): string | undefined {
  const [first, ...rest] = text.split(' ').filter(word => nameWords(word).length > 0);
  const last = rest.at(-1);
  if (first === undefined) return undefined;
  if (last === undefined) {
    return [
      ...['givenName', 'surname', 'mailNickname', 'employeeId'].map(name => `${name} eq ${literal(first)}`),
      `startswith(userPrincipalName,${literal(`${first}@`)})`,
    ].join(' or ');
  }
  const signIns = [`${foldedWord(first)}.${foldedWord(last)}`, `${foldedWord(last)}.${foldedWord(first)}`];
  return [
    bothNames(first, last),
    bothNames(last, first),
    ...signIns.map(name => `startswith(userPrincipalName,${literal(name)})`),
  ].join(' or ');
}

function bothNames(givenName: string, surname: string): string {
  return `(startswith(givenName,${literal(givenName)}) and startswith(surname,${literal(surname)}))`;
}

function foldedWord(word: string): string {
  return nameWords(word)
    .map(({ whole }) => whole)
    .join('');
}

/** The account name in Windows Server AD takes an advanced query (Microsoft Graph, user, onPremisesSamAccountName). */
function accountFilter(text: string): string | undefined {
  return text.includes(' ') ? undefined : `onPremisesSamAccountName eq ${literal(text)}`;
}

/** Whoever has names that begin like these, whatever accents they have. */
function beginningsSearch(text: string): string | undefined {
  const pieces = piecesOf(text);
  return pieces.length > 0 ? pieces.slice(0, MOST_WORDS).map(beginningOf).join(' AND ') : undefined;
}

/** The words that say something, as written. */
function piecesOf(text: string): string[] {
  const pieces = nameWords(text).flatMap(({ written }) => written);
  return [...new Set(pieces)].filter(piece => !isInitial(foldName(piece)));
}

function spellingsOf(word: string): string[] {
  return [...new Set([word, foldName(word), ...withoutPrefix(foldName(word)), ...otherNamesOf(word)])];
}

/** What follows an O or D that stands before an apostrophe in names: Brien of OBrien, Arcy of Darcy. */
function withoutPrefix(word: string): string[] {
  return /^[od]\p{L}{3}/u.test(word) ? [word.slice(1)] : [];
}

function beginningOf(word: string): string {
  const folded = foldName(word);
  return anyOf([folded, ...withoutPrefix(folded)].flatMap(spelt => accented(Array.from(spelt).slice(0, BEGINNING))));
}

function accented(letters: readonly string[]): string[] {
  let spelt = [''];
  for (const letter of letters) {
    const ways = [letter, ...(ACCENTED[letter] ?? '')];
    spelt = spelt.flatMap(before => ways.map(way => before + way));
  }
  return spelt;
}

/** Words of letters, digits and hyphens, which mean nothing else in a query. */
function anyOf(words: readonly string[]): string {
  return `(${words.map(word => `"displayName:${word}"`).join(' OR ')})`;
}

function filterItem(id: string, filter: string): BatchItem {
  return { id, url: usersUrl(`$filter=${queryValue(filter)}`), essential: true, enough: PAGE_SIZE };
}

function searchItem(id: string, search: string): BatchItem {
  return advanced(id, `$search=${queryValue(search)}`);
}

function advancedItem(id: string, filter: string): BatchItem {
  return advanced(id, `$filter=${queryValue(filter)}`);
}

function advanced(id: string, query: string): BatchItem {
  const url = usersUrl(`${query}&$count=true`);
  return { id, url, headers: { ConsistencyLevel: 'eventual' }, essential: true, enough: PAGE_SIZE };
}

function usersUrl(query: string): string {
  return `/users?${query}&$top=${PAGE_SIZE}&$select=${CANDIDATE_SELECT}`;
}
