import type { Account } from '../desk/judging/people-as-read.ts';
import { MOST_CANDIDATES } from '../desk/times.ts';
import type { DirectoryError } from '../errors.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, malformedAnswer, troubleOf } from './graph-errors.ts';
import { addressFilter, displayNameFilter, employeeFilter, nameSearch, queryValue, searchText } from './search-text.ts';
import { CANDIDATE_SELECT, readUsers } from './users.ts';

/** One more, to know that there are more. */
const PAGE_SIZE = MOST_CANDIDATES + 1;

/** Accounts that match, the closest first; `more`: the directory has others that were not read. */
export interface Hits {
  accounts: readonly Account[];
  more: boolean;
}

export const NO_HITS: Hits = { accounts: [], more: false };

/**
 * The reads that search for a text; none when there is nothing to search for. A name is looked for as it is and by its
 * words: the search alone, which comes in no particular order, could leave the one exact match beyond the first page.
 */
export function searchItems(
  search: { by: 'address' | 'employee-number' | 'name'; text: string },
  id: string,
): BatchItem[] {
  const text = searchText(search.text);
  if (text === '') return [];
  switch (search.by) {
    case 'address':
      return [filterItem(id, addressFilter(text))];
    case 'employee-number':
      return [filterItem(id, employeeFilter(text))];
    case 'name': {
      const words = nameSearch(text);
      const exact = filterItem(`${id}-exact`, displayNameFilter(text));
      return words === undefined ? [exact] : [exact, wordsItem(`${id}-words`, words)];
    }
  }
}

/**
 * What these reads found, in their order, everybody once.
 * @throws DirectoryError when one of them failed; denied for guests, who may not list users
 */
export function readHits(answers: BatchAnswers, items: readonly BatchItem[]): Hits {
  const pages = items.map(({ id }) => {
    const answer = answers.get(id);
    if (!succeeded(answer)) throw searchError(answer);
    return readUsers(answer.body);
  });
  const byId = new Map(pages.flatMap(page => page.accounts).map(account => [account.id, account]));
  const more = pages.some(page => page.more);
  // A page may be empty and still not be the last: that is no "nobody".
  if (more && byId.size === 0) throw malformedAnswer('search');
  return { accounts: [...byId.values()], more };
}

function searchError(answer: GraphAnswer): DirectoryError {
  const trouble = troubleOf(answer);
  if (trouble === 'denied') return directoryError(answer, 'search', 'search-denied');
  return trouble === undefined
    ? directoryError(answer, 'search', 'search-not-taken')
    : directoryError(answer, 'search');
}

function filterItem(id: string, filter: string): BatchItem {
  return { id, url: usersUrl(`$filter=${queryValue(filter)}`), essential: true, enough: PAGE_SIZE };
}

function wordsItem(id: string, search: string): BatchItem {
  const url = usersUrl(`$search=${queryValue(search)}&$count=true`);
  return { id, url, headers: { ConsistencyLevel: 'eventual' }, essential: true, enough: PAGE_SIZE };
}

function usersUrl(query: string): string {
  return `/users?${query}&$top=${PAGE_SIZE}&$select=${CANDIDATE_SELECT}`;
}
