import { stableId } from '../tenant/identifiers.ts';
import { activeAssignments, groupsOf, groupsWithin, ownedGroupsOf, unitsOf } from '../tenant/memberships.ts';
import type { Group, RoleDefinition, Visibility } from '../tenant/model.ts';
import type { GraphResponse } from '../types.ts';
import { type Filterable, parseFilter } from './filter.ts';
import { notFound, unsupportedQuery } from './graph-error.ts';
import { pageOf } from './page.ts';
import type { GraphCall, Route } from './route.ts';
import { contextOf, pick, type Resource, selectedNames } from './select.ts';
import { refuseGuests, targetOf } from './subject.ts';

/** One kind of directory object that a person can be a member of. */
interface Kind {
  type: 'directoryRole' | 'group' | 'administrativeUnit';
  properties: readonly string[];
  /** Without one of these the objects come with their id alone and nothing but nulls beside it. */
  readers: readonly string[];
}

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];

const ROLE: Kind = {
  type: 'directoryRole',
  properties: ['deletedDateTime', 'description', 'displayName', 'id', 'roleTemplateId'],
  readers: ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', ...DIRECTORY],
};

const GROUP: Kind = {
  type: 'group',
  properties: [
    'deletedDateTime',
    'description',
    'displayName',
    'groupTypes',
    'id',
    'isAssignableToRole',
    'mailEnabled',
    'securityEnabled',
    'visibility',
  ],
  readers: ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadBasic.All', ...DIRECTORY],
};

export const UNIT: Kind = {
  type: 'administrativeUnit',
  properties: ['deletedDateTime', 'description', 'displayName', 'id', 'isMemberManagementRestricted', 'visibility'],
  readers: ['AdministrativeUnit.Read.All', ...DIRECTORY],
};

const FILTERABLE: Filterable = { equal: ['id', 'displayName'], startsWith: ['displayName'], boolean: [], any: [] };

const MEMBER_OF_SCOPES = ['User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', ...DIRECTORY];
const OWNED_SCOPES = ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY];

/** Objects of one kind, as far as the token's scopes show them; the selection throws a 400 for an unknown property. */
function listOf(call: GraphCall, kind: Kind, path: string, resources: readonly Resource[]): GraphResponse {
  const selected = selectedNames(call.query.option('$select'), kind.properties, kind.type);
  const readable = call.caller.scopes.some(scope => kind.readers.includes(scope));
  const show = (resource: Resource) => pick(readable ? resource : { id: resource.id }, selected ?? kind.properties);
  const { items, annotations } = pageOf(call, path, resources);
  const set = { directoryRole: 'directoryRoles', group: 'groups', administrativeUnit: 'directory/administrativeUnits' }[
    kind.type
  ];
  const context = contextOf(call.endpoint, set, selected);
  const value = items.map(item => ({ '@odata.type': `#microsoft.graph.${kind.type}`, ...show(item) }));
  return { status: 200, body: { '@odata.context': context, ...annotations, value } };
}

function pathOf(call: GraphCall, relation: string, kind: Kind): string {
  return `/users/${encodeURIComponent(call.parameters.user ?? '')}/${relation}/microsoft.graph.${kind.type}`;
}

function requireEventual(call: GraphCall): void {
  call.query.allow('$select', '$count', '$top', '$skiptoken');
  if (call.eventual && call.query.option('$count') === 'true') return;
  throw unsupportedQuery(
    "An OData cast needs the header 'ConsistencyLevel: eventual' and the query parameter $count=true.",
  );
}

function transitive(kind: Kind, find: (call: GraphCall, userId: string) => readonly Resource[]) {
  return (call: GraphCall): GraphResponse => {
    requireEventual(call);
    refuseGuests(call);
    return listOf(call, kind, pathOf(call, 'transitiveMemberOf', kind), find(call, targetOf(call).id));
  };
}

/** The id of a directoryRole belongs to the tenant; it is not the template id. */
function roleResource(call: GraphCall, { templateId, displayName, description }: RoleDefinition): Resource {
  return {
    id: stableId('directory-role', `${call.tenant.id} ${templateId}`),
    displayName,
    description,
    roleTemplateId: templateId,
  };
}

