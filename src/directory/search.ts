import { MOST_CANDIDATES } from '../desk/times.ts';
import type { DirectoryError } from '../errors.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, malformedAnswer, troubleOf } from './graph-errors.ts';
import type { Hits } from './naming/choose.ts';
import { addressFilter, employeeFilter, queryValue, searchText } from './search-text.ts';
import { CANDIDATE_SELECT, readUsers } from './users.ts';

/** One more, to know that there are more. */
const PAGE_SIZE = MOST_CANDIDATES + 1;

/** The reads that look for an address or an employee number; none when there is nothing to search for. */
export function searchItems(search: { by: 'address' | 'employee-number'; text: string }, id: string): BatchItem[] {
  const text = searchText(search.text);
  if (text === '') return [];
  const filter = search.by === 'address' ? addressFilter(text) : employeeFilter(text);
  const url = `/users?$filter=${queryValue(filter)}&$top=${PAGE_SIZE}&$select=${CANDIDATE_SELECT}`;
  return [{ id, url, essential: true, enough: PAGE_SIZE }];
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

/** The same of reads that only help: what failed has found nobody. */
export function readHelpfulHits(answers: BatchAnswers, items: readonly BatchItem[]): Hits {
  return readHits(
    answers,
    items.filter(({ id }) => succeeded(answers.get(id))),
  );
}

function searchError(answer: GraphAnswer): DirectoryError {
  const trouble = troubleOf(answer);
  if (trouble === 'denied') return directoryError(answer, 'search', 'search-denied');
  return trouble === undefined
    ? directoryError(answer, 'search', 'search-not-taken')
    : directoryError(answer, 'search');
}
