import { proofAskSent, proofAskUnsent } from '../../../desk/proof-sent.ts';
import { askOf, openAskOf } from '../../../desk/request/caller.ts';
import type { Place } from '../../../desk/request/people.ts';
import { hasLeft } from '../../../desk/request/place.ts';
import type { ProofAsk } from '../../../desk/request/proof.ts';
import type { Request } from '../../../desk/request/request.ts';
import { TeamsError } from '../../../errors.ts';
import { handoverTrouble } from '../../sending/teams-trouble.ts';
import { cardContext, type Services } from '../../services.ts';
import { askCard } from '../ask-cards.ts';
import { cardOptions, redraw } from '../drawing.ts';
import { cardOfWaiting } from '../open-card.ts';
import type { Performer } from './performer.ts';

/**
 * Asks whoever is to show who calls, in their own chat. Where Teams does not let the bot write to them, nobody was asked, and the
 * requester is told so; anything else is tried again for as long as they could answer.
 */
export const askToShow: Performer = async ({ services, request }) => {
  const ask = openAskOf(request, services.desk.now());
  if (!ask || ask.place) return request;
  try {
    return await send(services, request, ask);
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    const why = handoverTrouble(error);
    if (why === 'later') throw error;
    const { code } = error;
    services.log.warn(
      { code, correlationId: request.correlationId, err: error },
      'whoever is to show who calls is out of reach',
    );
    return (await proofAskUnsent(services.desk, request.id, ask.id, why)) ?? request;
  }
};

/** Teams knows people without a chat by their object id, where the app is installed for them. */
async function send(services: Services, request: Request, ask: ProofAsk): Promise<Request> {
  const { desk, messenger } = services;
  const card = askCard(request, ask, desk.now(), cardOptions(services, request));
  if (!card) return request;
  const chat = await messenger.personalPlace({ ...request.place, cardId: undefined }, ask.of.id);
  // Two cards are answers to the same question; none is answered by nobody.
  const place = await messenger.send(chat, card, { twice: true });
  const sent = await proofAskSent(desk, request.id, ask.id, { place });
  if (!sent) return request;
  await redrawIfAnswered(services, sent, { ask: ask.id, place });
  // The requester's card has said meanwhile that it was on its way.
  const tries = request.duties.find(({ what }) => what === 'proof')?.tries ?? 0;
  if (tries > 0 && !hasLeft(sent, sent.place))
    await redraw(services, sent, sent.place, await cardOfWaiting(services, sent));
  return sent;
}

/** It may have been answered, or be over, before it was noted where it is. */
async function redrawIfAnswered(
  services: Services,
  request: Request,
  { ask: id, place }: { ask: string; place: Place },
): Promise<void> {
  const now = services.desk.now();
  const ask = askOf(request, id);
  if (!ask || openAskOf(request, now)?.id === id) return;
  await redraw(
    services,
    request,
    place,
    askCard(request, ask, now, cardContext(services, ask.viewer ?? request.requester)),
  );
}
