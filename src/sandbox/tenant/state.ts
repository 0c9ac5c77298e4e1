import { stableId } from './identifiers.ts';
import type { AdministrativeUnit, DirectoryUser, Group, RoleAssignment } from './model.ts';
import organization from './organization.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import { roleNamed } from './roles.ts';

/** Everything in the tenant that can change. Keys of the maps are object ids. */
export interface TenantState {
  users: Map<string, DirectoryUser>;
  deletedUsers: Map<string, DirectoryUser>;
  /** User to manager. */
  managers: Map<string, string>;
  photos: Set<string>;
  /** People for whom the app is not installed in Teams. */
  withoutTeamsApp: Set<string>;
  groups: Map<string, Group>;
  administrativeUnits: Map<string, AdministrativeUnit>;
  roleAssignments: RoleAssignment[];
  roleEligibilities: RoleAssignment[];
  privilegedIdentityManagement: 'on' | 'off';
  passwordWriteback: 'on' | 'off';
}

type Row = (typeof people)[number];

/** By object id or user principal name, without regard to case. */
export function findUser(users: ReadonlyMap<string, DirectoryUser>, idOrUpn: string): DirectoryUser | undefined {
  const wanted = idOrUpn.toLowerCase();
  const byId = users.get(wanted);
  if (byId) return byId;
  for (const user of users.values()) if (user.userPrincipalName.toLowerCase() === wanted) return user;
  return undefined;
}

function addressesOf(row: Row): Pick<DirectoryUser, 'mail' | 'mailNickname' | 'proxyAddresses' | 'otherMails'> {
  const external = row.creationType === 'Invitation';
  const mail = row.mail === undefined ? row.userPrincipalName : row.mail;
  const aliases = (row.aliases ?? []).map(alias => `smtp:${alias}`);
  return {
    mail,
    mailNickname: row.userPrincipalName.split('@')[0] ?? null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`, ...aliases],
    otherMails: row.otherMails ?? (external && mail ? [mail] : []),
  };
}

function onPremisesOf(row: Row): Pick<DirectoryUser, Extract<keyof DirectoryUser, `onPremises${string}`>> {
  return {
    onPremisesDistinguishedName: row.onPremisesDistinguishedName ?? null,
    onPremisesDomainName: row.onPremisesDomainName ?? null,
    onPremisesImmutableId: row.onPremisesImmutableId ?? null,
    onPremisesLastSyncDateTime: row.onPremisesLastSyncDateTime ?? null,
    onPremisesSamAccountName: row.onPremisesSamAccountName ?? null,
    onPremisesSyncEnabled: row.onPremisesSyncEnabled ?? null,
  };
}

function userOf(row: Row): DirectoryUser {
  const issuer = organization.initialDomain;
  const local = { signInType: 'userPrincipalName', issuer, issuerAssignedId: row.userPrincipalName };
  return {
    id: row.id,
    accountEnabled: row.accountEnabled ?? true,
    businessPhones: row.businessPhones ?? [],
    city: row.officeLocation,
    companyName: row.companyName ?? organization.displayName,
    createdDateTime: row.createdDateTime ?? '2021-03-01T08:00:00Z',
    creationType: row.creationType ?? null,
    department: row.department,
    displayName: row.displayName,
    employeeId: row.employeeId,
    externalUserState: row.externalUserState ?? null,
    externalUserStateChangeDateTime: row.externalUserStateChangeDateTime ?? null,
    givenName: row.givenName,
    identities: row.identities ?? [local],
    jobTitle: row.jobTitle,
    lastPasswordChangeDateTime: row.lastPasswordChangeDateTime ?? null,
    mobilePhone: row.mobilePhone ?? null,
    officeLocation: row.officeLocation,
    passwordPolicies: null,
    preferredLanguage: null,
    signInSessionsValidFromDateTime: row.lastPasswordChangeDateTime ?? null,
    surname: row.surname,
    usageLocation: 'SE',
    userPrincipalName: row.userPrincipalName,
    userType: row.userType === 'Guest' ? 'Guest' : 'Member',
    ...addressesOf(row),
    ...onPremisesOf(row),
  };
}

function idOf(users: ReadonlyMap<string, DirectoryUser>, userOrGroup: string): string {
  if (!userOrGroup.includes('@')) return userOrGroup;
  const user = findUser(users, userOrGroup);
  if (!user) throw new Error(`organization.json names ${userOrGroup}, who is not in people.json.`);
  return user.id;
}

function assignmentsOf(users: ReadonlyMap<string, DirectoryUser>): RoleAssignment[] {
  return organization.roleAssignments.map(row => {
    const unit = organization.administrativeUnits.find(u => u.displayName === row.administrativeUnit);
    const directoryScopeId = unit ? `/administrativeUnits/${unit.id}` : '/';
    const roleDefinitionId = roleNamed(row.role).id;
    const principalId = idOf(users, row.principal);
    const id = stableId('role-assignment', `${roleDefinitionId} ${principalId} ${directoryScopeId}`);
    return { id, roleDefinitionId, principalId, directoryScopeId, appScopeId: null };
  });
}

/** A copy that can change: everything but users and assignments, of which each is replaced and never changed. */
export function draftOf(state: TenantState): TenantState {
  const groups = [...state.groups].map(([id, group]) => {
    const { members, eligibleMembers, owners } = group;
    return [
      id,
      { ...group, members: new Set(members), eligibleMembers: new Set(eligibleMembers), owners: new Set(owners) },
    ] as const;
  });
  const units = [...state.administrativeUnits].map(
    ([id, unit]) => [id, { ...unit, members: new Set(unit.members) }] as const,
  );
  return {
    ...state,
    users: new Map(state.users),
    deletedUsers: new Map(state.deletedUsers),
    managers: new Map(state.managers),
    photos: new Set(state.photos),
    withoutTeamsApp: new Set(state.withoutTeamsApp),
    groups: new Map(groups),
    administrativeUnits: new Map(units),
    roleAssignments: [...state.roleAssignments],
    roleEligibilities: [...state.roleEligibilities],
  };
}

let sample: TenantState | undefined;

/** A new copy of the sample tenant. Throws when the data files contradict each other. */
export function sampleState(): TenantState {
  sample ??= readSample();
  return draftOf(sample);
}

function readSample(): TenantState {
  const users = new Map(people.filter(row => row.deleted === undefined).map(row => [row.id, userOf(row)]));
  const ids = (names: readonly string[]) => new Set(names.map(name => idOf(users, name)));
  const managed = people.flatMap(row => (row.manager ? [[row.id, idOf(users, row.manager)] as const] : []));
  const groups = organization.groups.map(row => ({
    ...row,
    visibility: null,
    members: ids(row.members),
    eligibleMembers: new Set<string>(),
    owners: ids(row.owners),
  }));
  const units = organization.administrativeUnits.map(row => ({ ...row, visibility: null, members: ids(row.members) }));
  return {
    users,
    deletedUsers: new Map(people.filter(row => row.deleted !== undefined).map(row => [row.id, userOf(row)])),
    managers: new Map(managed),
    photos: new Set(people.filter(row => row.photo).map(row => row.id)),
    withoutTeamsApp: new Set(),
    groups: new Map(groups.map(group => [group.id, group])),
    administrativeUnits: new Map(units.map(unit => [unit.id, unit])),
    roleAssignments: assignmentsOf(users),
    roleEligibilities: [],
    privilegedIdentityManagement: 'off',
    passwordWriteback: organization.passwordWriteback === 'off' ? 'off' : 'on',
  };
}
