import { USUAL_ACTION } from '../../action-kinds.ts';
import { isOfRequest, type RequestVerb, type Verb } from '../../cards/actions.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import { pickCard } from '../../cards/pick-card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import type { Turn } from '../../desk/desk.ts';
import type { Place } from '../../desk/request/people.ts';
import { hasLeft } from '../../desk/request/place.ts';
import type { Request } from '../../desk/request/request.ts';
import { whyNotAdmitted } from '../../desk/request/who-may-press.ts';
import { MOST_CANDIDATES } from '../../desk/times.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { cardAt, cardOptions, redraw } from '../showing/drawing.ts';
import { personalCard } from '../showing/request-cards.ts';
import { deedOf, isOfList } from './deed-of.ts';

/** A click that takes longer than its client waits. */
export interface SlowClick {
  turn: Turn;
  requestId: string;
  verb: Verb;
  /** Of whoever was asked: the id of the ask. */
  ask?: string;
  /** Where the clicked card is. */
  at: Place;
}

/**
 * What the click is answered with while work goes on: what has become of the request so far. While that is nothing yet, a line
 * that says so, and the clicked card keeps its buttons.
 */
export async function meanwhile(services: Services, click: SlowClick): Promise<ActionAnswer> {
  const { turn, verb } = click;
  const card = isOfRequest(verb) && !isOfList(verb) ? await requestMeanwhile(services, click, verb) : undefined;
  if (card) return { type: 'card', card };
  return { type: 'message', text: clickMessage('later', cardContext(services, turn.asker)) };
}

async function requestMeanwhile(
  services: Services,
  { turn, requestId, ask, at }: SlowClick,
  verb: RequestVerb,
): Promise<AdaptiveCard | undefined> {
  const request = await services.desk.store.get(requestId);
  const command = { by: turn.asker, at, ask };
  if (!request || hasLeft(request, at) || whyNotAdmitted(request, deedOf(verb), command)) return undefined;
  if (request.state === 'choosing') {
    const { id, query = '', candidates, unsure } = request;
    return pickCard(
      { request: id, query, candidates, most: MOST_CANDIDATES, more: false, unsure },
      cardContext(services, turn.asker),
    );
  }
  const leadsToSecret = verb === 'show' || verb === 'handed-over' || isHandover(request, at);
  return leadsToSecret ? personalCard(request, cardOptions(services, request)) : cardAt(services, request, at);
}

/**
 * Gives the answer that came too late: a line of text as a message to the person alone; for a card, the clicked card is drawn
 * from the store. The answer itself is posted nowhere: it may hold a secret.
 */
export async function giveLate(services: Services, click: SlowClick, answer: ActionAnswer): Promise<void> {
  const { turn, requestId, at } = click;
  switch (answer.type) {
    case 'sign-in':
    case 'wrong-code':
    case 'sign-in-failed': {
      const lapsed = refusedCard(
        { action: USUAL_ACTION, rule: 'sign-in-lapsed', values: {} },
        cardContext(services, turn.asker),
      );
      await services.messenger.send(at, lapsed);
      return;
    }
    case 'message':
      if (answer.text) await sayPrivately(services, turn, at, answer.text);
      return;
    case 'card': {
      if (answer.drawn) return;
      // A list is of no request: it is drawn as it was read.
      if (isOfList(click.verb)) {
        await redraw(services, turn, at, answer.card);
        return;
      }
      const request = await services.desk.store.get(requestId);
      if (request) await redrawAt(services, request, at);
    }
  }
}

/** The handover card leads to the secret for as long as it waits: it is left as it is. */
async function redrawAt(services: Services, request: Request, at: Place): Promise<void> {
  if (!isHandover(request, at) && !hasLeft(request, at))
    await redraw(services, request, at, cardAt(services, request, at));
}

function isHandover(request: Request, { cardId }: Place): boolean {
  return cardId !== undefined && 'handover' in request && cardId === request.handover?.cardId;
}

async function sayPrivately(services: Services, { asker }: Turn, at: Place, text: string): Promise<void> {
  const personal = at.personal ? at : await services.messenger.personalPlace(at, asker.channelUserId);
  await services.messenger.post({ ...personal, cardId: undefined }, { text, textFormat: 'plain' });
}
