import { randomUUID } from 'node:crypto';
import type { ServiceHandler } from './edge.ts';
import { BadRequest, jsonBody, type SandboxReply, type SandboxRequest } from './http.ts';
import type { GraphHandler } from './types.ts';

/** Puts Graph behind HTTP: the body as JSON in and out; a body that is not JSON is refused as Graph does. */
export function graphService(handle: GraphHandler): ServiceHandler {
  return async request => {
    let body: unknown;
    try {
      body = jsonBody(request);
    } catch (error) {
      if (error instanceof BadRequest) return unreadable(request);
      throw error;
    }
    return handle({ method: request.method, path: request.path, headers: request.headers, body });
  };
}

function unreadable(request: SandboxRequest): SandboxReply {
  const requestId = randomUUID();
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': request.headers['client-request-id'] ?? requestId,
  };
  const message =
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
  return {
    status: 400,
    headers: { 'request-id': requestId },
    body: { error: { code: 'BadRequest', message, innerError } },
  };
}
