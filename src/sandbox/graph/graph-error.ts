import { randomUUID } from 'node:crypto';
import { graphDateTime } from '../tenant/identifiers.ts';
import type { GraphResponse } from '../types.ts';

const METHOD_REFUSED = 'badRequest';

/** A request that Graph refuses; becomes the error envelope. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  /** More specific code inside `innerError`. */
  readonly innerCode: string | undefined;

  constructor(status: number, code: string, message: string, innerCode?: string) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.innerCode = innerCode;
  }
}

/** 429: the caller comes too often, and is told when to come again. */
export class Throttled extends GraphError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(429, 'TooManyRequests', 'Too many requests.');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** 400 for a request that Graph does not understand. */
export function badRequest(message: string, innerCode?: string): GraphError {
  return new GraphError(400, 'BadRequest', message, innerCode);
}

/** 400 for a query option that Graph knows but does not support here. */
export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message);
}

/** 404 for a directory object that is not there. */
export function notFound(resource: string): GraphError {
  const message = `Resource '${resource}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', message);
}

/** 403 of the directory layer. */
export function requestDenied(message = 'Insufficient privileges to complete the operation.'): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', message);
}

/** 403 of the authentication methods API. */
export function accessDenied(message = 'Request Authorization failed'): GraphError {
  return new GraphError(403, 'accessDenied', message);
}

/** 403 of the reports for a token without the permission. */
export function permissionMissing(scopes: readonly string[]): GraphError {
  return new GraphError(
    403,
    'Authentication_MSGraphPermissionMissing',
    `The principal does not have required Microsoft Graph permission(s): ${scopes.join(',')} to call this API.`,
  );
}

/** 400 of the authentication methods API for what it understands and does not do: its code begins with a small letter. */
export function methodRefused(message: string): GraphError {
  return new GraphError(400, METHOD_REFUSED, message);
}

/** Correlation of one request: Graph's own id and the caller's, which is Graph's where the caller sent none. */
export interface RequestIds {
  requestId: string;
  clientRequestId: string;
}

export function requestIds(clientRequestId: string | undefined): RequestIds {
  const requestId = randomUUID();
  return { requestId, clientRequestId: clientRequestId ?? requestId };
}

/**
 * The error envelope of Microsoft Graph (Microsoft Graph, "Error responses and resource types"). `now` is in
 * milliseconds since the epoch.
 */
export function errorResponse(error: GraphError, ids: RequestIds, now: number): GraphResponse {
  const innerError = {
    ...(error.innerCode === undefined ? {} : { code: error.innerCode }),
    // As that API was seen to answer (microsoftgraph/microsoft-graph-docs, pull request 12187).
    ...(error.code === METHOD_REFUSED ? { message: error.message } : {}),
    date: graphDateTime(now).slice(0, 19),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
  const challenge: Record<string, string> = error.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  const retry: Record<string, string> =
    error instanceof Throttled ? { 'Retry-After': String(error.retryAfterSeconds) } : {};
  return {
    status: error.status,
    headers: { ...challenge, ...retry },
    body: { error: { code: error.code, message: error.message, innerError } },
  };
}
