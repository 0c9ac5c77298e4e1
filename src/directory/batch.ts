import { z } from 'zod';
import { type Answer, NO_ANSWER, retryAfterSeconds } from './answer.ts';
import { directoryError, malformed } from './errors.ts';
import { callGraph, type GraphCalls, isRepeatable } from './graph-calls.ts';

/** Microsoft Graph, "Combine multiple HTTP requests using JSON batching". */
export const MAX_BATCH_ITEMS = 20;

/** One read in a batch. */
export interface BatchItem {
  id: string;
  /** Below the version, every value percent-encoded. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Worth waiting for when it was throttled. */
  essential: boolean;
}

/** The answers of a batch by the id of their item. An item without an answer has NO_ANSWER. */
export interface BatchAnswers {
  get(id: string): Answer;
}

const BATCH_RESPONSE = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/**
 * Reads all items in one round trip. Only the items that were throttled are sent again, and only while an essential one
 * is among them. An item that failed is an answer for the caller to judge.
 * @throws DirectoryError when the batch itself failed
 */
export async function readBatch(calls: GraphCalls, items: readonly BatchItem[]): Promise<BatchAnswers> {
  if (items.length > MAX_BATCH_ITEMS) throw new RangeError(`A batch takes at most ${MAX_BATCH_ITEMS} requests`);
  const answers = new Map<string, Answer>();
  for (let open = items; open.length > 0; ) {
    for (const [id, answer] of await sendBatch(calls, open)) answers.set(id, answer);
    open = open.filter(item => isRepeatable(answerOf(answers, item.id), 'read'));
    const waits = open.filter(item => item.essential).map(item => answerOf(answers, item.id));
    if (waits.length === 0 || !(await calls.patience.wait(longestWait(waits, calls.now())))) break;
  }
  return { get: id => answerOf(answers, id) };
}

async function sendBatch(calls: GraphCalls, items: readonly BatchItem[]): Promise<[string, Answer][]> {
  const requests = items.map(({ id, url, headers }) => ({ id, method: 'GET', url, headers }));
  const repeat = items.some(item => item.essential) ? 'read' : 'never';
  const answer = await callGraph(calls, { method: 'POST', path: '/$batch', body: { requests }, repeat });
  if (answer.status !== 200) throw directoryError(answer, 'batch');
  const batch = BATCH_RESPONSE.safeParse(answer.body);
  if (!batch.success) throw malformed('batch');
  return batch.data.responses.map(({ id, status, headers, body }) => [id, { status, headers: byName(headers), body }]);
}

function byName(headers: Record<string, unknown> | null | undefined): Map<string, string> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return new Map(entries);
}

function answerOf(answers: ReadonlyMap<string, Answer>, id: string): Answer {
  return answers.get(id) ?? { status: NO_ANSWER, headers: new Map(), body: undefined };
}

function longestWait(answers: readonly Answer[], now: number): number {
  return Math.max(...answers.map(answer => retryAfterSeconds(answer, now) ?? 0));
}
