import type { Account } from '../../../src/desk/judging/people-as-read.ts';

/** An account of this name, with ids of its own. */
export function named(displayName: string, more: Partial<Account> = {}): Account {
  const id = `${displayName}-${more.userPrincipalName ?? ''}`;
  return {
    id,
    displayName,
    userPrincipalName: `${encodeURIComponent(displayName)}.x@contoso.com`,
    identities: [],
    ...more,
  };
}
