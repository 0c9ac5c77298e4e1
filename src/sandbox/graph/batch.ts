import type { GraphHandler, GraphRequest, GraphResponse } from '../types.ts';
import { badRequest, GraphError } from './graph-error.ts';

const MAX_ITEMS = 20;

interface BatchItem {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  dependsOn: readonly string[];
}

interface BatchAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string');
}

function headersOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name.toLowerCase(), String(text)]));
}

function itemOf(value: unknown): BatchItem {
  if (!isRecord(value)) throw badRequest('Invalid batch payload format.');
  const { id, method, url, headers, body, dependsOn = [] } = value;
  if (typeof id !== 'string' || id === '' || typeof method !== 'string')
    throw badRequest('Each batch request must have an id and a method.');
  if (typeof url !== 'string' || !url.startsWith('/'))
    throw badRequest(`The url of batch request '${id}' must be relative and start with '/'.`);
  if (/^\/\$batch/i.test(url)) throw badRequest('A batch request cannot contain another batch.');
  if (!isTextList(dependsOn)) throw badRequest(`The dependsOn of batch request '${id}' must be a list of ids.`);
  const item = { id, method, url, headers: headersOf(headers), body, dependsOn };
  if (body !== undefined && item.headers['content-type'] === undefined) {
    throw badRequest(`Batch request '${id}' has a body but no Content-Type header.`);
  }
  return item;
}

function itemsOf(body: unknown): BatchItem[] {
  if (!isRecord(body) || !Array.isArray(body.requests)) throw badRequest('Invalid batch payload format.');
  if (body.requests.length === 0) throw badRequest('The batch contains no requests.');
  if (body.requests.length > MAX_ITEMS)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MAX_ITEMS}.`);
  const items = body.requests.map(itemOf);
  const earlier = new Set<string>();
  for (const item of items) {
    if (earlier.has(item.id)) throw badRequest(`The id '${item.id}' is used more than once.`);
    const unknown = item.dependsOn.find(id => !earlier.has(id));
    if (unknown !== undefined)
      throw badRequest(`The request '${item.id}' depends on '${unknown}', which does not come before it.`);
    earlier.add(item.id);
  }
  return items;
}

function answerOf(id: string, response: GraphResponse): BatchAnswer {
  const { status, headers = {}, body } = response;
  if (body === undefined) return { id, status, headers };
  if (Buffer.isBuffer(body)) return { id, status, headers, body: body.toString('base64') };
  return { id, status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

async function runItem(item: BatchItem, outer: GraphRequest, handle: GraphHandler): Promise<GraphResponse> {
  const { authorization, 'client-request-id': clientRequestId } = outer.headers;
  const headers = { 'client-request-id': clientRequestId, ...item.headers, authorization };
  return await handle({ method: item.method.toUpperCase(), path: `/v1.0${item.url}`, headers, body: item.body });
}

/**
 * Runs a JSON batch (Microsoft Graph, "Combine multiple HTTP requests using JSON batching"): one item after the other
 * with the token of the whole; headers such as ConsistencyLevel count for the item that has them. The answers come
 * back in another order than asked, as Graph is free to do. Throws a 400 for a malformed batch.
 */
export async function runBatch(request: GraphRequest, handle: GraphHandler): Promise<GraphResponse> {
  if (request.method !== 'POST')
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  const answers = new Map<string, BatchAnswer>();
  for (const item of itemsOf(request.body)) {
    const failed = item.dependsOn.some(id => (answers.get(id)?.status ?? 0) >= 400);
    const error = { code: 'FailedDependency', message: 'A request that this one depends on failed.' };
    const response = failed ? { status: 424, body: { error } } : await runItem(item, request, handle);
    answers.set(item.id, answerOf(item.id, response));
  }
  return { status: 200, body: { responses: [...answers.values()].reverse() } };
}
