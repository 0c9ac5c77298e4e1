import type { ActionKind } from '../action-kinds.ts';
import type { Account } from '../desk/judging/people-as-read.ts';
import type { SearchedField, SearchResult } from '../desk/ports.ts';
import { MOST_LOOK_ALIKES, MOST_NEAR } from '../desk/times.ts';
import { type BatchAnswers, type BatchItem, readBatches } from './batch.ts';
import { several, withPhotos } from './candidates.ts';
import type { GraphCalls } from './graph-calls.ts';
import { calledReads, type NameReads, nearItems } from './name-searches.ts';
import { choose, type Hits, type NameQuery, readingsOf } from './naming/choose.ts';
import { isLookAlike } from './naming/look-alike.ts';
import { nearest } from './naming/nearest.ts';
import { readHelpfulHits, readHits } from './search.ts';
import { readTarget, targetItems } from './target.ts';
import type { TenantFacts } from './tenant.ts';

const NAME_FIELDS: readonly SearchedField[] = [
  'name',
  'sign-in-name',
  'mail',
  'mail-nickname',
  'account-name',
  'employee-number',
];

/** What a look-up goes on with after its first round trip. */
export interface Look {
  calls: GraphCalls;
  tenant: TenantFacts;
  /** What it needs to know about the target is read as well. */
  action: ActionKind | undefined;
}

type NameLook = Look & { query: NameQuery };

/** The reads that find whoever may be called this, in any of its readings. */
export function calledItems(query: NameQuery): NameReads {
  const reads = readingsOf(query).map((reading, n) => calledReads(reading, `name-${n}`));
  return { needed: reads.flatMap(({ needed }) => needed), helpful: reads.flatMap(({ helpful }) => helpful) };
}

/** @throws DirectoryError where a needed one failed */
export function readCalled(answers: BatchAnswers, { needed, helpful }: NameReads): Hits {
  const hits = readHits(answers, needed);
  return { ...together(hits, readHelpfulHits(answers, helpful)), more: hits.more };
}

/**
 * What the people whom the first round trip has found come to: one who alone is called what was written is read anew, together
 * with whoever is easily taken for them. Where nobody is, those who come close are looked for, in one round trip more.
 * @throws DirectoryError
 */
export async function findByName(look: NameLook, hits: Hits): Promise<SearchResult> {
  const { calls, query } = look;
  const choice = choose(query, hits);
  switch (choice.kind) {
    case 'one':
      return await readChosen(look, choice.account, hits.accounts);
    case 'several':
      return await several(calls, choice.accounts, hits.more);
    case 'elsewhere':
      return { ...(await several(calls, choice.accounts, false)), unsure: 'place' };
    case 'nobody':
      return await findNear(look, hits);
  }
}

async function readChosen(
  { calls, tenant, action }: Look,
  account: Account,
  others: readonly Account[],
): Promise<SearchResult> {
  const key = { objectId: account.id, action };
  const items = nearItems([account.displayName], 'alike');
  const answers = await readBatches(calls, [...targetItems(key, true), ...items]);
  const target = readTarget(answers, key, tenant);
  if (!target) return { kind: 'vanished', account };
  const { accounts } = together({ accounts: others, more: false }, readHelpfulHits(answers, items));
  const alike = accounts.filter(other => other.id !== account.id && isLookAlike(target.account, other));
  return { kind: 'one', target, lookAlikes: alike.slice(0, MOST_LOOK_ALIKES) };
}

async function findNear(look: NameLook, hits: Hits): Promise<SearchResult> {
  const { calls, query } = look;
  const items = nearItems(readingsOf(query), 'near');
  const found = await readNear(calls, items);
  const all = together(hits, found);
  // What the search by words does not find, such as OBrien for O'Brien, may turn up only here.
  const choice = choose(query, { ...all, more: false });
  if (choice.kind === 'one' && !found.more) return await readChosen(look, choice.account, all.accounts);
  const near = nearest(readingsOf(query), all.accounts).slice(0, MOST_NEAR);
  if (near.length === 0) return { kind: 'none', searched: NAME_FIELDS };
  return { kind: 'several', candidates: await withPhotos(calls, near), more: false, unsure: 'name' };
}

async function readNear(calls: GraphCalls, items: readonly BatchItem[]): Promise<Hits> {
  return readHelpfulHits(await readBatches(calls, items), items);
}

function together(hits: Hits, others: Hits): Hits {
  const byId = new Map([...others.accounts, ...hits.accounts].map(account => [account.id, account]));
  const first = hits.accounts.map(({ id }) => id);
  const ids = new Set([...first, ...byId.keys()]);
  return { accounts: [...ids].flatMap(id => byId.get(id) ?? []), more: hits.more || others.more };
}
