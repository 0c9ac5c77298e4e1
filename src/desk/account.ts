/** How a person can sign in, as Graph tells it (Microsoft Graph, objectIdentity). */
export interface Identity {
  signInType?: string;
  issuer?: string;
}

/** What the desk knows of an account in the directory. Optional fields are unknown or empty there. */
export interface Account {
  id: string;
  displayName: string;
  userPrincipalName: string;
  givenName?: string;
  surname?: string;
  mail?: string;
  jobTitle?: string;
  department?: string;
  employeeId?: string;
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
  managerName?: string;
  /** data: URL of a photo of at most 48 x 48 pixels. */
  photo?: string;
}

/** A directory role by its template id, which is the same in every tenant. */
export interface Role {
  templateId: string;
  name: string;
}

/** The active roles of a person; `undefined` where they could not be read, which is never the same as none. */
export type Roles = readonly Role[] | undefined;

export interface Requester {
  id: string;
  displayName: string;
  roles: Roles;
}

export interface Target {
  account: Account;
  roles: Roles;
}
