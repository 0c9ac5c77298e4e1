import { type Desk, settle } from '../desk/desk.ts';
import { delivered, waiting } from '../desk/handover.ts';
import type { DirectorySession } from '../desk/ports.ts';
import type { Place, ResetRequest } from '../desk/request.ts';
import type { Outcome } from '../desk/reset.ts';
import { signOutEverywhere } from '../desk/sign-out.ts';
import { lapse, sweep } from '../desk/sweep.ts';
import { verify } from '../desk/verify.ts';
import { ErrorCode, NyckelError, TeamsError } from '../errors.ts';
import { conversationCard, personalCard } from './request-cards.ts';
import { cardContext, type Services } from './services.ts';

/**
 * After a reset call: hands the password over in the requester's personal chat, shows the outcome to everybody, and follows
 * the operation in the background. Returns the request as it now is.
 */
export async function conclude(
  services: Services,
  session: DirectorySession,
  { request, operation }: Outcome,
): Promise<ResetRequest> {
  const delivered = request.state === 'reset' ? await handOverPrivately(services, request) : request;
  const concluded = await signOutEverywhere(services.desk, session, delivered);
  await showEverywhere(services, concluded);
  if (operation) {
    services.background.run(async () => {
      const verified = await verify(services.desk, session, concluded, operation);
      if (verified) await showEverywhere(services, verified);
    });
  }
  return concluded;
}

/**
 * Brings the cards of a request up to date, wherever they are. The handover card stays as it is while the password waits:
 * an update would take a shown password from the screen of somebody who is reading it out. A card that can't be updated is
 * logged and left.
 */
export async function showEverywhere(services: Services, request: ResetRequest): Promise<void> {
  const options = cardOptions(services, request);
  await updateCard(services, request, request.place, conversationCard(request, options));
  if (request.state !== 'reset') await updateCard(services, request, request.handover, personalCard(request, options));
  // Two updates of one card may arrive in either order: whoever was overtaken draws it again.
  const present = await services.desk.store.get(request.id);
  if (present && present.version !== request.version) await showEverywhere(services, present);
}

/** Delivers what waited for this person to have a personal chat with the bot. What can't be sent goes on waiting. */
export async function deliverWaiting(services: Services, personId: string, place: Place): Promise<void> {
  for (const request of await services.desk.store.undelivered(personId)) {
    try {
      const lapsed = await lapse(services.desk, request);
      await showEverywhere(services, lapsed ?? (await sendHandover(services, request, place)));
    } catch (error) {
      if (!(error instanceof TeamsError)) throw error;
      services.log.warn({ code: error.code, correlationId: request.correlationId, err: error }, 'the handover waits');
    }
  }
}

/** What the minute brings: what is due lapses, and handovers that could not be delivered are tried again. */
export async function sweepAndShow(services: Services): Promise<void> {
  for await (const request of sweep(services.desk)) await showEverywhere(services, request);
  for (const request of await services.desk.store.undelivered()) {
    const concluded = await handOverPrivately(services, request);
    if (concluded.version !== request.version) await showEverywhere(services, concluded);
  }
}

/** Remembers where the card of a request is. */
export async function cardSent(desk: Desk, request: ResetRequest, place: Place): Promise<void> {
  await settle(desk, request.id, { type: 'card-sent', place });
}

async function handOverPrivately(services: Services, request: ResetRequest): Promise<ResetRequest> {
  const { place, requester } = request;
  try {
    const personal = place.personal ? place : await services.messenger.personalPlace(place, requester.channelUserId);
    return await sendHandover(services, request, personal);
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    services.log.warn({ code: error.code, correlationId: request.correlationId, err: error }, 'the handover waits');
    return waiting(services.desk, request, error.notInstalled);
  }
}

async function sendHandover(services: Services, request: ResetRequest, place: Place): Promise<ResetRequest> {
  const card = personalCard(request, cardOptions(services, request));
  if (!card) return request;
  const sent = await services.messenger.send({ ...place, personal: true, cardId: undefined }, card);
  return (await delivered(services.desk, request.id, sent)) ?? request;
}

/** Replaces a card. A card that can't be updated is logged and left: what was decided stays decided. */
export async function updateCard(
  services: Services,
  request: ResetRequest,
  place: Place | undefined,
  card: ReturnType<typeof conversationCard>,
): Promise<void> {
  if (!place?.cardId || !card) return;
  try {
    await services.messenger.update(place, card);
  } catch (error) {
    const code = error instanceof NyckelError ? error.code : ErrorCode.Unexpected;
    services.log.warn({ code, correlationId: request.correlationId, err: error }, 'a card could not be updated');
  }
}

export function cardOptions(services: Services, request: ResetRequest) {
  return { ...cardContext(services, request.requester), appId: services.config.appId };
}
