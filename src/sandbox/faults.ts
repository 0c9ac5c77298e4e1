import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SandboxReply } from './http.ts';
import type { CallRecord } from './types.ts';

export type Service = CallRecord['service'];

/** Something that goes wrong on purpose. Without status, drop, kill or malformedJson the call is only delayed. */
export const faultSchema = z.strictObject({
  service: z.enum(['graph', 'token', 'login', 'channel']),
  /** HTTP method; any when left out. */
  method: z.string().optional(),
  /** Regular expression over the path with query, or over the url of an item of a $batch; any when left out. */
  pathPattern: z.string().refine(isPattern, 'must be a regular expression').optional(),
  /** How many calls it hits; 1 when left out, null for all until it is cleared. */
  times: z.int().positive().nullable().optional(),
  /** How many matching calls it lets pass first. */
  skip: z.int().nonnegative().optional(),
  status: z.int().min(200).max(599).optional(),
  /** Error code in the envelope of the service. */
  code: z.string().optional(),
  message: z.string().optional(),
  /** Instead of the envelope. */
  body: z.unknown().optional(),
  /**
   * With status: somebody in between answers instead, without the headers of the service: a page, JSON of its own unless
   * `body` says otherwise, or nothing but the status.
   */
  foreign: z.enum(['html', 'json', 'empty']).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Seconds, sent as Retry-After. */
  retryAfter: z.number().optional(),
  delayMs: z.number().nonnegative().optional(),
  /** Closes the connection before or after the call has had its effect; late: at once, with its effect when told. */
  drop: z.enum(['before', 'after', 'late']).optional(),
  /** Ends that process with SIGKILL before or after the call has had its effect; nobody gets an answer. */
  kill: z
    .strictObject({
      pid: z
        .int()
        .min(2)
        .refine(pid => pid !== process.pid, 'must be another process than the sandbox'),
      when: z.enum(['before', 'after']),
    })
    .optional(),
  /** With status: the call has its effect first, and only the answer is replaced. */
  applied: z.boolean().optional(),
  /** Cuts the body of the answer in the middle. */
  malformedJson: z.boolean().optional(),
});

export type Fault = z.infer<typeof faultSchema> & {
  /** Aborted when the sandbox is reset: who is delayed then is forgotten. */
  forgotten?: AbortSignal;
};

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

export interface Faults {
  /** Adds a fault and returns its id. */
  add(fault: Fault): string;
  list(): readonly (Fault & { id: string })[];
  remove(id: string): boolean;
  clear(): void;
  /** Clears them, and ends the delays that are running: what was asked before then is not done later. */
  reset(): void;
  /** The first fault that matches, counted as used; undefined when nothing goes wrong. */
  take(service: Service, method: string, path: string): Fault | undefined;
  /** The same for an item of a batch: a fault that names no path has met the batch as a whole. */
  takeForItem(method: string, path: string): Fault | undefined;
  /** Keeps a call that hangs in the network. */
  holdBack(call: () => Promise<unknown>): void;
  /** Lets the calls that were held back have their effect, and returns how many there were. */
  arriveLate(): Promise<number>;
}

export function createFaults(): Faults {
  const active = new Map<string, Fault & { id: string }>();
  let late: (() => Promise<unknown>)[] = [];
  let delays = new AbortController();
  let last = 0;
  const clear = () => {
    active.clear();
    late = [];
  };
  const taken = (fault: Fault | undefined) => fault && { ...fault, forgotten: delays.signal };
  return {
    add(fault) {
      last += 1;
      const id = String(last);
      active.set(id, { ...fault, times: fault.times === undefined ? 1 : fault.times, id });
      return id;
    },
    list: () => [...active.values()].map(fault => ({ ...fault })),
    remove: id => active.delete(id),
    clear,
    reset() {
      clear();
      delays.abort();
      delays = new AbortController();
    },
    take: (service, method, path) => taken(take(active, fault => matches(fault, service, method, path))),
    takeForItem: (method, path) =>
      taken(take(active, fault => fault.pathPattern !== undefined && matches(fault, 'graph', method, path))),
    holdBack: call => void late.push(call),
    async arriveLate() {
      const arriving = late;
      late = [];
      for (const call of arriving) await call();
      return arriving.length;
    },
  };
}

