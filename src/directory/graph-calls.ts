import { type Client, type GraphRequest, ResponseType } from '@microsoft/microsoft-graph-client';
import { LARGEST_DIRECTORY_ANSWER } from '../desk/times.ts';
import { boundedText } from '../net/bounded-text.ts';
import { parseHttpDate } from '../net/http-date.ts';
import { tracedCall } from '../telemetry/traced-call.ts';
import { waitingFor } from '../telemetry/turn-scope.ts';
import { type GraphAnswer, NO_ANSWER, refused, retryAfterSeconds } from './graph-answer.ts';
import { errorCodes } from './graph-errors.ts';
import { readHttpAnswer } from './own-answer.ts';
import type { Patience } from './patience.ts';

/** The methods of the calls that we make. */
type GraphMethod = 'GET' | 'POST' | 'DELETE';

/** One call to Graph, for the log. Holds no query, no body and no token. */
export interface GraphCallRecord {
  method: GraphMethod;
  path: string;
  /** HTTP status; 0: there was no answer. */
  status: number;
  durationMs: number;
  /** Graph's own id of the call, which Microsoft's support asks for. */
  requestId?: string;
  correlationId: string;
  /** The deepest code of an error envelope, or why there was no answer. */
  errorCode?: string;
}

/** A read of a batch that got no usable answer, for the log: why something is not known. Its path is a template, without ids. */
export interface GraphItemRecord {
  path: string;
  /** HTTP status of the item; 0: there was no answer to it. */
  status: number;
  /** The deepest code of its error envelope, or why there is no usable answer. */
  errorCode?: string;
  /** Graph's own id of the item, or of the batch that it was in. */
  requestId?: string;
  correlationId: string;
}

interface GraphCall {
  method: GraphMethod;
  /** Below the version, with its query: /users/...; every value in it percent-encoded. */
  path: string;
  version?: string;
  body?: unknown;
  /**
   * What may be repeated: a read after 429, 503, 504 and, once, after a dropped connection; a write after 429 only, since
   * that says that it was not applied.
   */
  repeat: 'read' | 'write' | 'never';
  /** No try begins later than so many milliseconds after the first. */
  beginWithin?: number;
}

interface GraphClock {
  /** By how many milliseconds Graph's clock is ahead of ours; undefined: no answer has told it yet. */
  ahead?: number;
}

/** All that the calls of one use case share. */
export interface GraphCalls {
  client: Client;
  endpoint: string;
  /** Goes to Graph as client-request-id. */
  correlationId: string;
  patience: Patience;
  now: () => number;
  /** Keeps what the last answer of Graph told of its clock. */
  clock?: GraphClock;
  onCall: (call: GraphCallRecord) => void;
  /** Is told every read of a batch that failed for good. */
  onItemFailed?: (item: GraphItemRecord) => void;
}

const REPEATABLE: Record<GraphCall['repeat'], readonly number[]> = {
  read: [429, 503, 504],
  write: [429],
  never: [],
};
const TIMED_OUT = 'TimeoutError';

/** Calls Graph, again where that is safe and patience lasts. Never throws: a failure is an answer too. */
export async function callGraph(calls: GraphCalls, call: GraphCall): Promise<GraphAnswer> {
  const latest = calls.now() + (call.beginWithin ?? Number.POSITIVE_INFINITY);
  let mayRepeatLost = call.repeat === 'read';
  for (;;) {
    const answer = await callOnce(calls, call);
    const lost = answer.status === NO_ANSWER && answer.failure !== TIMED_OUT && mayRepeatLost;
    if (!lost && !isRepeatable(answer, call.repeat)) return answer;
    if (lost) mayRepeatLost = false;
    const wait = () => calls.patience.wait(retryAfterSeconds(answer, calls.now()));
    if (!(await waitingFor(wait)) || calls.now() > latest) return answer;
  }
}

/** Whether such an answer may be followed by the same request again. That a write was not applied, Graph itself has to say. */
export function isRepeatable(answer: GraphAnswer, repeat: GraphCall['repeat']): boolean {
  if (repeat === 'write' && !refused(answer)) return false;
  return REPEATABLE[repeat].includes(answer.status);
}

async function callOnce(calls: GraphCalls, call: GraphCall): Promise<GraphAnswer> {
  const startedAt = calls.now();
  const { method, path } = call;
  const { correlationId } = calls;
  const described = { service: 'graph', method, path, correlationId } as const;
  const answer = await tracedCall(
    described,
    () => exchange(calls, call),
    ({ status }) => status,
  );
  calls.onCall({
    method: call.method,
    path: call.path.replace(/\?.*$/s, ''),
    status: answer.status,
    durationMs: calls.now() - startedAt,
    requestId: answer.headers.get('request-id'),
    correlationId: calls.correlationId,
    errorCode: answer.failure ?? errorCodes(answer.body).at(-1),
  });
  return answer;
}

async function exchange(calls: GraphCalls, call: GraphCall): Promise<GraphAnswer> {
  try {
    const response = await send(request(calls, call), call);
    const answer = await received(response);
    noteClock(calls, answer);
    return answer;
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'unknown failure';
    return { status: NO_ANSWER, headers: new Map(), body: undefined, failure };
  }
}

function request(calls: GraphCalls, call: GraphCall): GraphRequest {
  const request = calls.client.api(call.path).responseType(ResponseType.RAW);
  if (call.version) request.version(call.version);
  return request.headers({
    'client-request-id': calls.correlationId,
    // A person waits (Microsoft Graph, "Throttling limits", identity and access).
    'x-ms-throttle-priority': 'high',
  });
}

async function send(request: GraphRequest, call: GraphCall): Promise<Response> {
  switch (call.method) {
    case 'GET':
      return await request.get();
    case 'POST':
      return await request.post(call.body);
    case 'DELETE':
      return await request.delete();
  }
}

/** From the Date of an answer that is Graph's own: a gateway's clock is not Graph's. Within a second and the way here. */
function noteClock({ clock, now }: GraphCalls, { headers, failure }: GraphAnswer): void {
  if (!clock || failure !== undefined || !headers.has('request-id')) return;
  const at = now();
  const date = parseHttpDate(headers.get('date') ?? '', at);
  if (date !== undefined) clock.ahead = date - at;
}

async function received(response: Response): Promise<GraphAnswer> {
  const { status } = response;
  const headers = new Map(response.headers);
  try {
    return readHttpAnswer(status, headers, await boundedText(response, LARGEST_DIRECTORY_ANSWER));
  } catch (error) {
    // The connection broke in the middle of the body, or it has no end: the status alone says nothing.
    return { status, headers, body: undefined, failure: nameOf(error) };
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown failure';
}
