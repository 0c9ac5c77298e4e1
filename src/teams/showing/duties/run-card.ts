import { runCardSent } from '../../../desk/sent.ts';
import { runRequestCard } from '../approval-views.ts';
import { cardOptions, inPersonalChat } from '../drawing.ts';
import type { Performer } from './performer.ts';

/** Sends the card with which the requester runs an approved request. */
export const sendRunCard: Performer = async ({ services, request }) => {
  if (request.state !== 'approved') return request;
  const card = runRequestCard(request, cardOptions(services, request));
  const place = await inPersonalChat(services, request, where => services.messenger.send(where, card));
  return (await runCardSent(services.desk, request.id, place)) ?? request;
};
