import { handoverSent, handoverWaits } from '../../../desk/handover.ts';
import type { Place } from '../../../desk/request/people.ts';
import type { CarriedOut, Request } from '../../../desk/request/request.ts';
import { TeamsError } from '../../../errors.ts';
import { handoverTrouble } from '../../sending/teams-trouble.ts';
import type { Services } from '../../services.ts';
import { cardOptions, inPersonalChat } from '../drawing.ts';
import { personalCard } from '../request-cards.ts';
import type { Performer } from './performer.ts';

/** Sends the card that leads to the secret into the requester's personal chat; where Teams does not take it, it waits. */
export const handOverPrivately: Performer = async ({ services, request }) => {
  if (request.state !== 'carried-out') return request;
  try {
    return await inPersonalChat(services, request, place => sendHandover(services, request, place));
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    services.log.warn({ code: error.code, correlationId: request.correlationId, err: error }, 'the handover waits');
    return handoverWaits(services.desk, request, handoverTrouble(error));
  }
};

/**
 * The same into this personal chat.
 * @throws TeamsError
 */
export async function sendHandover(services: Services, request: CarriedOut, place: Place): Promise<Request> {
  const card = personalCard(request, cardOptions(services, request));
  if (!card) return request;
  // Two cards lead to the same secret; none leads nowhere.
  const sent = await services.messenger.send({ ...place, personal: true, cardId: undefined }, card, { twice: true });
  return (await handoverSent(services.desk, request.id, sent)) ?? request;
}
