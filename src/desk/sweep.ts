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

/** Expires, erases and gives up what is due; returns the requests that changed, so that their cards can say so. */
export async function sweep(desk: Desk): Promise<ResetRequest[]> {
  const changed: ResetRequest[] = [];
  for (const request of await desk.store.due(desk.now(), BATCH)) {
    const due = WHEN_DUE[request.state];
    const next = due && (await advance(desk, request, due.event, due.audit, CLOCK));
    if (next) changed.push(next);
  }
  return changed;
}
