/** The directory objects of the sample tenant, with the property names of Microsoft Graph v1.0. */

import type { SignInAttempt } from '../types.ts';
import type { Audits } from './audits.ts';
import type { PassAttempt, Passes } from './pass-model.ts';

export interface ObjectIdentity {
  signInType: string;
  issuer: string;
  issuerAssignedId: string | null;
}

/** Date and time properties are ISO 8601 in UTC with whole seconds, as Microsoft Graph writes them. */
export interface DirectoryUser {
  id: string;
  accountEnabled: boolean;
  businessPhones: readonly string[];
  city: string | null;
  companyName: string | null;
  createdDateTime: string;
  creationType: string | null;
  department: string | null;
  displayName: string;
  employeeId: string | null;
  externalUserState: string | null;
  externalUserStateChangeDateTime: string | null;
  givenName: string | null;
  identities: readonly ObjectIdentity[];
  jobTitle: string | null;
  lastPasswordChangeDateTime: string | null;
  mail: string | null;
  mailNickname: string | null;
  mobilePhone: string | null;
  officeLocation: string | null;
  onPremisesDistinguishedName: string | null;
  onPremisesDomainName: string | null;
  onPremisesImmutableId: string | null;
  onPremisesLastSyncDateTime: string | null;
  onPremisesSamAccountName: string | null;
  onPremisesSyncEnabled: boolean | null;
  otherMails: readonly string[];
  passwordPolicies: string | null;
  preferredLanguage: string | null;
  proxyAddresses: readonly string[];
  signInSessionsValidFromDateTime: string | null;
  surname: string | null;
  usageLocation: string | null;
  userPrincipalName: string;
  userType: 'Member' | 'Guest';
}

export type Visibility = 'Public' | 'Private' | 'HiddenMembership' | null;

export interface Group {
  id: string;
  displayName: string;
  description: string | null;
  isAssignableToRole: boolean;
  /** Null is public. The members of a group with hidden membership are listed to few. */
  visibility: Visibility;
  /** Object ids of users and groups. */
  members: Set<string>;
  /** Object ids of users who may activate their membership (Privileged Identity Management for groups). */
  eligibleMembers: Set<string>;
  /** Object ids of users. */
  owners: Set<string>;
}

export interface AdministrativeUnit {
  id: string;
  displayName: string;
  description: string | null;
  isMemberManagementRestricted: boolean;
  visibility: Visibility;
  /** Object ids of users. */
  members: Set<string>;
}

export interface RoleDefinition {
  id: string;
  templateId: string;
  displayName: string;
  description: string;
  isBuiltIn: boolean;
}

export interface RoleAssignment {
  id: string;
  roleDefinitionId: string;
  /** Object id of a user or of a role-assignable group. */
  principalId: string;
  /** `/` for the tenant, `/administrativeUnits/{id}` for one unit; null where an app scope takes its place. */
  directoryScopeId: string | null;
  /** A scope that an application understands alone; null for all roles of the directory. */
  appScopeId: string | null;
}

export interface Domain {
  id: string;
  authenticationType: string;
  isAdminManaged: boolean;
  isDefault: boolean;
  isInitial: boolean;
  isRoot: boolean;
  isVerified: boolean;
  supportedServices: readonly string[];
}

export interface RoleChange {
  /** Display name or template id of a role. */
  role: string;
  /** Defaults to `/`. */
  directoryScopeId?: string | null;
  appScopeId?: string;
  /** Object id or display name of a role-assignable group that carries the role; without it the assignment is direct. */
  throughGroup?: string;
}

/** What a test may change in a user: any stored property but the id, and the user's place in the directory. Plain JSON. */
export interface UserPatch extends Partial<Omit<DirectoryUser, 'id'>> {
  /** Object id or user principal name; null takes the manager away. */
  manager?: string | null;
  photo?: boolean;
  /** Whether the app is installed for them in Teams. */
  teamsApp?: boolean;
  assignRoles?: readonly RoleChange[];
  /** Without a scope the assignments at every scope; with a group the user leaves that group. */
  removeRoles?: readonly RoleChange[];
  /** Roles that they may activate; only where Privileged Identity Management is on. */
  makeEligible?: readonly RoleChange[];
  removeEligible?: readonly RoleChange[];
  /** Role-assignable groups whose membership they may activate; only where Privileged Identity Management is on. */
  makeGroupsEligible?: readonly string[];
  /** Groups and units by object id or display name. */
  joinGroups?: readonly string[];
  leaveGroups?: readonly string[];
  ownGroups?: readonly string[];
  disownGroups?: readonly string[];
  joinUnits?: readonly string[];
  leaveUnits?: readonly string[];
}

