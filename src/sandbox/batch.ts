import { delay, type Fault, type Faults, faultReply, graphIds, replacesCall } from './faults.ts';
import { isRecord, jsonBody, type SandboxReply, type SandboxRequest } from './http.ts';

export interface BatchItem {
  id: string;
  method: string;
  url: string;
  dependsOn?: readonly string[];
}

interface ItemResponse {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The items of a Graph $batch; empty when the request is no batch or a malformed one, which Graph itself refuses. */
export function batchItems(request: SandboxRequest): readonly BatchItem[] {
  if (request.method !== 'POST' || request.pathname !== '/v1.0/$batch') return [];
  const body = parsed(request);
  const items = isRecord(body) && Array.isArray(body.requests) ? body.requests : [];
  return items.every(isItem) ? items : [];
}

function parsed(request: SandboxRequest): unknown {
  try {
    return jsonBody(request);
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is BatchItem {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.method === 'string' &&
    typeof value.url === 'string' &&
    (value.dependsOn === undefined || Array.isArray(value.dependsOn))
  );
}

/** The faults that hit single items of a batch, by item id. Patterns see the url with `/v1.0` in front. */
export function takeItemFaults(faults: Faults, items: readonly BatchItem[]): Map<string, Fault> {
  const taken = new Map<string, Fault>();
  for (const item of items) {
    const fault = faults.takeForItem(item.method, `/v1.0${item.url}`);
    if (fault) taken.set(item.id, fault);
  }
  return taken;
}

/**
 * Runs a batch in which only the items of `faulty` fail. An item that depends on a failed one answers 424, as Microsoft
 * Graph does (JSON batching: dependsOn).
 */
export async function runFaultyBatch(
  request: SandboxRequest,
  items: readonly BatchItem[],
  faulty: ReadonlyMap<string, Fault>,
  run: (request: SandboxRequest) => Promise<SandboxReply>,
): Promise<SandboxReply> {
  await Promise.all([...faulty.values()].map(delay));
  const responses = failedItems(items, faulty);
  const rest = items.filter(item => !responses.has(item.id));
  let headers: Record<string, string> | undefined = graphIds(
    { service: 'graph' },
    request.headers['client-request-id'],
  );
  if (rest.length > 0) {
    const reply = await run({ ...request, rawBody: Buffer.from(JSON.stringify({ requests: rest })) });
    if (reply.status !== 200) return reply;
    headers = reply.headers;
    for (const response of itemResponses(reply.body)) responses.set(response.id, replaced(response, faulty));
  }
  return { status: 200, headers, body: { responses: [...responses.values()] } };
}

function failedItems(items: readonly BatchItem[], faulty: ReadonlyMap<string, Fault>): Map<string, ItemResponse> {
  const failed = new Map<string, ItemResponse>();
  for (const item of items) {
    const fault = faulty.get(item.id);
    if (replacesCall(fault)) failed.set(item.id, { id: item.id, ...faultReply(fault) });
    else if (item.dependsOn?.some(id => failed.has(id))) {
      failed.set(item.id, {
        id: item.id,
        status: 424,
        body: { error: { code: 'FailedDependency', message: 'Failed.' } },
      });
    }
  }
  return failed;
}

function replaced(response: ItemResponse, faulty: ReadonlyMap<string, Fault>): ItemResponse {
  const fault = faulty.get(response.id);
  if (fault?.status === undefined) return response;
  return { id: response.id, ...faultReply({ ...fault, status: fault.status }) };
}

/** The answers to the single items in the body of a batch's answer. */
export function itemResponses(body: unknown): readonly ItemResponse[] {
  if (!isRecord(body) || !Array.isArray(body.responses)) return [];
  return body.responses.filter(
    item => isRecord(item) && typeof item.id === 'string' && typeof item.status === 'number',
  );
}
