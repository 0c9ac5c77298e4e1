import { z } from 'zod';
import type { Account } from '../desk/account.ts';
import { malformed } from './errors.ts';

/** What a list of candidates shows. */
export const CANDIDATE_SELECT = [
  'id',
  'displayName',
  'userPrincipalName',
  'givenName',
  'surname',
  'mail',
  'jobTitle',
  'department',
  'employeeId',
  'accountEnabled',
].join();

/** What is needed to show an account and to judge it. All but a few properties come only when they are named. */
export const ACCOUNT_SELECT = [
  CANDIDATE_SELECT,
  'userType',
  'creationType',
  'externalUserState',
  'identities',
  'onPremisesSyncEnabled',
  'isManagementRestricted',
  'lastPasswordChangeDateTime',
].join();

// Null and missing are the same to us. A wrong type is not: "false" as a text must not pass for "not synced".
const text = z.string().nullish().transform(given);
const flag = z.boolean().nullish().transform(given);

const USER = z
  .object({
    id: z.string().min(1),
    displayName: text,
    userPrincipalName: z.string().min(1),
    givenName: text,
    surname: text,
    mail: text,
    jobTitle: text,
    department: text,
    employeeId: text,
    userType: text,
    creationType: text,
    externalUserState: text,
    identities: z
      .array(z.object({ signInType: text, issuer: text }))
      .nullish()
      .transform(identities => identities ?? []),
    accountEnabled: flag,
    onPremisesSyncEnabled: flag,
    isManagementRestricted: flag,
    lastPasswordChangeDateTime: text,
  })
  .transform(user => ({ ...user, displayName: user.displayName ?? user.userPrincipalName }));

const USERS = z.object({ value: z.array(USER), '@odata.nextLink': z.string().nullish() });

/**
 * A Graph user as an account.
 * @throws DirectoryError (unavailable) when it is none
 */
export function readUser(body: unknown): Account {
  const user = USER.safeParse(body);
  if (!user.success) throw malformed('user');
  return user.data;
}

/**
 * A page of Graph users as accounts; `more`: there is another page.
 * @throws DirectoryError (unavailable) when it is none
 */
export function readUsers(body: unknown): { accounts: Account[]; more: boolean } {
  const users = USERS.safeParse(body);
  if (!users.success) throw malformed('users');
  return { accounts: users.data.value, more: Boolean(users.data['@odata.nextLink']) };
}

/** Milliseconds since the epoch of a user's last password change; undefined where the user doesn't tell. */
export function readLastPasswordChange(body: unknown): number | undefined {
  const user = z.object({ lastPasswordChangeDateTime: z.iso.datetime() }).safeParse(body);
  return user.success ? Date.parse(user.data.lastPasswordChangeDateTime) : undefined;
}

function given<T>(value: T): NonNullable<T> | undefined {
  return value ?? undefined;
}
