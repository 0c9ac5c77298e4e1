import type { RoleAssignment, RoleDefinition } from '../tenant/model.ts';
import type { GraphResponse } from '../types.ts';
import { type Filterable, parseFilter } from './filter.ts';
import { badRequest, notFound } from './graph-error.ts';
import { pageOf } from './page.ts';
import type { GraphCall, Route } from './route.ts';
import { contextOf, pick, type Resource, selectedNames } from './select.ts';
import { refuseGuests } from './subject.ts';

const SCOPES = [
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
  'RoleManagement.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

const ASSIGNMENT_PROPERTIES = ['directoryScopeId', 'id', 'principalId', 'roleDefinitionId'];
const DEFINITION_PROPERTIES = ['description', 'displayName', 'id', 'isBuiltIn', 'isEnabled', 'templateId'];

const FILTERABLE: Filterable = {
  equal: ['directoryScopeId', 'principalId', 'roleDefinitionId'],
  startsWith: [],
  boolean: [],
  any: [],
};

function definitionResource(role: RoleDefinition): Resource {
  return { ...role, isEnabled: true };
}

function definitionOf(call: GraphCall, id: string): RoleDefinition {
  const role = call.tenant.roleDefinitions.find(one => one.id === id.toLowerCase());
  if (!role) throw notFound(id);
  return role;
}

/** Reads `$expand=roleDefinition` or `$expand=roleDefinition($select=...)`. */
function expandDefinition(call: GraphCall): (assignment: RoleAssignment) => Resource {
  const expand = call.query.option('$expand');
  if (expand === undefined) return () => ({});
  const match = /^roleDefinition(?:\(\$select=([A-Za-z,]+)\))?$/.exec(expand);
  if (!match) throw badRequest(`The $expand clause '${expand}' is not supported.`);
  const names = selectedNames(match[1], DEFINITION_PROPERTIES, 'unifiedRoleDefinition') ?? DEFINITION_PROPERTIES;
  return assignment => ({
    roleDefinition: pick(definitionResource(definitionOf(call, assignment.roleDefinitionId)), names),
  });
}

/** Direct assignments alone: those that come through a group stand under the group's id. */
function listAssignments(call: GraphCall): GraphResponse {
  call.query.allow('$filter', '$select', '$expand', '$top', '$count', '$skiptoken');
  refuseGuests(call);
  const filter = call.query.option('$filter');
  if (filter === undefined) throw badRequest('A $filter on principalId or roleDefinitionId is required.');
  const matches = parseFilter(filter, FILTERABLE);
  const selected = selectedNames(call.query.option('$select'), ASSIGNMENT_PROPERTIES, 'unifiedRoleAssignment');
  const definition = expandDefinition(call);
  const found = call.tenant.roleAssignments.filter(assignment => matches({ ...assignment }));
  const { items, annotations } = pageOf(call, '/roleManagement/directory/roleAssignments', found);
  const value = items.map(item => ({ ...pick({ ...item }, selected ?? ASSIGNMENT_PROPERTIES), ...definition(item) }));
  const context = contextOf(call.endpoint, 'roleManagement/directory/roleAssignments', selected);
  return { status: 200, body: { '@odata.context': context, ...annotations, value } };
}

function readDefinition(call: GraphCall): GraphResponse {
  call.query.allow('$select');
  refuseGuests(call);
  const selected = selectedNames(call.query.option('$select'), DEFINITION_PROPERTIES, 'unifiedRoleDefinition');
  const role = definitionOf(call, call.parameters.role ?? '');
  const context = contextOf(call.endpoint, 'roleManagement/directory/roleDefinitions', selected, '/$entity');
  return {
    status: 200,
    body: { '@odata.context': context, ...pick(definitionResource(role), selected ?? DEFINITION_PROPERTIES) },
  };
}

export const ROLE_MANAGEMENT_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/roleManagement/directory/roleAssignments', scopes: SCOPES, answer: listAssignments },
  {
    method: 'GET',
    template: '/roleManagement/directory/roleDefinitions/{role}',
    scopes: SCOPES,
    answer: readDefinition,
  },
];
