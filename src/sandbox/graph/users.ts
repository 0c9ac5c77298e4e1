import type { DirectoryUser } from '../tenant/model.ts';
import type { GraphResponse } from '../types.ts';
import { type Filterable, parseFilter, type Test } from './filter.ts';
import { badRequest, notFound, requestDenied, unsupportedQuery } from './graph-error.ts';
import { pageOf } from './page.ts';
import type { GraphCall, Route } from './route.ts';
import { parseSearch } from './search.ts';
import { contextOf } from './select.ts';
import { refuseGuests, targetOf } from './subject.ts';
import { userResource, userView } from './user-resource.ts';

const FULL_READ = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

/** Source: Microsoft Graph, user resource, and "Advanced query capabilities on Microsoft Entra ID objects". */
const FILTERABLE: Filterable = {
  equal: [
    'department',
    'displayName',
    'employeeId',
    'givenName',
    'id',
    'jobTitle',
    'mail',
    'mailNickname',
    'surname',
    'userPrincipalName',
    'userType',
  ],
  equalAdvanced: ['onPremisesSamAccountName'],
  startsWith: ['displayName', 'employeeId', 'givenName', 'mail', 'mailNickname', 'surname', 'userPrincipalName'],
  boolean: ['accountEnabled', 'onPremisesSyncEnabled'],
  any: ['otherMails', 'proxyAddresses'],
};

const ORDERABLE = ['displayName', 'userPrincipalName'] as const;

type Manager = (user: DirectoryUser) => Record<string, unknown>;

/** Reads `$expand=manager` or `$expand=manager($select=...)`. */
function expandManager(call: GraphCall): Manager | undefined {
  const expand = call.query.option('$expand');
  if (expand === undefined) return undefined;
  const match = /^manager(?:\(\$select=([A-Za-z,]+)\))?$/.exec(expand);
  if (!match) throw badRequest(`The $expand clause '${expand}' is not supported.`);
  if (!call.caller.scopes.some(scope => FULL_READ.includes(scope))) throw requestDenied();
  const view = userView(call, match[1], false);
  return user => {
    const manager = call.tenant.managerOf(user.id);
    return manager ? { manager: { '@odata.type': '#microsoft.graph.user', ...view.show(manager) } } : {};
  };
}

function readUser(call: GraphCall): GraphResponse {
  call.query.allow('$select', '$expand');
  refuseGuests(call);
  const user = targetOf(call);
  const own = user.id === call.callingUser?.id;
  if (!own && !call.caller.scopes.some(scope => [...FULL_READ, 'User.ReadBasic.All'].includes(scope)))
    throw requestDenied();
  const view = userView(call, call.query.option('$select'), own);
  const manager = expandManager(call)?.(user);
  const context = contextOf(call.endpoint, 'users', view.selected, '/$entity');
  return { status: 200, body: { '@odata.context': context, ...view.show(user), ...manager } };
}

function conditionOf(call: GraphCall): Test {
  const search = call.query.option('$search');
  const filter = call.query.option('$filter');
  const matchesSearch = search === undefined ? undefined : parseSearch(search);
  const matchesFilter = filter === undefined ? undefined : parseFilter(filter, FILTERABLE, isAdvanced(call));
  return user => (matchesSearch?.(user) ?? true) && (matchesFilter?.(user) ?? true);
}

function isAdvanced(call: GraphCall): boolean {
  return call.eventual && call.query.option('$count') === 'true';
}

function requireAdvancedQuery(call: GraphCall): void {
  if (call.query.option('$search') !== undefined && !call.eventual) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const sortsSelection = call.query.option('$orderby') !== undefined && call.query.option('$filter') !== undefined;
  if (sortsSelection && !isAdvanced(call)) {
    throw unsupportedQuery('Sorting not supported for current query.');
  }
  const expandsAdvanced = call.eventual && call.query.option('$expand') !== undefined;
  if (expandsAdvanced) throw unsupportedQuery('$expand is not supported with advanced query parameters.');
}

function ordered(call: GraphCall, users: DirectoryUser[]): DirectoryUser[] {
  const orderby = call.query.option('$orderby');
  if (orderby === undefined) return users;
  const [name, direction = 'asc', ...rest] = orderby.trim().split(/\s+/);
  const property = ORDERABLE.find(known => known === name);
  if (!property || rest.length > 0 || !['asc', 'desc'].includes(direction))
    throw unsupportedQuery(`Sorting by '${orderby}' is not supported.`);
  const sign = direction === 'asc' ? 1 : -1;
  return users.toSorted((a, b) => sign * a[property].localeCompare(b[property], 'en'));
}

function listUsers(call: GraphCall): GraphResponse {
  call.query.allow('$select', '$filter', '$search', '$top', '$count', '$orderby', '$expand', '$skiptoken');
  refuseGuests(call);
  requireAdvancedQuery(call);
  const view = userView(call, call.query.option('$select'), false);
  const manager = expandManager(call);
  const matches = conditionOf(call);
  const found = [...call.tenant.users].filter(user => matches(userResource(call.tenant, user)));
  const { items, annotations } = pageOf(call, '/users', ordered(call, found));
  const value = items.map(user => ({ ...view.show(user), ...manager?.(user) }));
  return {
    status: 200,
    body: { '@odata.context': contextOf(call.endpoint, 'users', view.selected), ...annotations, value },
  };
}

function readManager(call: GraphCall): GraphResponse {
  call.query.allow('$select');
  refuseGuests(call);
  const user = targetOf(call);
  const manager = call.tenant.managerOf(user.id);
  if (!manager) throw notFound('manager');
  const view = userView(call, call.query.option('$select'), false);
  const context = contextOf(call.endpoint, 'directoryObjects', view.selected, '/$entity');
  return {
    status: 200,
    body: { '@odata.context': context, '@odata.type': '#microsoft.graph.user', ...view.show(manager) },
  };
}

export const USER_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/users', scopes: ['User.ReadBasic.All', ...FULL_READ], answer: listUsers },
  {
    method: 'GET',
    template: '/users/{user}',
    scopes: ['User.Read', 'User.ReadBasic.All', ...FULL_READ],
    meScopes: ['User.Read', 'User.ReadBasic.All', ...FULL_READ],
    answer: readUser,
  },
  { method: 'GET', template: '/users/{user}/manager', scopes: FULL_READ, meScopes: FULL_READ, answer: readManager },
];
