import type { Account, Requester } from '../desk/judging/people-as-read.ts';
import type { SearchedField, SearchResult } from '../desk/ports.ts';
import type { TargetQuery } from '../desk/request/errand.ts';
import { MOST_CANDIDATES } from '../desk/times.ts';
import { DirectoryError } from '../errors.ts';
import { type BatchAnswers, type BatchItem, readBatch, readBatches } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import type { GraphCalls } from './graph-calls.ts';
import { type Occasion, type Opening, openingItems, readOpening } from './opening.ts';
import { photoItem, readPhoto } from './photo.ts';
import { type Hits, NO_HITS, readHits, searchItems } from './search.ts';
import { readTarget, targetItems } from './target.ts';
import type { TenantFacts } from './tenant.ts';

/** What a look-up found, together with who asked: both come from the same round trip. */
interface Found {
  requester: Requester;
  finding: SearchResult;
}

const ADDRESS_FIELDS: readonly SearchedField[] = ['sign-in-name', 'mail', 'proxy-address', 'other-mail'];

/**
 * Looks for the target: in one round trip for an object id or sign-in name, in two otherwise.
 * @throws DirectoryError when it can't be known whether there is such an account
 */
export async function findTarget(calls: GraphCalls, occasion: Occasion, query: TargetQuery): Promise<Found> {
  const read = (items: readonly BatchItem[]) => readFirst(calls, occasion, items);
  switch (query.by) {
    case 'object-id':
      return await findById(read, query.value);
    case 'address':
      return await findByAddress(calls, read, query.value.trim());
    case 'employee-number':
      return await findBySearch(calls, read, [{ by: 'employee-number', text: query.value }], ['employee-number']);
    case 'name': {
      const texts = query.alternative === undefined ? [query.value] : [query.value, query.alternative];
      const searches = texts.map(text => ({ by: 'name', text }) as const);
      return await findBySearch(calls, read, searches, ['name', 'sign-in-name', 'mail']);
    }
  }
}

type FirstRead = (items: readonly BatchItem[]) => Promise<Opening & { answers: BatchAnswers }>;

async function readFirst(calls: GraphCalls, occasion: Occasion, items: readonly BatchItem[]) {
  const answers = await readBatches(calls, [...openingItems(occasion), ...items]);
  return { ...readOpening(answers, occasion), answers };
}

async function findById(read: FirstRead, objectId: string): Promise<Found> {
  const key = { objectId };
  const { requester, tenant, answers } = await read(targetItems(key, false));
  const target = readTarget(answers, key, tenant);
  return { requester, finding: target ? { kind: 'one', target } : { kind: 'none', searched: ['object-id'] } };
}

/** The address may be a sign-in name, or only a mail address of somebody: both are read at once, the former wins. */
async function findByAddress(calls: GraphCalls, read: FirstRead, address: string): Promise<Found> {
  const key = { signInName: address };
  const searches = searchItems({ by: 'address', text: address }, 'address');
  const { requester, tenant, answers } = await read([...targetItems(key, false), ...searches]);
  // Graph says 400 for what no sign-in name can look like; it may be a mail address still.
  const target = answers.get('user').status === 400 ? undefined : readTarget(answers, key, tenant);
  if (target) return { requester, finding: { kind: 'one', target } };
  return { requester, finding: await settle(calls, tenant, readHits(answers, searches), ADDRESS_FIELDS) };
}

type Search = Parameters<typeof searchItems>[0];

/** Runs all searches at once; the first that finds anybody counts. */
async function findBySearch(
  calls: GraphCalls,
  read: FirstRead,
  searches: readonly Search[],
  searched: readonly SearchedField[],
): Promise<Found> {
  const items = searches.map((search, n) => searchItems(search, `search-${n}`));
  const { requester, tenant, answers } = await read(items.flat());
  return { requester, finding: await settle(calls, tenant, firstHits(answers, items), searched) };
}

function firstHits(answers: BatchAnswers, items: readonly (readonly BatchItem[])[]): Hits {
  for (const search of items) {
    const hits = readHits(answers, search);
    if (hits.accounts.length > 0) return hits;
  }
  return NO_HITS;
}

/** One hit alone is the target, read anew by its id; a name never decides between two. */
async function settle(
  calls: GraphCalls,
  tenant: TenantFacts,
  hits: Hits,
  searched: readonly SearchedField[],
): Promise<SearchResult> {
  const [first] = hits.accounts;
  if (!first) return { kind: 'none', searched };
  if (hits.accounts.length > 1 || hits.more) {
    const more = hits.more || hits.accounts.length > MOST_CANDIDATES;
    return { kind: 'several', candidates: await withPhotos(calls, hits.accounts.slice(0, MOST_CANDIDATES)), more };
  }
  const key = { objectId: first.id };
  const target = readTarget(await readBatch(calls, targetItems(key, true)), key, tenant);
  return target ? { kind: 'one', target } : { kind: 'vanished', account: first };
}

async function withPhotos(calls: GraphCalls, accounts: readonly Account[]): Promise<Account[]> {
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
