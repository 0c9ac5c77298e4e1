import type { AuditEvent } from './audit.ts';
import { advance, type Desk } from './desk.ts';
import type { RequestState, ResetRequest } from './request.ts';
import type { RequestEvent } from './transitions.ts';

const BATCH = 100;

/** What time does to a request in each state that has a due time. */
const WHEN_DUE: Readonly<Partial<Record<RequestState, { event: RequestEvent; audit: AuditEvent }>>> = {
  choosing: { event: { type: 'expired' }, audit: 'request-expired' },
  open: { event: { type: 'expired' }, audit: 'request-expired' },
  resetting: { event: { type: 'answer-lost' }, audit: 'reset-unknown' },
  unknown: { event: { type: 'erased' }, audit: 'password-erased' },
  reset: { event: { type: 'erased' }, audit: 'password-erased' },
};

const CLOCK = { id: 'nyckel', name: 'Nyckel' };

/** Expires, erases and gives up what is due; gives each request that changed, so that its cards can say so. */
export async function* sweep(desk: Desk): AsyncGenerator<ResetRequest> {
  for (const request of await desk.store.due(desk.now(), BATCH)) {
    const next = await lapse(desk, request);
    if (next) yield next;
  }
}

/** What time has done to one request; `undefined`: nothing is due, or somebody else was faster. */
export async function lapse(desk: Desk, request: ResetRequest): Promise<ResetRequest | undefined> {
  const due = WHEN_DUE[request.state];
  if (!due || request.dueAt === undefined || request.dueAt > desk.now()) return undefined;
  return advance(desk, request, due.event, due.audit, CLOCK);
}
