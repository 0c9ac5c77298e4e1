import type { Place } from './people.ts';
import { approvalOf, type Request } from './request.ts';

/** A thread of a channel has the channel's id and the id of its first message; what is posted anew starts a thread. */
export function sameConversation(one: Place, other: Place): boolean {
  return conversationOf(one) === conversationOf(other);
}

/** The conversation without the thread: a channel as a whole. */
export function conversationOf({ conversationId }: Place): string {
  return conversationId.replace(/;messageid=.*$/s, '');
}

/** Each conversation once, by the first that is named. */
export function eachOnce<In extends { place: Place }>(all: readonly In[]): readonly In[] {
  return all.filter(({ place }, i) => all.findIndex(other => sameConversation(other.place, place)) === i);
}

/** Whether something else stands on this card by now. */
export function hasLeft({ leftCards = [] }: Request, { cardId }: Pick<Place, 'cardId'>): boolean {
  return cardId !== undefined && leftCards.includes(cardId);
}

/** Whether this is a card that the request knows of, and that is drawn again with every change. */
export function isNoted(request: Request, { cardId }: Place): boolean {
  const { place } = request;
  const runCard = 'runCard' in request ? request.runCard : undefined;
  const handover = 'handover' in request ? request.handover : undefined;
  const asked = (approvalOf(request)?.places ?? []).map(each => each.place);
  return [place, ...asked, runCard, handover].some(noted => noted?.cardId === cardId);
}

/** The conversation itself, or a thread of that channel. */
export function isInConversation({ conversationId }: Place, conversation: Place): boolean {
  return `${conversationId};`.startsWith(`${conversation.conversationId};`);
}
