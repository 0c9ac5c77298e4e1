import { createHash } from 'node:crypto';
import { activeAssignments } from '../tenant/memberships.ts';
import type { RoleAssignment, RoleDefinition } from '../tenant/model.ts';
import type { GraphResponse } from '../types.ts';
import { type Filterable, parseFilter } from './filter.ts';
import { badRequest, GraphError, notFound } from './graph-error.ts';
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

const ELIGIBILITY_SCOPES = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
];

/**
 * The roles of which a person needs one to read who is eligible for what, by template id: Global Administrator, Global
 * Reader, Privileged Role Administrator, Security Administrator, Security Operator, Security Reader. Source: Microsoft
 * Graph, "List roleEligibilityScheduleInstances".
 */
const ELIGIBILITY_READERS = [
  '62e90394-69f5-4237-9190-012177145e10',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '194ae4cb-b126-40b2-bd5b-6091b380977d',
  '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
  '5d6b6bb7-de71-4623-b4af-96380a352509',
];

const ASSIGNMENT_PROPERTIES = ['appScopeId', 'directoryScopeId', 'id', 'principalId', 'roleDefinitionId'];
const ELIGIBILITY_PROPERTIES = [
  ...ASSIGNMENT_PROPERTIES,
  'endDateTime',
  'memberType',
  'roleEligibilityScheduleId',
  'startDateTime',
];
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

/** A list of roles that people have, direct ones alone: those that come through a group stand under the group's id. */
interface Holdings {
  set: string;
  type: string;
  properties: readonly string[];
  rows: readonly RoleAssignment[];
  show(row: RoleAssignment): Resource;
}

function listOf(call: GraphCall, { set, type, properties, rows, show }: Holdings): GraphResponse {
  call.query.allow('$filter', '$select', '$expand', '$top', '$count', '$skiptoken');
  const filter = call.query.option('$filter');
  if (filter === undefined) throw badRequest('A $filter on principalId or roleDefinitionId is required.');
  const matches = parseFilter(filter, FILTERABLE);
  const selected = selectedNames(call.query.option('$select'), properties, type);
  const definition = expandDefinition(call);
  const found = rows.filter(row => matches({ ...row }));
  const { items, annotations } = pageOf(call, `/roleManagement/directory/${set}`, found);
  const value = items.map(item => ({ ...pick(show(item), selected ?? properties), ...definition(item) }));
  const context = contextOf(call.endpoint, `roleManagement/directory/${set}`, selected);
  return { status: 200, body: { '@odata.context': context, ...annotations, value } };
}

function listAssignments(call: GraphCall): GraphResponse {
  refuseGuests(call);
  return listOf(call, {
    set: 'roleAssignments',
    type: 'unifiedRoleAssignment',
    properties: ASSIGNMENT_PROPERTIES,
    rows: call.tenant.roleAssignments,
    show: row => ({ ...row }),
  });
}

/** An instance is named by its schedule and its place in it. */
function eligibilityResource(row: RoleAssignment): Resource {
  const schedule = createHash('sha256').update(row.id).digest('base64url');
  const dates = { startDateTime: '2025-01-07T08:00:00Z', endDateTime: null };
  return { ...row, ...dates, id: `${schedule}-1-e`, roleEligibilityScheduleId: row.id, memberType: 'Direct' };
}

/** Which of license and role Graph looks at first is not documented: here the license. */
function listEligibilities(call: GraphCall): GraphResponse {
  if (call.tenant.privilegedIdentityManagement === 'off') {
    throw new GraphError(
      400,
      'AadPremiumLicenseRequired',
      'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
    );
  }
  const roles = activeAssignments(call.tenant, call.caller.objectId).filter(one => one.directoryScopeId === '/');
  if (!roles.some(({ roleDefinitionId }) => ELIGIBILITY_READERS.includes(roleDefinitionId))) {
    throw new GraphError(403, 'UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.');
  }
  return listOf(call, {
    set: 'roleEligibilityScheduleInstances',
    type: 'unifiedRoleEligibilityScheduleInstance',
    properties: ELIGIBILITY_PROPERTIES,
    rows: call.tenant.roleEligibilities,
    show: eligibilityResource,
  });
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
    template: '/roleManagement/directory/roleEligibilityScheduleInstances',
    scopes: ELIGIBILITY_SCOPES,
    answer: listEligibilities,
  },
  {
    method: 'GET',
    template: '/roleManagement/directory/roleDefinitions/{role}',
    scopes: SCOPES,
    answer: readDefinition,
  },
];
