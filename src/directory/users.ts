import { z } from 'zod';
import type { Account } from '../desk/judging/people-as-read.ts';
import { malformedAnswer } from './graph-errors.ts';
import { DATE_TIME, FLAG, HAPPENED_AT, SHOWN_TEXT, SIGN_IN_NAME, TEXT, USER_ID } from './values.ts';

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
  'mailNickname',
  'onPremisesSamAccountName',
  'officeLocation',
  'city',
  'companyName',
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
  'createdDateTime',
].join();

const USER = z
  .object({
    id: USER_ID,
    displayName: SHOWN_TEXT,
    userPrincipalName: SIGN_IN_NAME,
    givenName: SHOWN_TEXT,
    surname: SHOWN_TEXT,
    mail: SHOWN_TEXT,
    jobTitle: SHOWN_TEXT,
    department: SHOWN_TEXT,
    employeeId: SHOWN_TEXT,
    mailNickname: SHOWN_TEXT,
    onPremisesSamAccountName: SHOWN_TEXT,
    officeLocation: SHOWN_TEXT,
    city: SHOWN_TEXT,
    companyName: SHOWN_TEXT,
    userType: TEXT,
    creationType: TEXT,
    externalUserState: TEXT,
    identities: z
      .array(z.object({ signInType: TEXT, issuer: TEXT }))
      .nullish()
      .transform(identities => identities ?? []),
    accountEnabled: FLAG,
    onPremisesSyncEnabled: FLAG,
    isManagementRestricted: FLAG,
    lastPasswordChangeDateTime: HAPPENED_AT,
    createdDateTime: HAPPENED_AT,
  })
  .transform(user => ({ ...user, displayName: user.displayName ?? user.userPrincipalName }));

const USERS = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/**
 * A Graph user as an account.
 * @throws DirectoryError (unavailable) when it is none
 */
export function readUser(body: unknown): Account {
  const user = USER.safeParse(body);
  if (!user.success) throw malformedAnswer('user');
  return user.data;
}

/**
 * A page of Graph users as accounts; `more`: there is another page, or somebody on this one who can't be made out: then
 * nobody may pass for the only one.
 * @throws DirectoryError (unavailable) when it is none, or nobody can be made out
 */
export function readUsers(body: unknown): { accounts: Account[]; more: boolean } {
  const users = USERS.safeParse(body);
  if (!users.success) throw malformedAnswer('users');
  const rows = users.data.value.map(row => USER.safeParse(row));
  const accounts = rows.flatMap(row => (row.success ? [row.data] : []));
  if (accounts.length === 0 && rows.length > 0) throw malformedAnswer('users');
  return { accounts, more: accounts.length < rows.length || Boolean(users.data['@odata.nextLink']) };
}

/** Milliseconds since the epoch of a user's last password change; undefined where the user doesn't tell. */
export function readLastPasswordChange(body: unknown): number | undefined {
  const user = z.object({ lastPasswordChangeDateTime: DATE_TIME }).safeParse(body);
  return user.success ? Date.parse(user.data.lastPasswordChangeDateTime) : undefined;
}
