/** Who acts with another account than the one that they use Teams with, as the policy says. Object ids in lower case. */
export interface AdminAccounts {
  pairs: readonly Pair[];
  /** Whether accounts with the same employee ID are taken for those of one person. */
  sharedAttribute: 'none' | 'employeeId';
}

/** One person: the account that they use Teams with, and the one that they act with. */
interface Pair {
  person: string;
  account: string;
  /** What the sign-in card calls that account. */
  name?: string;
}

/** The pair that this account stands in, on either side; undefined: in none. */
export function pairOf({ pairs }: AdminAccounts, id: string): Pair | undefined {
  return pairs.find(({ person, account }) => person === id || account === id);
}

/** The account that whoever chats with this one has to act with, as far as a pair says so: else with this one. */
export function actingAccountOf(adminAccounts: AdminAccounts, chatId: string): string {
  return pairOf(adminAccounts, chatId)?.account ?? chatId;
}

/** The other accounts of whoever chats with this one, by the pairs. */
export function otherAccountsOf(adminAccounts: AdminAccounts, chatId: string): readonly string[] {
  const pair = pairOf(adminAccounts, chatId);
  return pair ? [pair.person, pair.account].filter(id => id !== chatId) : [];
}

/**
 * Whether Teams' single sign-on brings the right account: it always brings the one that chats. Where accounts are joined by an
 * attribute it is not known before which one somebody acts with, so they are asked.
 */
export function takesSingleSignOn(adminAccounts: AdminAccounts, chatId: string): boolean {
  const pair = pairOf(adminAccounts, chatId);
  return pair ? pair.account === chatId : adminAccounts.sharedAttribute === 'none';
}
