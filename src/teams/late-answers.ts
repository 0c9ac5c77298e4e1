import type { RequestVerb, Verb } from '../cards/actions.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { workingCard } from '../cards/ending-cards.ts';
import { clickMessage } from '../cards/messages.ts';
import { pickCard } from '../cards/pick-card.ts';
import { refusedCard } from '../cards/refused-card.ts';
import type { Turn } from '../desk/desk.ts';
import type { Place, ResetRequest } from '../desk/request.ts';
import type { ActionAnswer } from './invoke-response.ts';
import { personalCard } from './request-cards.ts';
import { cardContext, type Services } from './services.ts';
import { cardAt, cardOptions, redraw } from './showing.ts';
import { belongsHere } from './whereabouts.ts';

/** A click that takes longer than its client waits. */
export interface SlowClick {
  turn: Turn;
  requestId: string;
  verb: Verb;
  /** Where the clicked card is. */
  at: Place;
}

/** What the click is answered with while work goes on: only a reset says that it is under way. */
export async function meanwhile(services: Services, click: SlowClick): Promise<ActionAnswer> {
  const { turn, verb } = click;
  if (verb === 'agree') return { type: 'message', text: clickMessage('later', cardContext(services, turn.asker)) };
  return { type: 'card', card: await requestMeanwhile(services, click, verb) };
}

async function requestMeanwhile(
  services: Services,
  { turn, requestId, at }: SlowClick,
  verb: RequestVerb,
): Promise<AdaptiveCard> {
  const context = cardContext(services, turn.asker);
  const request = await services.desk.store.get(requestId);
  if (!request || !belongsHere(request, verb, at)) return workingCard({ targetName: '' }, context);
  const undecided = request.state === 'awaiting-approval' && cardAt(services, request, at);
  if (undecided) return undecided;
  if (request.requester.id !== turn.asker.id) return workingCard({ targetName: '' }, context);
  if (request.state === 'choosing') {
    const { id, query = '', candidates = [] } = request;
    return pickCard({ request: id, query, candidates, more: false }, context);
  }
  // A card that leads to a password, or did: nothing is being reset any more.
  const isHandover = request.state === 'done' || verb === 'show' || verb === 'handed-over';
  const handover = isHandover && personalCard(request, cardOptions(services, request));
  return handover || workingCard({ targetName: request.target?.displayName ?? '' }, context);
}

/**
 * Gives the answer that came too late: a line of text as a message to the person alone; for a card, the clicked card is drawn
 * from the store. The answer itself is posted nowhere: it may hold a password.
 */
export async function giveLate(services: Services, click: SlowClick, answer: ActionAnswer): Promise<void> {
  const { turn, requestId, at } = click;
  switch (answer.type) {
    case 'sign-in':
    case 'wrong-code':
    case 'sign-in-failed': {
      const lapsed = refusedCard({ rule: 'sign-in-lapsed', values: {} }, cardContext(services, turn.asker));
      await services.messenger.send(at, lapsed);
      return;
    }
    case 'message':
      if (answer.text) await sayPrivately(services, turn, at, answer.text);
      return;
    case 'card': {
      if (answer.drawn) return;
      const request = await services.desk.store.get(requestId);
      if (request) await redrawAt(services, request, at);
    }
  }
}

/** The handover card leads to the password for as long as it waits: it is left as it is. */
async function redrawAt(services: Services, request: ResetRequest, at: Place): Promise<void> {
  if (at.cardId !== request.handover?.cardId) await redraw(services, request, at, cardAt(services, request, at));
}

async function sayPrivately(services: Services, { asker }: Turn, at: Place, text: string): Promise<void> {
  const personal = at.personal ? at : await services.messenger.personalPlace(at, asker.channelUserId);
  await services.messenger.post({ ...personal, cardId: undefined }, { text, textFormat: 'plain' });
}
