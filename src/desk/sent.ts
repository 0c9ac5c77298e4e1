import { type Desk, settle } from './desk.ts';
import type { Place } from './request/people.ts';
import type { Request } from './request/request.ts';

/** Remembers where the card of a request is. */
export function cardSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'card-sent', place });
}

/** The question is in the approvals conversation. */
export function questionSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'question-sent', place });
}

/** The card with which an approved request is run is in its requester's personal chat. */
export function runCardSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'run-card-sent', place });
}
