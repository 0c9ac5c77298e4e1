import type { Tenant } from '../tenant/model.ts';
import type { AccessTokens, Caller, Clock, GraphHandler, GraphRequest, GraphResponse } from '../types.ts';
import { runBatch } from './batch.ts';
import {
  accessDenied,
  badRequest,
  errorResponse,
  GraphError,
  permissionMissing,
  requestDenied,
  requestIds,
} from './graph-error.ts';
import { type OperationControl, PasswordOperations } from './operations.ts';
import { parseQuery } from './query.ts';
import type { GraphServices, Route } from './route.ts';
import { routeOf, segmentsOf } from './router.ts';

interface GraphOptions {
  tenant: Tenant;
  clock: Clock;
  tokens: AccessTokens;
  /** Graph's own address without a version, such as `https://localhost:1234`. */
  endpoint: string;
}

interface Graph {
  handle: GraphHandler;
  operations: OperationControl;
}

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message);
}

/** Header names arrive in whatever case the client wrote them. */
function lowerCased(headers: GraphRequest['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function httpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

async function callerOf(authorization: string | undefined, tokens: AccessTokens, tenant: Tenant): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized('Access token is empty.');
  const caller = await tokens.verify(token).catch((reason: unknown) => {
    throw unauthorized(`Access token validation failure. ${reason instanceof Error ? reason.message : ''}`.trim());
  });
  if (caller.appOnly) return caller;
  const user = tenant.users.find(caller.objectId);
  if (!user?.accountEnabled) throw unauthorized('The user account is disabled or does not exist.');
  return caller;
}

function checkScope(caller: Caller, route: Route, me: boolean): void {
  if (caller.appOnly) {
    if (me) throw badRequest('/me request is only valid with delegated authentication flow.');
    if (route.method === 'POST' && route.family === 'authentication-methods') {
      throw badRequest('UserPrincipalName value in token was missing or invalid.');
    }
    throw requestDenied();
  }
  const sufficient = (me ? route.meScopes : route.scopes) ?? [];
  if (caller.scopes.some(scope => sufficient.includes(scope))) return;
  if (route.family === 'audit-logs') throw permissionMissing(route.scopes);
  throw route.family === 'authentication-methods' ? accessDenied() : requestDenied();
}

async function dispatch(
  request: GraphRequest,
  tokens: AccessTokens,
  services: GraphServices,
  handle: GraphHandler,
): Promise<GraphResponse> {
  const caller = await callerOf(request.headers.authorization, tokens, services.tenant);
  const [path = '', ...queryParts] = request.path.split('?');
  const segments = segmentsOf(path);
  if (segments.length === 1 && segments[0]?.toLowerCase() === '$batch') return await runBatch(request, handle);
  const { route, parameters, me } = routeOf(request.method, segments, caller.objectId);
  checkScope(caller, route, me);
  return route.answer({
    ...services,
    caller,
    callingUser: caller.appOnly ? undefined : services.tenant.users.find(caller.objectId),
    parameters,
    query: parseQuery(queryParts.join('?')),
    eventual: request.headers.consistencylevel?.toLowerCase() === 'eventual',
    body: request.body,
    clientRequestId: request.headers['client-request-id'],
  });
}

/**
 * Builds Microsoft Graph v1.0 as far as a password reset needs it. Refusals are answers with Graph's error envelope;
 * the handler throws only when the sandbox itself is wrong.
 */
export function createGraph({ tenant, clock, tokens, endpoint }: GraphOptions): Graph {
  const operations = new PasswordOperations(clock);
  const services: GraphServices = { tenant, clock, endpoint, operations };
  const handle: GraphHandler = async incoming => {
    const request = { ...incoming, method: incoming.method.toUpperCase(), headers: lowerCased(incoming.headers) };
    const ids = requestIds(request.headers['client-request-id']);
    let response: GraphResponse;
    try {
      response = await dispatch(request, tokens, services, handle);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      response = errorResponse(error, ids, clock.now());
    }
    const correlation = { 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId };
    const date = { Date: httpDate(clock.now()) };
    return { ...response, headers: { ...correlation, ...date, ...response.headers } };
  };
  return { handle, operations };
}
