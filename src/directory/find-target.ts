import type { ActionKind } from '../action-kinds.ts';
import type { Requester } from '../desk/judging/people-as-read.ts';
import type { SearchedField, SearchResult } from '../desk/ports.ts';
import type { TargetQuery } from '../desk/request/errand.ts';
import { type BatchAnswers, type BatchItem, readBatch, readBatches } from './batch.ts';
import { several } from './candidates.ts';
import { calledItems, findByName, type Look, readCalled } from './find-by-name.ts';
import type { GraphCalls } from './graph-calls.ts';
import type { Hits, NameQuery } from './naming/choose.ts';
import type { Occasion } from './occasion.ts';
import { type Opening, openingItems, readOpening } from './opening.ts';
import { readHits, searchItems } from './search.ts';
import { readTarget, targetItems } from './target.ts';

/** What a look-up found, together with who asked: both come from the same round trip. */
interface Found {
  requester: Requester;
  finding: SearchResult;
}

const ADDRESS_FIELDS: readonly SearchedField[] = ['sign-in-name', 'mail', 'proxy-address', 'other-mail'];

/**
 * Looks for the target: in one round trip for an object id or sign-in name, in two for anything else that finds somebody, and in
 * three where nobody is called what was written and those who come close are looked for.
 * @throws DirectoryError when it can't be known whether there is such an account
 */
export async function findTarget(
  calls: GraphCalls,
  occasion: Occasion,
  query: TargetQuery,
  action: ActionKind | undefined,
): Promise<Found> {
  const look = { calls, action, read: (items: readonly BatchItem[]) => readFirst(calls, occasion, items) };
  switch (query.by) {
    case 'object-id':
      return await findById(look, query.value);
    case 'address':
      return await findByAddress(look, query.value.trim());
    case 'employee-number':
      return await findByNumber(look, query.value);
    case 'name':
      return await findNamed(look, query);
  }
}

/** What is looked for, and how its first round trip is made. */
interface FirstLook extends Omit<Look, 'tenant'> {
  read(items: readonly BatchItem[]): Promise<Opening & { answers: BatchAnswers }>;
}

async function readFirst(calls: GraphCalls, occasion: Occasion, items: readonly BatchItem[]) {
  const answers = await readBatches(calls, [...openingItems(occasion), ...items]);
  return { ...(await readOpening(calls, answers, occasion)), answers };
}

async function findById({ read, action }: FirstLook, objectId: string): Promise<Found> {
  const key = { objectId, action };
  const { requester, tenant, answers } = await read(targetItems(key, false));
  const target = readTarget(answers, key, tenant);
  return { requester, finding: target ? { kind: 'one', target } : { kind: 'none', searched: ['object-id'] } };
}

/** The address may be a sign-in name, or only a mail address of somebody: both are read at once, the former wins. */
async function findByAddress(look: FirstLook, address: string): Promise<Found> {
  const key = { signInName: address, action: look.action };
  const searches = searchItems({ by: 'address', text: address }, 'address');
  const { requester, tenant, answers } = await look.read([...targetItems(key, false), ...searches]);
  // Graph says 400 for what no sign-in name can look like; it may be a mail address still.
  const target = answers.get('user').status === 400 ? undefined : readTarget(answers, key, tenant);
  if (target) return { requester, finding: { kind: 'one', target } };
  return { requester, finding: await settle({ ...look, tenant }, readHits(answers, searches), ADDRESS_FIELDS) };
}

async function findByNumber(look: FirstLook, number: string): Promise<Found> {
  const searches = searchItems({ by: 'employee-number', text: number }, 'number');
  const { requester, tenant, answers } = await look.read(searches);
  return { requester, finding: await settle({ ...look, tenant }, readHits(answers, searches), ['employee-number']) };
}

async function findNamed(look: FirstLook, query: NameQuery): Promise<Found> {
  const searches = calledItems(query);
  const { requester, tenant, answers } = await look.read([...searches.needed, ...searches.helpful]);
  return { requester, finding: await findByName({ ...look, tenant, query }, readCalled(answers, searches)) };
}

/** One hit alone is the target, read anew by its id; an address never decides between two. */
async function settle(
  { calls, tenant, action }: Look,
  { accounts, more }: Hits,
  searched: readonly SearchedField[],
): Promise<SearchResult> {
  const [first, second] = accounts;
  if (!first) return { kind: 'none', searched };
  if (second || more) return await several(calls, accounts, more);
  const key = { objectId: first.id, action };
  const target = readTarget(await readBatch(calls, targetItems(key, true)), key, tenant);
  return target ? { kind: 'one', target } : { kind: 'vanished', account: first };
}