export interface UserDirectory extends Iterable<DirectoryUser> {
  readonly size: number;
  /** By object id or user principal name, without regard to case. */
  find(idOrUserPrincipalName: string): DirectoryUser | undefined;
}

export type PasswordRefusal = 'length' | 'characters' | 'complexity' | 'name' | 'banned';

export interface PasswordChange {
  result: 'changed' | 'wrong-password' | 'blocked' | 'unknown-user' | 'password-refused';
  /** Present when the new password was refused; `reused` is the same password again. */
  reason?: PasswordRefusal | 'reused';
}

/** How the directory refuses to set the password that is in force once more, as a history or a minimum age does. */
export interface RefusedRepeat {
  /** In the answer to the call, or as the outcome of its operation. */
  by: 'call' | 'operation';
  /** Code inside the error envelope; without it the message alone tells. */
  code?: string;
  /** Message of the envelope, or statusDetail of the operation. */
  message: string;
}

export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  readonly domains: readonly Domain[];
  readonly users: UserDirectory;
  /** Soft-deleted users: they can't be found, can't sign in and can't be reset. */
  readonly deletedUsers: readonly DirectoryUser[];
  readonly groups: readonly Group[];
  readonly administrativeUnits: readonly AdministrativeUnit[];
  readonly roleDefinitions: readonly RoleDefinition[];
  readonly roleAssignments: readonly RoleAssignment[];
  /** Roles that somebody may activate, and does not hold until then. */
  readonly roleEligibilities: readonly RoleAssignment[];
  /** Whether the tenant has the license for it. Turned off, nobody is eligible for anything any more. */
  privilegedIdentityManagement: 'on' | 'off';
  /** Whether a password that is reset in the cloud reaches Windows Server AD. */
  passwordWriteback: 'on' | 'off';
  /** How long a password change stays invisible in lastPasswordChangeDateTime, in milliseconds; Infinity: for good. */
  changeLag: number;
  /** Undefined: such a repeat is taken like any other reset. */
  refusedRepeat: RefusedRepeat | undefined;
  /** Temporary Access Passes. */
  readonly passes: Passes;
  /** What is written down of what was done to accounts. */
  readonly audits: Audits;
  /** Whether this password is in force. */
  isInForce(userId: string, password: string): boolean;
  /** Back to the sample tenant; forgets every password and change. */
  reset(): void;
  /** Throws when the user, a role, a group, a unit or a property is unknown; nothing is changed then. */
  patchUser(idOrUserPrincipalName: string, patch: UserPatch): DirectoryUser;
  /** Throws when the user is unknown. */
  deleteUser(idOrUserPrincipalName: string): void;
  /** By object id or display name; throws when the group is unknown. */
  setGroupVisibility(idOrName: string, visibility: Visibility): void;
  deleteGroup(idOrName: string): void;
  /** By object id or display name; throws when the unit is unknown. */
  setUnitVisibility(idOrName: string, visibility: Visibility): void;
  managerOf(userId: string): DirectoryUser | undefined;
  /** Whether the app is installed for them in Teams. */
  hasTeamsApp(userId: string): boolean;
  /** A square PNG, or undefined for people without a photo; `pixels` is its width, 96 unless told. */
  photoOf(userId: string, pixels?: number): Buffer | undefined;
  trySignIn(userPrincipalName: string, password: string): SignInAttempt;
  /** Signs in with a Temporary Access Pass, whatever password the user has. */
  tryPass(userPrincipalName: string, pass: string): PassAttempt;
  /** The user's own change, as at a sign-in that demands one. */
  changePassword(userPrincipalName: string, oldPassword: string, newPassword: string): PasswordChange;
  /** Gives a user a password that need not be changed. Throws when the user is unknown. */
  setPassword(userPrincipalName: string, password: string): void;
  /** An administrator's reset: the password is valid from now on and must be changed at the next sign-in. */
  resetPassword(userId: string, password: string): void;
  /** Undefined when the password is good enough for this user. */
  refusalOfPassword(userId: string, password: string): PasswordRefusal | undefined;
  /** Every session that began before now is over. */
  revokeSessions(userId: string): void;
  /** How often the sessions of this user were ended since the reset of the tenant; a new password does not count. */
  revocationsOf(userId: string): number;
}
