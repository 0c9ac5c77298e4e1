import { z } from 'zod';
import { DirectoryError } from '../errors.ts';
import { isRecord } from '../net/json.ts';
import { pathTemplate } from '../telemetry/path-template.ts';
import { type GraphAnswer, noAnswer, refused, retryAfterSeconds, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls, isRepeatable } from './graph-calls.ts';
import { directoryError, errorCodes, requestIdOf, troubleOf } from './graph-errors.ts';
import { readNextPages } from './next-pages.ts';
import { readItemAnswer } from './own-answer.ts';

/** Microsoft Graph, "Combine multiple HTTP requests using JSON batching". */
export const MOST_BATCH_ITEMS = 20;

/** One read in a batch. */
export interface BatchItem {
  id: string;
  /** Below the version, every value percent-encoded. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Worth waiting for when it was throttled. */
  essential: boolean;
  /** That there is none is a normal answer (404), and nothing for the log. */
  mayBeAbsent?: boolean;
  /** The same of a refusal: few may read this. */
  mayBeDenied?: boolean;
  /** Of a list: no further page is read once there are so many rows. Without, it is read to its end. */
  enough?: number;
}

/** The answers of a batch by the id of their item. An item without an answer has NO_ANSWER. */
export interface BatchAnswers {
  get(id: string): GraphAnswer;
}

/** Its items are read one by one: an odd one is missing, and takes no other with it. */
const BATCH_RESPONSE = z.object({ responses: z.array(z.unknown()) });

/**
 * Reads all items in one round trip, and in more only where a list goes on. Only the items that were throttled are sent again,
 * and only while an essential one is among them. An item that failed is an answer for the caller to judge.
 * @throws DirectoryError when the batch itself failed
 */
export async function readBatch(calls: GraphCalls, items: readonly BatchItem[]): Promise<BatchAnswers> {
  if (items.length > MOST_BATCH_ITEMS) throw new RangeError(`A batch takes at most ${MOST_BATCH_ITEMS} requests`);
  const answers = items.length > 0 ? await sendPatiently(calls, items, sendBatch) : new Map<string, GraphAnswer>();
  await readNextPages(calls, items, answers, open => sendPatiently(calls, open, sendAgain));
  tellFailures(calls, items, answers);
  return { get: id => answerOf(answers, id) };
}

async function sendPatiently(
  calls: GraphCalls,
  items: readonly BatchItem[],
  send: typeof sendBatch,
): Promise<Map<string, GraphAnswer>> {
  const answers = new Map(await send(calls, items));
  for (let open = items; ; ) {
    open = open.filter(item => isRepeatable(answerOf(answers, item.id), 'read'));
    const waits = open.filter(item => item.essential).map(item => answerOf(answers, item.id));
    if (waits.length === 0 || !(await calls.patience.wait(longestWait(waits, calls.now())))) return answers;
    for (const [id, answer] of await sendAgain(calls, open)) answers.set(id, answer);
  }
}

/** Reads all items in one round trip, in several batches at the same time where one does not hold them. */
export async function readBatches(calls: GraphCalls, items: readonly BatchItem[]): Promise<BatchAnswers> {
  const count = Math.ceil(items.length / MOST_BATCH_ITEMS);
  const parts = Array.from({ length: count }, (_, n) => items.slice(n * MOST_BATCH_ITEMS, (n + 1) * MOST_BATCH_ITEMS));
  const read = await Promise.all(parts.map(part => readBatch(calls, part)));
  const partOf = new Map(parts.flatMap((part, n) => part.map(({ id }) => [id, read[n]] as const)));
  return { get: id => partOf.get(id)?.get(id) ?? answerOf(new Map(), id) };
}

/** When a further try or page fails as a whole, what was said before still stands. */
async function sendAgain(calls: GraphCalls, items: readonly BatchItem[]): Promise<ReadonlyMap<string, GraphAnswer>> {
  try {
    return await sendBatch(calls, items);
  } catch (error) {
    if (error instanceof DirectoryError && error.trouble !== 'sign-in-again') return new Map();
    throw error;
  }
}

async function sendBatch(calls: GraphCalls, items: readonly BatchItem[]): Promise<ReadonlyMap<string, GraphAnswer>> {
  const requests = items.map(({ id, url, headers }) => ({ id, method: 'GET', url, headers }));
  const repeat = items.some(item => item.essential) ? 'read' : 'never';
  const answer = await callGraph(calls, { method: 'POST', path: '/$batch', body: { requests }, repeat });
  if (!succeeded(answer)) throw directoryError(answer, 'batch');
  const batch = BATCH_RESPONSE.safeParse(answer.body);
  if (!batch.success) throw directoryError(noAnswer('NoBatch'), 'batch');
  const answers = byId(batch.data.responses);
  return new Map(items.map(({ id }) => [id, traced(answers.get(id) ?? noAnswer('MissingItem'), answer)]));
}

/** An item that can't be read is no answer. Two answers under one id may contradict each other, and count as none. */
function byId(responses: readonly unknown[]): ReadonlyMap<string, GraphAnswer> {
  const answers = new Map<string, GraphAnswer>();
  for (const item of responses) {
    if (!isRecord(item) || typeof item.id !== 'string') continue;
    answers.set(item.id, answers.has(item.id) ? noAnswer('DuplicateItem') : readItemAnswer(item));
  }
  return answers;
}

/** What an item says of itself goes before; the batch it was in has an id at Graph as well. */
function traced(item: GraphAnswer, batch: GraphAnswer): GraphAnswer {
  const requestId = requestIdOf(item) ?? requestIdOf(batch);
  return requestId === undefined ? item : { ...item, headers: new Map([...item.headers, ['request-id', requestId]]) };
}

/** What belongs to an account that is not there is not there either: that is told by the account alone. */
function tellFailures(calls: GraphCalls, items: readonly BatchItem[], answers: ReadonlyMap<string, GraphAnswer>): void {
  const isAbsent = ({ id }: BatchItem) => troubleOf(answerOf(answers, id)) === 'gone';
  const absent = items.filter(item => item.mayBeAbsent && isAbsent(item)).map(pathOf);
  for (const item of items) {
    const answer = answerOf(answers, item.id);
    const path = pathOf(item);
    const normal = isAbsent(item) && absent.some(owner => path === owner || path.startsWith(`${owner}/`));
    if (succeeded(answer) || normal || (item.mayBeDenied && refused(answer))) continue;
    calls.onItemFailed?.({
      path: pathTemplate(path),
      status: answer.status,
      errorCode: answer.failure ?? errorCodes(answer.body).at(-1),
      requestId: requestIdOf(answer),
      correlationId: calls.correlationId,
    });
  }
}

function pathOf({ url }: BatchItem): string {
  return url.replace(/\?.*$/s, '');
}

function answerOf(answers: ReadonlyMap<string, GraphAnswer>, id: string): GraphAnswer {
  return answers.get(id) ?? noAnswer('MissingItem');
}

function longestWait(answers: readonly GraphAnswer[], now: number): number {
  return Math.max(...answers.map(answer => retryAfterSeconds(answer, now) ?? 0));
}
