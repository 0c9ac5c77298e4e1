import { type BatchItem, batchItems, itemResponses, runFaultyBatch, takeItemFaults } from './batch.ts';
import type { CallLog } from './call-log.ts';
import {
  breaksOff,
  delay,
  type Fault,
  type Faults,
  faultReply,
  malformed,
  replacesCall,
  type Service,
  strike,
} from './faults.ts';
import type { Answer, SandboxReply, SandboxRequest } from './http.ts';
import type { AccessTokens } from './types.ts';

export type ServiceHandler = (request: SandboxRequest) => Promise<SandboxReply>;

export interface EdgeOptions {
  services: Readonly<Record<Service, ServiceHandler>>;
  faults: Faults;
  log: CallLog;
  tokens: AccessTokens;
}

/** The service that a path belongs to: their prefixes are disjoint. */
export function serviceOf(pathname: string): Service {
  if (pathname.startsWith('/v1.0/')) return 'graph';
  if (pathname.startsWith('/api/')) return 'token';
  return pathname.startsWith('/v1/.well-known/') ? 'channel' : 'login';
}

/** Answers a call to any service, with the faults that are set and an entry in the call log. */
export function createEdge({
  services,
  faults,
  log,
  tokens,
}: EdgeOptions): (request: SandboxRequest) => Promise<Answer> {
  return async request => {
    const startedAt = Date.now();
    const service = serviceOf(request.pathname);
    const items = service === 'graph' ? batchItems(request) : [];
    const answer = await unlessForgotten(answerWithFaults(services[service], faults, service, request, items));
    if (!answer) return 'drop';
    const caller = service === 'graph' ? await callerOf(request, tokens) : undefined;
    log.add({
      service,
      method: request.method,
      path: request.path,
      status: answer === 'drop' ? 0 : answer.status,
      startedAt,
      endedAt: Date.now(),
      clientRequestId: request.headers['client-request-id'],
      caller,
      batch: items.length > 0 ? batchRecord(items, answer) : undefined,
    });
    return answer;
  };
}

/** Undefined for a call that was delayed when the sandbox was reset: it had no effect, and is in no log. */
async function unlessForgotten(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

async function answerWithFaults(
  handle: ServiceHandler,
  faults: Faults,
  service: Service,
  request: SandboxRequest,
  items: readonly BatchItem[],
): Promise<Answer> {
  const fault = faults.take(service, request.method, request.path);
  if (fault || items.length === 0) return answerFaulty(fault, request, () => handle(request), faults);
  const faulty = takeItemFaults(faults, items);
  if (faulty.size === 0) return handle(request);
  const run = () => runFaultyBatch(request, items, faulty, handle);
  const whole = [...faulty.values()].find(item => breaksOff(item) || item.malformedJson);
  if (!whole) return run();
  const delayMs = breaksOff(whole) === 'before' ? whole.delayMs : undefined;
  return answerFaulty({ ...whole, status: undefined, delayMs }, request, run, faults);
}

async function answerFaulty(
  fault: Fault | undefined,
  request: SandboxRequest,
  call: () => Promise<SandboxReply>,
  faults: Pick<Faults, 'holdBack'>,
): Promise<Answer> {
  if (!fault) return call();
  const end = breaksOff(fault);
  const clientRequestId = request.headers['client-request-id'];
  if (end === 'late') faults.holdBack(call);
  if (end === 'before' || end === 'late') {
    await delay(fault);
    return brokenOff(fault);
  }
  if (!end && replacesCall(fault)) {
    await delay(fault);
    return dressed(faultReply(fault, clientRequestId), fault);
  }
  const appliedFirst = fault.applied || end === 'after';
  if (!appliedFirst) await delay(fault);
  const reply = await call();
  if (appliedFirst) await delay(fault);
  if (end) return brokenOff(fault);
  const { status } = fault;
  return dressed(status === undefined ? reply : faultReply({ ...fault, status }, clientRequestId), fault);
}

function brokenOff(fault: Fault): Answer {
  strike(fault);
  return 'drop';
}

function dressed(reply: SandboxReply, fault: Fault): SandboxReply {
  const withHeaders = { ...reply, headers: { ...reply.headers, ...fault.headers } };
  return fault.malformedJson ? malformed(withHeaders) : withHeaders;
}

async function callerOf(request: SandboxRequest, tokens: AccessTokens): Promise<string | undefined> {
  const token = bearerToken(request);
  if (token === undefined) return undefined;
  return tokens.verify(token).then(
    caller => caller.objectId || undefined,
    () => undefined,
  );
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(request: SandboxRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function batchRecord(items: readonly BatchItem[], answer: Answer): { method: string; url: string; status: number }[] {
  const statuses = new Map(
    answer === 'drop' ? [] : itemResponses(answer.body).map(response => [response.id, response.status] as const),
  );
  return items.map(item => ({ method: item.method, url: item.url, status: statuses.get(item.id) ?? 0 }));
}
