import { type Actor, actsWith } from '../request/actor.ts';
import { type AdminAccounts, otherAccountsOf, pairOf } from '../request/admin-accounts.ts';
import type { Somebody } from '../request/people.ts';
import type { Refusal } from '../request/refusal.ts';
import type { Requester, Target } from './people-as-read.ts';

/** Whoever acts, or why the account that they are signed in with is not one that they may act with. */
export type Who = Actor | Refusal;

/**
 * Who acts, as `identified` says, unless the account that chats, or the other one of their pair, may sign in no more: a password
 * could not be shown there, and whoever was blocked with one account is to do nothing with another either.
 */
export function identify(adminAccounts: AdminAccounts, chatId: string, requester: Requester): Who {
  const who = identified(adminAccounts, chatId, requester);
  if ('rule' in who) return who;
  const { id, chat, partner } = requester;
  const beside = [...(chat && id !== chatId ? [chat.enabled] : []), ...(partner ? [partner.enabled] : [])];
  if (beside.includes(false)) return { rule: 'requester-blocked', values: {} };
  return beside.includes(undefined) ? { rule: 'requester-roles-unknown', values: {} } : who;
}

/**
 * Who acts: the account that chats has to be signed in itself, or the account that the policy pairs with it and no other, or, where
 * the policy joins accounts by the employee ID, one that has the same. `requester` is the account that is signed in.
 */
function identified(adminAccounts: AdminAccounts, chatId: string, requester: Requester): Who {
  const pair = pairOf(adminAccounts, chatId);
  const { id, displayName: account } = requester;
  const isOwn = id === chatId;
  if (pair && id !== pair.account) {
    return { rule: 'not-acting-account', values: { account, ...(pair.name && { wanted: pair.name }) } };
  }
  const another: Refusal = { rule: 'signed-in-as-another', values: { account } };
  const accounts = [chatId, id, ...otherAccountsOf(adminAccounts, chatId)];
  if (adminAccounts.sharedAttribute === 'none') return pair || isOwn ? { accounts: unique(accounts) } : another;
  const { employeeId, chat, sharing, partner } = requester;
  const numbers = [employeeId, chat?.employeeId, ...(partner ? [partner.employeeId] : [])];
  // An account of somebody else's pair is theirs, whatever employee ID it has.
  if (!pair && !isOwn && pairOf(adminAccounts, id)) return another;
  if (numbers.includes(undefined) || sharing === undefined) {
    return { rule: 'person-unknown', values: {} };
  }
  const isShared = employeeId !== '' && employeeId === chat?.employeeId;
  if (!pair && !isOwn && !isShared) return another;
  const all = unique([...accounts, ...sharing]);
  // Whoever has an account of a pair has the other one, and whoever has the employee ID of that one, which nobody has read.
  const halves = all.flatMap(each => otherAccountsOf(adminAccounts, each));
  if (halves.some(each => !all.includes(each))) return { rule: 'person-unknown', values: {} };
  return {
    accounts: all,
    employeeIds: unique(numbers.flatMap(number => idsIn(number ?? ''))),
  };
}

/** The same of whoever goes on with a request: with the account that it was begun with, whatever else the policy would allow. */
export function identifyAgain(adminAccounts: AdminAccounts, begun: Somebody, requester: Requester): Who {
  const who = identify(adminAccounts, begun.id, requester);
  if ('rule' in who || requester.id === actsWith(begun)) return who;
  const wanted = begun.acting?.name ?? begun.name;
  return { rule: 'not-acting-account', values: { account: requester.displayName, wanted } };
}

/** Whether the policy still lets this person act with the account that they have acted with. */
export function mayStillActWith(adminAccounts: AdminAccounts, acted: Somebody): boolean {
  const pair = pairOf(adminAccounts, acted.id);
  const account = actsWith(acted);
  if (pair) return pair.account === account;
  if (account === acted.id) return true;
  return adminAccounts.sharedAttribute === 'employeeId' && !pairOf(adminAccounts, account);
}

/** Somebody, with what is known of them once they are signed in. */
export function asSignedIn<Known extends Somebody>(somebody: Known, requester: Requester, who: Who): Known {
  const { id, displayName, userPrincipalName: name = displayName } = requester;
  const employeeIds = 'rule' in who ? undefined : who.employeeIds;
  const isAnother = id !== somebody.id;
  return { ...somebody, ...(isAnother && { acting: { id, name } }), ...(employeeIds && { employeeIds }) };
}

/** A target, to be compared with whoever acts. */
export function accountOf({ account, employeeId }: Target): Pick<Somebody, 'id' | 'employeeIds'> {
  return { id: account.id, employeeIds: employeeIdsOf({ employeeId }) };
}

/** The employee ID of an account, to be compared; undefined where it was not read. */
export function employeeIdsOf({ employeeId }: Pick<Target, 'employeeId'>): string[] | undefined {
  return employeeId === undefined ? undefined : idsIn(employeeId);
}

/** Somebody who acted or is to act, with the accounts that the policy gives them, to compare others with. */
export function actorOf(
  adminAccounts: AdminAccounts,
  somebody: Pick<Somebody, 'id' | 'acting' | 'employeeIds'>,
): Actor {
  const { id, employeeIds } = somebody;
  const accounts = unique([id, actsWith(somebody), ...otherAccountsOf(adminAccounts, id)]);
  return { accounts, employeeIds: adminAccounts.sharedAttribute === 'none' ? undefined : employeeIds };
}

/** Microsoft Entra ID compares them without regard to case. */
function idsIn(employeeId: string): string[] {
  const id = employeeId.trim().toLowerCase();
  return id === '' ? [] : [id];
}

function unique(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}
