import type { RequestVerb } from '../cards/actions.ts';
import type { Place, ResetRequest } from '../desk/request.ts';

/**
 * Whether a button of this request can have been pressed here: a click from any other conversation was made by hand. `at` is
 * where the authenticated activity came from.
 */
export function belongsHere(request: ResetRequest, verb: RequestVerb, at: Place): boolean {
  const { place, approval, handover } = request;
  const inOwn = sameConversation(place, at);
  switch (verb) {
    case 'pick':
    case 'confirm':
      return inOwn;
    case 'approve':
    case 'decline':
      return sameConversation(approval?.place ?? place, at);
    case 'cancel':
    case 'retry':
    case 'again':
      return inOwn || at.personal;
    case 'run':
      return at.personal;
    case 'show':
    case 'handed-over':
      return at.personal && (handover === undefined || sameConversation(handover, at));
  }
}

/** A thread of a channel has the channel's id and the id of its first message; what is posted anew starts a thread. */
export function sameConversation(one: Place, other: Place): boolean {
  return conversationOf(one) === conversationOf(other);
}

/** The conversation without the thread: a channel as a whole. */
export function conversationOf({ conversationId }: Place): string {
  return conversationId.replace(/;messageid=.*$/s, '');
}

/** Whether this is a card that the request knows of, and that is drawn again with every change. */
export function isNoted({ place, approval, runCard, handover }: ResetRequest, { cardId }: Place): boolean {
  return [place, approval?.place, runCard, handover].some(noted => noted?.cardId === cardId);
}
