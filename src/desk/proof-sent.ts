import { uncounted } from './ask-counts.ts';
import { advance, CLOCK, type Desk, settle } from './desk.ts';
import { askOf } from './request/caller.ts';
import type { EventOf } from './request/events.ts';
import type { ProofAsk } from './request/proof.ts';
import type { Request } from './request/request.ts';

/** The card of whoever is to show who calls is in their personal chat; once they have pressed it, it is known how they read. */
export function proofAskSent(
  desk: Desk,
  requestId: string,
  ask: string,
  where: Pick<EventOf<'proof-ask-sent'>, 'place' | 'viewer'>,
): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'proof-ask-sent', ask, ...where });
}

/**
 * They can't be reached, and so nobody has been asked: it no longer counts for how often they may be. Returns the request as it then
 * is; undefined: it has moved on.
 */
export async function proofAskUnsent(
  desk: Desk,
  requestId: string,
  ask: string,
  why: NonNullable<ProofAsk['unsent']>,
): Promise<Request | undefined> {
  const unsent = await settle(desk, requestId, { type: 'proof-ask-unsent', ask, why });
  const counted = unsent && askOf(unsent, ask);
  // Its row is written with the count: of several at the same moment one alone has come here.
  if (counted) await uncounted(desk, unsent, counted, { by: unsent.requester, detail: why });
  return unsent;
}

/** Ends an ask whose time is up. Returns the request as it then is; undefined: it is not up, or it was answered. */
export async function endAsk(desk: Desk, request: Request, id: string): Promise<Request | undefined> {
  const ask = askOf(request, id);
  if (!ask || ask.until > desk.now()) return undefined;
  return advance(desk, request, { type: 'proof-answered', ask: id, ended: 'over' }, { by: CLOCK });
}
