import type { Account } from '../../desk/judging/people-as-read.ts';
import type { TargetQuery } from '../../desk/request/errand.ts';
import { isAtPlace } from './at-place.ts';
import { isCalled } from './is-called.ts';
import { foldName } from './name-words.ts';
import { nearest } from './nearest.ts';

export type NameQuery = Extract<TargetQuery, { by: 'name' }>;

/** Accounts that a search found; `more`: the directory has others that were not read. */
export interface Hits {
  accounts: readonly Account[];
  more: boolean;
}

/** Whom what was written means, the closest first. */
type Choice =
  | { kind: 'one'; account: Account }
  | { kind: 'several'; accounts: readonly Account[] }
  /** They are called what was written, and none of them is where it says. */
  | { kind: 'elsewhere'; accounts: readonly Account[] }
  | { kind: 'nobody' };

/**
 * One person only where every written word is theirs, nobody else found is called that, and nobody is unread who could be. A
 * place that was written beside the name chooses among those who are called it, and never makes up for a name.
 */
export function choose(query: NameQuery, { accounts, more }: Hits): Choice {
  const called = accounts.filter(account => readingsOf(query).some(reading => isCalled(account, reading)));
  if (more)
    return accounts.length > 0 ? { kind: 'several', accounts: closestFirst(query, accounts) } : { kind: 'nobody' };
  const there = query.place === undefined ? called : called.filter(account => isAtPlace(account, query.place ?? ''));
  const [first, second] = there;
  if (first) return second ? { kind: 'several', accounts: sameFirst(query, there) } : { kind: 'one', account: first };
  return called.length > 0 ? { kind: 'elsewhere', accounts: sameFirst(query, called) } : { kind: 'nobody' };
}

/** What was written, and without the ending of an owner where it may have one. */
export function readingsOf({ value, alternative }: NameQuery): string[] {
  return alternative === undefined ? [value] : [value, alternative];
}

/** Those who are nearest, before all others that the search found. */
function closestFirst(query: NameQuery, accounts: readonly Account[]): Account[] {
  const near = nearest(readingsOf(query), accounts);
  return [...near, ...accounts.filter(account => !near.includes(account))];
}

/** Those with exactly the written display name before those whose name has more to it. */
function sameFirst(query: NameQuery, accounts: readonly Account[]): Account[] {
  const written = readingsOf(query).map(foldName);
  const isSame = ({ displayName }: Account) => written.includes(foldName(displayName));
  return [...accounts.filter(isSame), ...accounts.filter(account => !isSame(account))];
}
