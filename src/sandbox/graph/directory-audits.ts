import { activeAssignments } from '../tenant/memberships.ts';
import type { GraphResponse } from '../types.ts';
import { parseAuditFilter } from './audit-filter.ts';
import { GraphError, Throttled, unsupportedQuery } from './graph-error.ts';
import { pageOf } from './page.ts';
import type { GraphCall, Route } from './route.ts';
import { contextOf } from './select.ts';

const PATH = '/auditLogs/directoryAudits';

/**
 * The roles of which a person needs one, by template id: Global Administrator, Global Reader, Reports Reader, Security
 * Administrator, Security Reader (Microsoft Graph, "List directoryAudits").
 */
const READERS = [
  '62e90394-69f5-4237-9190-012177145e10',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  '4a5d8f65-41da-4de4-8968-e035b65339cf',
  '194ae4cb-b126-40b2-bd5b-6091b380977d',
  '5d6b6bb7-de71-4623-b4af-96380a352509',
];

/** Which of license and role Graph looks at first is not documented: here the license. */
function refuse({ tenant, caller }: GraphCall): void {
  if (tenant.audits.premium === 'off') {
    throw new GraphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  }
  const roles = activeAssignments(tenant, caller.objectId).filter(({ directoryScopeId }) => directoryScopeId === '/');
  if (roles.some(({ roleDefinitionId }) => READERS.includes(roleDefinitionId))) return;
  throw new GraphError(403, 'Authentication_RequestFromUnsupportedUserRole', 'User is not in the allowed roles');
}

function listAudits(call: GraphCall): GraphResponse {
  const seconds = call.tenant.audits.admit();
  if (seconds !== undefined) throw new Throttled(seconds);
  refuse(call);
  call.query.allow('$filter', '$top', '$orderby', '$skiptoken');
  const matches = parseAuditFilter(call.query.option('$filter'));
  const found = call.tenant.audits.seen().filter(({ row, at }) => matches(row, at));
  const { items, annotations } = pageOf(call, PATH, ordered(call, found));
  const context = contextOf(call.endpoint, 'auditLogs/directoryAudits', undefined);
  return { status: 200, body: { '@odata.context': context, ...annotations, value: items.map(({ row }) => row) } };
}

function ordered<T>(call: GraphCall, newestFirst: readonly T[]): readonly T[] {
  switch (call.query.option('$orderby') ?? 'activityDateTime desc') {
    case 'activityDateTime desc':
      return newestFirst;
    case 'activityDateTime':
    case 'activityDateTime asc':
      return newestFirst.toReversed();
    default:
      throw unsupportedQuery('Sorting not supported for current query.');
  }
}

export const AUDIT_ROUTES: readonly Route[] = [
  { method: 'GET', template: PATH, scopes: ['AuditLog.Read.All'], family: 'audit-logs', answer: listAudits },
];
