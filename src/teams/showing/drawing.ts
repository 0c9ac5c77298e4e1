import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import type { AskedIn } from '../../desk/request/approval.ts';
import type { Place } from '../../desk/request/people.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { approvalOf, type Request } from '../../desk/request/request.ts';
import { codeOf, TeamsError } from '../../errors.ts';
import { chatLink, installLink } from '../channel/links.ts';
import { cardContext, type Services } from '../services.ts';
import { approvalsConversationCard } from './approval-views.ts';
import { askAt, askCard } from './ask-cards.ts';
import { type CardOptions, conversationCard, requesterCard } from './request-cards.ts';
import { cardOfTold, toldAt } from './told-cards.ts';

/** How the cards of a request are drawn for its requester. */
export function cardOptions(services: Services, { requester }: Request): CardOptions {
  const { appId, botId } = services.config;
  return {
    ...cardContext(services, requester),
    chatLink: chatLink(botId),
    installLink: appId && installLink(appId),
    now: services.desk.now(),
  };
}

/** How cards are drawn in an approvals conversation. */
export function approvalsOptions(services: Services, { requester }: Request, { viewer }: AskedIn): CardContext {
  return cardContext(services, viewer ?? requester);
}

/** The request as the card in this conversation shows it; undefined while that card stays as it is. */
export function cardAt(services: Services, request: Request, at: Place): AdaptiveCard | undefined {
  const ask = askAt(request, at);
  if (ask) return askCard(request, ask, services.desk.now(), cardContext(services, ask.viewer ?? request.requester));
  const told = toldAt(request, at);
  if (told) return cardOfTold(services, request, told);
  const asked = approvalOf(request)?.places?.find(({ place }) => sameConversation(place, at));
  if (asked) return approvalsConversationCard(request, approvalsOptions(services, request, asked));
  const options = cardOptions(services, request);
  return at.personal ? requesterCard(request, options) : conversationCard(request, options);
}

/**
 * Replaces one card, for everybody. Nothing where there is no card yet, or it stays as it is.
 * @throws TeamsError
 */
export async function updateCard(
  services: Services,
  place: Place | undefined,
  card: AdaptiveCard | undefined,
): Promise<void> {
  if (place?.cardId && card) await services.messenger.update(place, card);
}

/** The same; trouble is logged and no more: what was decided stays decided. Returns whether it went without. */
export async function redraw(
  services: Services,
  about: { correlationId: string },
  place: Place,
  card: AdaptiveCard | undefined,
): Promise<boolean> {
  try {
    await updateCard(services, place, card);
    return true;
  } catch (error) {
    logTrouble(services, about, error);
    return false;
  }
}

/** Trouble with one card keeps nothing else from being shown. */
export function logTrouble(services: Services, { correlationId }: { correlationId: string }, err: unknown): void {
  services.log.warn({ code: codeOf(err), correlationId, err }, 'a card could not be shown');
}

/**
 * Sends something into the requester's personal chat with the bot. Where the one that they asked in is gone, it is opened anew.
 * @throws TeamsError where there is none
 */
export async function inPersonalChat<T>(
  services: Services,
  request: Request,
  send: (place: Place) => Promise<T>,
): Promise<T> {
  const place = await personalPlaceOf(services, request);
  try {
    return await send(place);
  } catch (error) {
    const isGone = error instanceof TeamsError && error.kind === 'not-found';
    if (!isGone || !request.place.personal) throw error;
    return send(await services.messenger.personalPlace(place, request.requester.channelUserId));
  }
}

async function personalPlaceOf(services: Services, { place, requester }: Request): Promise<Place> {
  const personal = place.personal ? place : await services.messenger.personalPlace(place, requester.channelUserId);
  return { ...personal, cardId: undefined };
}
