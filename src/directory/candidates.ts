import type { Account } from '../desk/judging/people-as-read.ts';
import type { SearchResult } from '../desk/ports.ts';
import { MOST_CANDIDATES } from '../desk/times.ts';
import { DirectoryError } from '../errors.ts';
import { readBatch } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import type { GraphCalls } from './graph-calls.ts';
import { photoItem, readPhoto } from './photo.ts';

/** Those of several people whom a card offers to choose from, with their photos. */
export async function several(
  calls: GraphCalls,
  accounts: readonly Account[],
  more: boolean,
): Promise<Extract<SearchResult, { kind: 'several' }>> {
  const candidates = await withPhotos(calls, accounts.slice(0, MOST_CANDIDATES));
  return { kind: 'several', candidates, more: more || accounts.length > MOST_CANDIDATES };
}

/** Photos take one round trip. */
export async function withPhotos(calls: GraphCalls, accounts: readonly Account[]): Promise<Account[]> {
  try {
    const items = accounts.map(({ id }) => photoItem(id, `/users/${pathSegment(id)}`));
    const answers = await readBatch(calls, items);
    return accounts.map(account => ({ ...account, photo: readPhoto(answers.get(account.id)) }));
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    // Initials do as well: no photo is worth failing for.
    return [...accounts];
  }
}
