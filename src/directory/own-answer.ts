import { isRecord } from '../net/json.ts';
import { type GraphAnswer, noAnswer } from './graph-answer.ts';

/** The success codes of the calls that we make. Anything else, such as 203 of a proxy that changed the answer, is not Graph's. */
const SUCCESSES: ReadonlySet<number> = new Set([200, 201, 202, 204]);

/** Graph sends them with every answer (Microsoft Graph, "Best practices": log request-id and x-ms-ags-diagnostic). */
const MARKS = ['request-id', 'x-ms-ags-diagnostic'] as const;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
const IMAGE_TYPE = /^image\//i;

type Headers = ReadonlyMap<string, string>;

/**
 * An answer as it came over HTTP. Proxies, filters and sign-in pages of a network answer in a service's place too, under any
 * status: what could not be from Graph gets a `failure`, so that it passes neither for a success nor for a refusal.
 */
export function readHttpAnswer(status: number, headers: Headers, text: string): GraphAnswer {
  const read = readBody(headers.get('content-type'), text);
  const marked = isMarked(headers);
  // A no with Graph's marks stays one although its reasons were cut off.
  const lost = read.failure === 'BrokenBody' && marked && status >= 400 ? undefined : read.failure;
  return { status, headers, body: read.body, failure: lost ?? foreignness(status, read.body, marked) };
}

/**
 * An item in the answer to a batch. The batch has Graph's marks, so a success needs none of its own; a refusal needs Graph's
 * error envelope, which every part of Graph sends.
 */
export function readItemAnswer(item: Readonly<Record<string, unknown>>): GraphAnswer {
  const { status } = item;
  const headers = byName(item.headers);
  if (!isStatus(status) || !headers) return noAnswer('UnreadableItem');
  const body = item.body ?? undefined;
  const type = headers.get('content-type');
  const failure = foreignContent(type, body) ?? foreignness(status, body, status < 300 || isMarked(headers));
  return { status, headers, body, failure };
}

/** In what such an answer is not Graph's own; undefined where it may be, or where its status says nothing anyway. */
function foreignness(status: number, body: unknown, marked: boolean): string | undefined {
  const known = marked || hasOwnBody(body);
  if (status >= 400) return known || status >= 500 ? undefined : 'UnsignedRefusal';
  if (status >= 300) return undefined;
  if (!SUCCESSES.has(status)) return 'UnknownSuccess';
  if (isRecord(body) && Object.hasOwn(body, 'error')) return 'ErrorInSuccess';
  return known ? undefined : 'UnsignedSuccess';
}

/** Bodies that only Graph writes: its error envelope, the answer to a batch, and what names its metadata. */
function hasOwnBody(body: unknown): boolean {
  if (!isRecord(body)) return false;
  const code = isRecord(body.error) ? body.error.code : undefined;
  const signed = typeof body['@odata.context'] === 'string' || Array.isArray(body.responses);
  return signed || (typeof code === 'string' && code !== '');
}

/** All of Graph's JSON is an object; a photo is the only other thing that we read, and comes in a batch alone. */
function foreignContent(type: string | undefined, body: unknown): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return type !== undefined && IMAGE_TYPE.test(type) ? undefined : 'ForeignContent';
  return isRecord(body) && (type === undefined || JSON_TYPE.test(type)) ? undefined : 'ForeignContent';
}

function readBody(type: string | undefined, text: string): { body?: unknown; failure?: string } {
  if (text.trim() === '') return {};
  if (type !== undefined && !JSON_TYPE.test(type)) return { failure: 'ForeignContent' };
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? { body } : { failure: 'ForeignContent' };
  } catch {
    return { failure: 'BrokenBody' };
  }
}

function isMarked(headers: Headers): boolean {
  return MARKS.some(name => headers.get(name));
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599;
}

/** Undefined: they are no headers. A value that is neither text nor number is none. */
function byName(headers: unknown): Headers | undefined {
  if (headers === undefined || headers === null) return new Map();
  if (!isRecord(headers)) return undefined;
  const read = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' || typeof value === 'number') read.set(name.toLowerCase(), String(value));
  }
  return read;
}
