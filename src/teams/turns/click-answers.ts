import type { AdaptiveCard } from '../../cards/card.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import type { Answered } from '../../desk/answers.ts';
import { hasLeft, isNoted } from '../../desk/request/place.ts';
import { dueAtOf, type Request } from '../../desk/request/request.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { cardAt, cardOptions, redraw } from '../showing/drawing.ts';
import { conclude } from '../showing/perform-duties.ts';
import { personalCard } from '../showing/request-cards.ts';
import { refusalText } from '../turn.ts';
import type { Click } from './click.ts';

/** The card in the requester's personal chat, as the request then is. */
export async function personally(services: Services, click: Click, answered: Answered): Promise<ActionAnswer> {
  if (answered.kind === 'refused') return inPlaceOf(services, click, answered);
  if (answered.kind !== 'done') return personalAsItIs(services, click);
  const request = await conclude(services, answered.request);
  return cardOr(personalCard(request, cardOptions(services, request)), services, click);
}

export async function concluded(services: Services, click: Click, answered: Answered): Promise<ActionAnswer> {
  if (answered.kind !== 'done') return inPlaceOf(services, click, answered);
  return cardOr(cardAt(services, await conclude(services, answered.request), click.at), services, click);
}

/** Nothing came of it: a refusal in words, else the request as it is now. `action`: what was refused, if not what the request is about. */
export function inPlaceOf(
  services: Services,
  click: Click,
  answered: Exclude<Answered, { kind: 'done' }>,
  action = click.request.action,
): Promise<ActionAnswer> | ActionAnswer {
  if (answered.kind !== 'refused') return asItIs(services, click);
  return { type: 'message', text: refusalText(answered.refusal, click.turn.asker.locale, action) };
}

/** A second click, a click on an old card, a click that somebody else was faster with: the request as it is now. */
export async function asItIs(services: Services, click: Click): Promise<ActionAnswer> {
  const present = await reread(services, click);
  if (hasLeft(present, click.at)) return cardOr(undefined, services, click);
  const card = cardAt(services, present, click.at);
  // A card that nobody has noted, from a process that died, is not pressed in vain again.
  const ended = dueAtOf(present) === undefined;
  if (ended && !isNoted(present, click.at)) await redraw(services, present, click.at, card);
  return cardOr(card, services, click);
}

export async function personalAsItIs(services: Services, click: Click): Promise<ActionAnswer> {
  const present = await reread(services, click);
  if (hasLeft(present, click.at)) return cardOr(undefined, services, click);
  const card = personalCard(present, cardOptions(services, present));
  if (card) return { type: 'card', card };
  return { type: 'message', text: clickMessage('notUnderstoodAction', cardContext(services, click.turn.asker)) };
}

export async function reread(services: Services, { request }: Click): Promise<Request> {
  return (await services.desk.store.get(request.id)) ?? request;
}

export function cardOr(card: AdaptiveCard | undefined, services: Services, { turn }: Click): ActionAnswer {
  if (card) return { type: 'card', card };
  return { type: 'message', text: clickMessage('alreadyDone', cardContext(services, turn.asker)) };
}