/** Built-in roles at tenant scope; unit-scoped and custom roles are no directoryRole memberships. */
function directoryRoles(call: GraphCall, userId: string): Resource[] {
  const held = activeAssignments(call.tenant, userId).filter(assignment => assignment.directoryScopeId === '/');
  const ids = new Set(held.map(assignment => assignment.roleDefinitionId));
  return call.tenant.roleDefinitions
    .filter(role => role.isBuiltIn && ids.has(role.id))
    .map(role => roleResource(call, role));
}

function groupResource({ id, displayName, description, isAssignableToRole, visibility }: Group): Resource {
  const kind = { groupTypes: [], mailEnabled: false, securityEnabled: true, visibility };
  return { id, displayName, description, isAssignableToRole: isAssignableToRole ? true : null, ...kind };
}

function ownedGroups(call: GraphCall): GraphResponse {
  call.query.allow('$select', '$count', '$top', '$skiptoken');
  refuseGuests(call);
  const owned = ownedGroupsOf(call.tenant, targetOf(call).id).map(groupResource);
  return listOf(call, GROUP, pathOf(call, 'ownedObjects', GROUP), owned);
}

/** Whether the membership shows: hidden ones show to the member itself, and with a permission of their own (Member.Read.Hidden). */
function shows(call: GraphCall, userId: string, { visibility }: { visibility: Visibility }): boolean {
  return (
    visibility !== 'HiddenMembership' ||
    userId === call.caller.objectId ||
    call.caller.scopes.includes('Member.Read.Hidden')
  );
}

/** A group that hides its members hides with them the way to the groups that it is in. */
function shownGroups(call: GraphCall, userId: string): Resource[] {
  const shown = groupsOf(call.tenant, userId, group => shows(call, userId, group));
  return shown.map(groupResource);
}

function shownUnits(call: GraphCall, userId: string): Resource[] {
  const shown = unitsOf(call.tenant, userId).filter(unit => shows(call, userId, unit));
  return shown.map(({ members: _, ...unit }) => unit);
}

function listGroups(call: GraphCall): GraphResponse {
  call.query.allow('$filter', '$select', '$count', '$top', '$skiptoken');
  refuseGuests(call);
  const matches = parseFilter(call.query.option('$filter') ?? "id eq ''", FILTERABLE);
  return listOf(call, GROUP, '/groups', call.tenant.groups.map(groupResource).filter(matches));
}

function nestedGroups(call: GraphCall): GraphResponse {
  requireEventual(call);
  refuseGuests(call);
  const id = call.parameters.group ?? '';
  if (!call.tenant.groups.some(group => group.id === id.toLowerCase())) throw notFound(id);
  const nested = groupsWithin(call.tenant, id.toLowerCase()).map(groupResource);
  return listOf(call, GROUP, `/groups/${id}/transitiveMembers/microsoft.graph.group`, nested);
}

function memberOfRoute(kind: Kind, find: (call: GraphCall, userId: string) => readonly Resource[]): Route {
  return {
    method: 'GET',
    template: `/users/{user}/transitiveMemberOf/microsoft.graph.${kind.type}`,
    scopes: MEMBER_OF_SCOPES,
    meScopes: ['User.Read', ...MEMBER_OF_SCOPES],
    answer: transitive(kind, find),
  };
}

export const MEMBER_OF_ROUTES: readonly Route[] = [
  memberOfRoute(ROLE, directoryRoles),
  memberOfRoute(GROUP, shownGroups),
  memberOfRoute(UNIT, shownUnits),
  { method: 'GET', template: '/groups', scopes: GROUP.readers, answer: listGroups },
  {
    method: 'GET',
    template: '/groups/{group}/transitiveMembers/microsoft.graph.group',
    scopes: ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadBasic.All', 'Directory.Read.All'],
    answer: nestedGroups,
  },
  {
    method: 'GET',
    template: '/users/{user}/ownedObjects/microsoft.graph.group',
    scopes: OWNED_SCOPES,
    meScopes: ['User.Read', ...OWNED_SCOPES],
    answer: ownedGroups,
  },
];
