import { type Desk, settle } from './desk.ts';
import type { Question } from './request/approval.ts';
import type { Place } from './request/people.ts';
import { hasLeft } from './request/place.ts';
import type { AwaitingApproval, Request } from './request/request.ts';

/** Remembers where the card of a request is. */
export function cardSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'card-sent', place });
}

/** The card shows something else from now on: nothing of this request is drawn there any more. */
export async function cardLeft(desk: Desk, requestId: string, { cardId }: Place): Promise<void> {
  if (cardId) await settle(desk, requestId, { type: 'card-left', cardId }, present => !hasLeft(present, { cardId }));
}

/** The question is in the approvals conversation. */
export function questionSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'question-sent', place });
}

/** The question could not be sent; it is tried again for as long as its request waits. */
export async function questionWaits(
  desk: Desk,
  request: AwaitingApproval,
  unasked: NonNullable<Question['unasked']>,
): Promise<Request> {
  const known = request.approval.unasked === unasked;
  const event = known
    ? ({ type: 'duty-failed', duty: 'question' } as const)
    : ({ type: 'question-waits', unasked } as const);
  return (await settle(desk, request.id, event)) ?? request;
}

/** The card with which an approved request is run is in its requester's personal chat. */
export function runCardSent(desk: Desk, requestId: string, place: Place): Promise<Request | undefined> {
  return settle(desk, requestId, { type: 'run-card-sent', place });
}
