import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

const MAX_BODY_BYTES = 4_000_000;

export interface SandboxRequest {
  method: string;
  /** Path with query, as it came. */
  path: string;
  pathname: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Buffer;
  /** Named groups of the route's path, percent-decoded. */
  params: Readonly<Record<string, string>>;
}

/** An object or array is sent as JSON, a string as it is, a Buffer as it is; undefined is an empty body. */
export interface SandboxReply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** `drop` closes the connection without an answer. */
export type Answer = SandboxReply | 'drop';

export interface Route {
  method: string;
  path: RegExp;
  handle(request: SandboxRequest): Promise<SandboxReply> | SandboxReply;
}

/** A request that is answered with `status` and this message. */
export class BadRequest extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** The body as JSON; undefined when empty. Throws BadRequest when it is not JSON. */
export function jsonBody(request: SandboxRequest): unknown {
  if (request.rawBody.length === 0) return undefined;
  try {
    return JSON.parse(request.rawBody.toString('utf8'));
  } catch (error) {
    throw new BadRequest(`The body is not JSON: ${String(error)}`);
  }
}

/** The body as a JSON object. Throws BadRequest when it is anything else. */
export function jsonObject(request: SandboxRequest): Record<string, unknown> {
  const body = request.rawBody.length === 0 ? {} : jsonBody(request);
  if (!isRecord(body)) throw new BadRequest('The body must be a JSON object.');
  return body;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Answers with the first route whose method and path match: 404 without one, 405 when only the method is wrong. */
export async function dispatch(routes: readonly Route[], request: SandboxRequest): Promise<SandboxReply> {
  const matching = routes.filter(route => route.path.test(request.pathname));
  const route = matching.find(({ method }) => method === request.method);
  if (!route) {
    const status = matching.length > 0 ? 405 : 404;
    return {
      status,
      body: { error: { code: String(status), message: `No ${request.method} ${request.pathname} here.` } },
    };
  }
  const groups = route.path.exec(request.pathname)?.groups ?? {};
  const params = Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  return route.handle({ ...request, params });
}

/** Turns a function from request to answer into a listener of node:http or node:https. */
export function listener(answer: (request: SandboxRequest) => Promise<Answer>): RequestListener {
  return (incoming, outgoing) => {
    readRequest(incoming)
      .then(answer)
      .catch(toErrorReply)
      .then(reply => send(reply, outgoing))
      .catch(error => outgoing.destroy(error));
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BadRequest('The body is too large.', 413);
    chunks.push(chunk);
  }
  const path = incoming.url ?? '/';
  const url = new URL(path, 'http://sandbox.invalid');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    pathname: url.pathname,
    query: url.searchParams,
    headers,
    rawBody: Buffer.concat(chunks),
    params: {},
  };
}

function toErrorReply(error: unknown): SandboxReply {
  const status = error instanceof BadRequest ? error.status : 500;
  const message = error instanceof Error ? error.message : String(error);
  return { status, body: { error: { code: status === 500 ? 'SandboxError' : 'BadRequest', message } } };
}

function send(answer: Answer, outgoing: ServerResponse): void {
  if (answer === 'drop') {
    outgoing.destroy();
    return;
  }
  const { body } = answer;
  const headers: Record<string, string> = {};
  let payload: Buffer | string = '';
  if (Buffer.isBuffer(body)) payload = body;
  else if (typeof body === 'string') {
    payload = body;
    headers['content-type'] = 'text/plain; charset=utf-8';
  } else if (body !== undefined) {
    payload = JSON.stringify(body);
    headers['content-type'] = 'application/json; charset=utf-8';
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = value;
  if (payload.length > 0) headers['content-length'] = String(Buffer.byteLength(payload));
  else if (answer.status !== 204 && answer.status !== 304) headers['content-length'] = '0';
  outgoing.writeHead(answer.status, headers);
  outgoing.end(payload);
}