function take(active: Map<string, Fault & { id: string }>, hits: (fault: Fault) => boolean): Fault | undefined {
  const fault = [...active.values()].find(candidate => hits(candidate) && !passes(candidate));
  if (!fault) return undefined;
  if (typeof fault.times === 'number') fault.times -= 1;
  if (fault.times === 0) active.delete(fault.id);
  return fault;
}

function matches(fault: Fault, service: Service, method: string, path: string): boolean {
  if (fault.service !== service) return false;
  if (fault.method && fault.method.toUpperCase() !== method.toUpperCase()) return false;
  return fault.pathPattern === undefined || new RegExp(fault.pathPattern).test(path);
}

/** Lets one of the calls pass that come before the fault. */
function passes(fault: Fault): boolean {
  if (!fault.skip) return false;
  fault.skip -= 1;
  return true;
}

/** When the fault ends the connection without an answer, seen from the effect of the call; undefined: it does not. */
export function breaksOff(fault: Fault): 'before' | 'after' | 'late' | undefined {
  return fault.kill?.when ?? fault.drop;
}

/** Ends the process that the fault names, if it names one that is still there. */
export function strike({ kill }: Fault): void {
  if (!kill) return;
  try {
    process.kill(kill.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** True when the fault takes the place of the call, which then has no effect. */
export function replacesCall(fault: Fault | undefined): fault is Fault & { status: number } {
  return fault?.status !== undefined && !fault.applied;
}

/** The answer that a fault with a status gives, in the envelope of the service and, from Graph, with Graph's headers. */
export function faultReply(fault: Fault & { status: number }, clientRequestId?: string): SandboxReply {
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  const { status } = fault;
  if (fault.foreign) {
    const { headers, body } = foreignReply(fault, fault.foreign);
    return { status, headers: { ...headers, ...retryAfter, ...fault.headers }, body };
  }
  const ids = graphIds(fault, clientRequestId);
  const body = fault.body ?? envelope(fault, ids);
  return { status, headers: { ...ids, ...retryAfter, ...fault.headers }, body };
}

const BLOCK_PAGE = '<!DOCTYPE html><html><head><title>Access denied</title></head><body>Blocked.</body></html>';

function foreignReply(fault: Fault, foreign: 'html' | 'json' | 'empty'): Pick<SandboxReply, 'headers' | 'body'> {
  switch (foreign) {
    case 'html':
      return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: fault.body ?? BLOCK_PAGE };
    case 'json':
      return { body: fault.body ?? { blocked: true, category: 'cloud storage' } };
    case 'empty':
      return {};
  }
}

/** Graph sends them with every answer of its own (Microsoft Graph, "Best practices"); the other services here do not. */
export function graphIds({ service }: Pick<Fault, 'service'>, clientRequestId?: string): Record<string, string> {
  if (service !== 'graph') return {};
  const requestId = randomUUID();
  return { 'request-id': requestId, 'client-request-id': clientRequestId ?? requestId };
}

function envelope(fault: Fault, ids: Readonly<Record<string, string>>): unknown {
  const code = fault.code ?? 'SandboxFault';
  const message = fault.message ?? 'A fault set in the sandbox.';
  if (fault.service === 'login') return { error: code, error_description: message };
  return { error: fault.service === 'graph' ? { code, message, innerError: ids } : { code, message } };
}

/** Waits as long as the fault says. Rejects when the sandbox is reset meanwhile. */
export async function delay(fault: Fault | undefined): Promise<void> {
  if (fault?.delayMs) await sleep(fault.delayMs, undefined, { signal: fault.forgotten });
}

/** Cuts the JSON text of a reply in the middle. */
export function malformed(reply: SandboxReply): SandboxReply {
  const text = JSON.stringify(reply.body ?? {});
  const headers = { ...reply.headers, 'content-type': 'application/json; charset=utf-8' };
  return { ...reply, headers, body: Buffer.from(text.slice(0, Math.max(1, Math.floor(text.length / 2)))) };
}
