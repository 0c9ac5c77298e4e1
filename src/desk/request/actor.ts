import type { Somebody } from './people.ts';

/** Somebody who acts now, with all that tells which accounts are theirs. */
export interface Actor {
  /** Object ids of the accounts that are known to be theirs: the one that chats, the one that acts, and all others. */
  accounts: readonly string[];
  /** The employee IDs of those accounts; undefined where the policy does not join accounts by them. */
  employeeIds?: readonly string[];
}

/** Somebody else, or an account, to compare them with: their ids, and the employee IDs where these were read. */
type Other = Pick<Somebody, 'id' | 'acting' | 'employeeIds'>;

/** The account that somebody acts with. */
export function actsWith({ id, acting }: Pick<Somebody, 'id' | 'acting'>): string {
  return acting?.id ?? id;
}

/**
 * Whether two are one person: by an account of theirs, or by an employee ID where the policy joins accounts by it. What was not read
 * of the other one is unknown, and never the same as "another person".
 */
export function samePerson({ accounts, employeeIds = [] }: Actor, other: Other): 'same' | 'different' | 'unknown' {
  if (accounts.includes(other.id) || accounts.includes(actsWith(other))) return 'same';
  if (employeeIds.length === 0) return 'different';
  if (other.employeeIds === undefined) return 'unknown';
  return other.employeeIds.some(each => employeeIds.includes(each)) ? 'same' : 'different';
}

/** Whoever goes on with a request as its requester, with whichever of their accounts: they act with the one that it was begun with. */
export function asRequester(begun: Somebody, by: Somebody): Somebody {
  const id = actsWith(begun);
  return { ...by, acting: id === by.id ? undefined : (begun.acting ?? { id, name: begun.name }) };
}

/** What is kept of who did something. */
export function kept({ id, name, acting, employeeIds }: Somebody): Somebody {
  return { id, name, ...(acting && { acting }), ...(employeeIds && { employeeIds }) };
}

/** Whether a button is pressed by this person, by what the policy tells without reading anything. */
export function isAccountOf(by: Pick<Somebody, 'id' | 'others'>, accountId: string): boolean {
  return by.id === accountId || by.others?.includes(accountId) === true;
}
