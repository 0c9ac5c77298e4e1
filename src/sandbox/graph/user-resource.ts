import { unitsOf } from '../tenant/memberships.ts';
import type { DirectoryUser, Tenant } from '../tenant/model.ts';
import { requestDenied } from './graph-error.ts';
import type { GraphCall } from './route.ts';
import { pick, type Resource, selectedNames } from './select.ts';

/** Returned without $select (Microsoft Graph, "List users"). */
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];

/** A record and not a list, so that the compiler tells when a property is missing. */
const KNOWN: Record<keyof DirectoryUser | 'isManagementRestricted', true> = {
  accountEnabled: true,
  businessPhones: true,
  city: true,
  companyName: true,
  createdDateTime: true,
  creationType: true,
  department: true,
  displayName: true,
  employeeId: true,
  externalUserState: true,
  externalUserStateChangeDateTime: true,
  givenName: true,
  id: true,
  identities: true,
  isManagementRestricted: true,
  jobTitle: true,
  lastPasswordChangeDateTime: true,
  mail: true,
  mailNickname: true,
  mobilePhone: true,
  officeLocation: true,
  onPremisesDistinguishedName: true,
  onPremisesDomainName: true,
  onPremisesImmutableId: true,
  onPremisesLastSyncDateTime: true,
  onPremisesSamAccountName: true,
  onPremisesSyncEnabled: true,
  otherMails: true,
  passwordPolicies: true,
  preferredLanguage: true,
  proxyAddresses: true,
  signInSessionsValidFromDateTime: true,
  surname: true,
  usageLocation: true,
  userPrincipalName: true,
  userType: true,
};

/** Every property of a user that can be selected. */
export const USER_PROPERTIES: readonly string[] = Object.keys(KNOWN);

/** All that User.ReadBasic.All shows of other people. */
const BASIC_PROPERTIES = ['displayName', 'givenName', 'id', 'mail', 'surname', 'userPrincipalName'];

const FULL_READ = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

export function userResource(tenant: Tenant, user: DirectoryUser): Resource {
  const restricted = unitsOf(tenant, user.id).some(unit => unit.isMemberManagementRestricted);
  return { ...user, isManagementRestricted: restricted ? true : null };
}

/** How one request wants its users. */
export interface UserView {
  /** Undefined without $select. */
  selected: string[] | undefined;
  show(user: DirectoryUser): Record<string, unknown>;
}

/**
 * Reads a $select. Throws a 400 for a property that users do not have and a 403 for one that the token's scopes do not
 * show; `own` is true when the caller looks at themselves.
 */
export function userView(call: GraphCall, select: string | undefined, own: boolean): UserView {
  const selected = selectedNames(select, USER_PROPERTIES, 'user');
  const full = own || call.caller.scopes.some(scope => FULL_READ.includes(scope));
  if (!full && selected?.some(name => !BASIC_PROPERTIES.includes(name))) throw requestDenied();
  const names = selected ?? DEFAULT_PROPERTIES;
  const visible = full ? names : names.filter(name => BASIC_PROPERTIES.includes(name));
  return { selected, show: user => pick(userResource(call.tenant, user), visible) };
}
