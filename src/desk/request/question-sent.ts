import type { Question } from './approval.ts';
import type { Place } from './people.ts';
import { sameConversation } from './place.ts';
import type { ALLOWED } from './possible-events.ts';
import type { In, Request } from './request.ts';

/** A request in the states in which a second person may be, or have been, asked. */
type Asking = In<(typeof ALLOWED)['question-sent'][number]>;

/** Each state has its own kind of approval; where it is asked is the same in all. It waits for as long as it is not everywhere. */
export function withQuestionSent(request: Asking, { place }: { place: Place }): Request {
  const { places, unasked, ...rest }: Partial<Question> = request.approval ?? {};
  if (places === undefined) return request;
  const asked = {
    ...rest,
    places: places.map(each => (sameConversation(each.place, place) ? { ...each, place } : each)),
  };
  const waits = asked.places.some(each => each.place.cardId === undefined);
  return { ...request, approval: { ...asked, ...(waits && unasked && { unasked }) } } as Asking;
}
