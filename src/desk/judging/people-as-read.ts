import type { Findings } from '../actions/kept.ts';
import type { Particulars } from '../request/particulars.ts';

/** How a person can sign in, as Graph tells it (Microsoft Graph, objectIdentity). */
export interface Identity {
  signInType?: string;
  issuer?: string;
}

/** What the desk knows of an account in the directory. Optional fields are unknown or empty there. */
export interface Account extends Particulars {
  mail?: string;
  employeeId?: string;
  mailNickname?: string;
  /** In Windows Server AD. */
  onPremisesSamAccountName?: string;
  officeLocation?: string;
  city?: string;
  companyName?: string;
  userType?: string;
  creationType?: string;
  externalUserState?: string;
  identities: Identity[];
  /** false: sign-in is blocked. undefined: could not be read. */
  accountEnabled?: boolean;
  onPremisesSyncEnabled?: boolean;
  /** true: member of a restricted management administrative unit. */
  isManagementRestricted?: boolean;
  /** ISO 8601, UTC. */
  lastPasswordChangeDateTime?: string;
  manager?: { id: string; displayName?: string };
  /** ISO 8601, UTC. */
  createdDateTime?: string;
  /** data: URL of a photo of at most 48 x 48 pixels. */
  photo?: string;
}

/** A manager, as far as it matters whether they can say who somebody is. */
export interface Manager {
  id: string;
  displayName: string;
  /** undefined: could not be read. */
  accountEnabled?: boolean;
  userType?: string;
  /** Empty where they have none; undefined where Graph did not tell. */
  employeeId?: string;
}

/** A directory role by its template id, which is the same in every tenant; a custom role by its own id. */
export interface DirectoryRole {
  templateId: string;
  name: string;
}

export interface AdministrativeUnit {
  id: string;
  /** A restricted management administrative unit: only roles scoped to it reach its members. */
  restricted: boolean;
  /** true: who is not listed as its member may be one all the same, since it hides them or could not be read. */
  hidesMembers?: boolean;
}

/** A role of a person, active unless it says otherwise. */
export interface RoleHolding extends DirectoryRole {
  /** The administrative unit that it is limited to; missing: it holds for the whole tenant. */
  unit?: AdministrativeUnit;
  /** Listed among the memberships, as built-in roles for the whole tenant are; custom and scoped ones are not. */
  listed: boolean;
  /** They may activate it (Privileged Identity Management). Until then it gives no right, and protects all the same. */
  eligible?: boolean;
}

/** What is read about a person beside the account itself, each with a read of its own. */
export type Part = 'roles' | 'eligible' | 'groups' | 'units' | 'domains';

/** The roles of a person; `undefined` where they could not be read, which is never the same as none. */
export type Roles = readonly RoleHolding[] | undefined;

/** A verified domain of the tenant. */
export interface Domain {
  name: string;
  /** Its users sign in with another identity provider, which keeps their passwords. */
  federated: boolean;
}

/** The account that is signed in: whoever asks, or an account that they may act with. */
export interface Requester {
  id: string;
  displayName: string;
  userPrincipalName?: string;
  /** Empty where it has none; undefined where it could not be read, or the policy does not join accounts by it. */
  employeeId?: string;
  /** The account that chats, where it was read beside it; undefined in it: could not be read. */
  chat?: { enabled: boolean | undefined; employeeId: string | undefined };
  /** The other account of their pair, where it is neither of these; undefined in it: could not be read. */
  partner?: { enabled: boolean | undefined; employeeId: string | undefined };
  /** Object ids of all accounts that have an employee ID of one of these; undefined: could not be read. */
  sharing?: readonly string[];
  roles: Roles;
  /** Role-assignable groups that they are in: roles may come through them that are scoped to a unit. */
  roleGroupIds: readonly string[];
  /** As for a target. */
  outages?: readonly Part[];
}

/** Who has approved, with their roles as far as the requester may read them. */
export interface ApproverNow extends Requester {
  /** `ended`: blocked, or gone; undefined: could not be read. */
  account: 'in-use' | 'ended' | undefined;
}

/** A target with everything that decides what can be done to it; `undefined`: could not be read. */
export interface Target {
  account: Account;
  /** Empty where it has none; undefined where Graph did not tell. */
  employeeId?: string;
  /** Active ones, and the eligible ones that could be read. */
  roles: Roles;
  /** False where custom, scoped and eligible roles have not been read yet: Graph lists them by object id only. */
  rolesComplete: boolean;
  /** It could not be read which roles it is eligible for, although that was asked. */
  eligibilityUnknown: boolean;
  /** Member or owner of a role-assignable group. */
  guardsRoles: boolean | undefined;
  /** The groups that it is in, directly and through others, as far as they show. */
  groupIds: readonly string[] | undefined;
  /** Groups of the policy that it may be in although they are not listed: they hide their members, or could not be read. */
  unseenGroupIds: readonly string[];
  /** The administrative units that it is a member of. */
  units: readonly AdministrativeUnit[] | undefined;
  /** The verified domains of the tenant. */
  domains: readonly Domain[] | undefined;
  /** What the action needs to know beside; missing where it needs nothing. */
  findings?: Findings;
  /** Parts that are unknown because the directory gave no answer; the others are not told to the requester. */
  outages?: readonly Part[];
}
