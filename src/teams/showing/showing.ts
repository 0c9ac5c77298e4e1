import type { AdaptiveCard } from '../../cards/card.ts';
import { advance, settle } from '../../desk/desk.ts';
import { refusal } from '../../desk/judging/judge.ts';
import { sameConversation } from '../../desk/request/place.ts';
import type { Place, RequestState, ResetRequest } from '../../desk/request/request.ts';
import { looksTheSame } from '../../desk/request/work.ts';
import { CLOCK } from '../../desk/sweep.ts';
import { codeOf, StoreError, TeamsError } from '../../errors.ts';
import { cardContext, type Services } from '../services.ts';
import { approvalsConversationCard, privateNotice, runRequestCard } from './approval-views.ts';
import { noteOutsiders } from './outsiders.ts';
import { type CardOptions, conversationCard, personalCard, requesterCard } from './request-cards.ts';

/** What the requester did not see happen themselves, and is told with the card that everybody sees. */
const AS_SHOWN: readonly RequestState[] = ['unknown', 'refused', 'failed'];

/**
 * Brings the cards of a request up to date, wherever they are, and sends what is still to be sent: the question to the
 * approvals conversation, what its requester has to be told. What Teams does not take now is tried again by the sweep.
 * Returns the request as it then is.
 */
export async function showEverywhere(services: Services, request: ResetRequest): Promise<ResetRequest> {
  // The requester's card says whether the question has been sent.
  const asking = isToBeAsked(request)
    ? await attempt(services, request, () => askInApprovals(services, request))
    : undefined;
  try {
    const asked = isToBeAsked(request) ? ((await services.desk.store.get(request.id)) ?? request) : request;
    return await draw(services, asked, asking);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // What was decided stays decided; the sweep shows it again.
    services.log.error(
      { code: error.code, correlationId: request.correlationId, err: error },
      'what is shown is not noted',
    );
    return request;
  }
}

/** The approvals conversation does not know of the question yet. */
function isToBeAsked({ approval, state }: ResetRequest): boolean {
  return state === 'awaiting-approval' && approval?.place !== undefined && approval.place.cardId === undefined;
}

async function draw(services: Services, request: ResetRequest, asking: unknown): Promise<ResetRequest> {
  const { desk } = services;
  const drawn = await Promise.all(parts(services, request));
  const troubles = [asking, ...drawn].filter(trouble => trouble !== undefined);
  const isFinal = troubles.every(isPermanent);
  const event = troubles.length === 0 ? ({ type: 'shown' } as const) : ({ type: 'not-shown', final: isFinal } as const);
  const asDrawn = (present: ResetRequest) => present.unshown === true && looksTheSame(present, request);
  const shown = await settle(desk, request.id, event, undefined, asDrawn);
  if (shown) return shown;
  // Somebody else changed it meanwhile: two updates of one card may arrive in either order, so it is drawn again.
  const present = (await desk.store.get(request.id)) ?? request;
  return looksTheSame(present, request) ? present : showEverywhere(services, present);
}

export function cardOptions(services: Services, request: ResetRequest): CardOptions {
  return { ...cardContext(services, request.requester), appId: services.config.appId };
}

/** How cards are drawn in the approvals conversation. */
export function approvalsOptions(services: Services, { approval, requester }: ResetRequest) {
  return cardContext(services, approval?.viewer ?? requester);
}

/**
 * The handover card stays as it is while the password waits: an update would take a shown password from the screen of
 * somebody who is reading it out.
 */
function parts(services: Services, request: ResetRequest): Promise<unknown>[] {
  const { place, handover, approval, runCard, state } = request;
  const options = cardOptions(services, request);
  const update = (where: Place | undefined, card: AdaptiveCard | undefined) =>
    attempt(services, request, () => updateCard(services, where, card));
  return [
    update(place, conversationCard(request, options)),
    state === 'reset' ? Promise.resolve(undefined) : update(handover, personalCard(request, options)),
    approval?.place?.cardId
      ? update(approval.place, approvalsConversationCard(request, approvalsOptions(services, request)))
      : Promise.resolve(undefined),
    runCard
      ? update(state === 'approved' ? undefined : runCard, requesterCard(request, options))
      : attempt(services, request, () => askToRun(services, request)),
    attempt(services, request, () => tellRequester(services, request)),
  ];
}

/** Trouble with one card is logged and given back; it keeps nothing else from being shown. */
async function attempt(services: Services, request: ResetRequest, act: () => Promise<void>): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    services.log.warn({ code, correlationId: request.correlationId, err: error }, 'a card could not be shown');
    return error;
  }
}

/** Replaces one card, for everybody. Trouble is logged and no more: what was decided stays decided. */
export async function redraw(
  services: Services,
  request: ResetRequest,
  place: Place,
  card: AdaptiveCard | undefined,
): Promise<void> {
  await attempt(services, request, () => updateCard(services, place, card));
}

/** The request as the card in this conversation shows it; undefined while that card stays as it is. */
export function cardAt(services: Services, request: ResetRequest, at: Place): AdaptiveCard | undefined {
  const { place } = request.approval ?? {};
  if (place && sameConversation(place, at)) {
    return approvalsConversationCard(request, approvalsOptions(services, request));
  }
  const options = cardOptions(services, request);
  return at.personal ? requesterCard(request, options) : conversationCard(request, options);
}

async function updateCard(services: Services, place: Place | undefined, card: AdaptiveCard | undefined): Promise<void> {
  if (place?.cardId && card) await services.messenger.update(place, card);
}

async function askInApprovals(services: Services, request: ResetRequest): Promise<void> {
  const { approval, state } = request;
  if (!approval?.place || state !== 'awaiting-approval') return;
  const card = approvalsConversationCard(request, approvalsOptions(services, request));
  if (!card) return;
  try {
    // Asked twice is better than asked of nobody.
    const place = await services.messenger.send(approval.place, card, { twice: true });
    await settle(services.desk, request.id, { type: 'approval-sent', place });
    services.background.run(() => noteOutsiders(services, request, place));
  } catch (error) {
    if (isPermanent(error)) await giveUpAsking(services, request);
    throw error;
  }
}

/** The bot was removed from the approvals conversation, or it is gone: waiting there would be waiting for nobody. */
async function giveUpAsking(services: Services, request: ResetRequest): Promise<void> {
  const event = { type: 'refused', refusal: refusal('no-approvals-conversation') } as const;
  await advance(services.desk, request, event, 'request-refused', { actor: CLOCK });
}

async function askToRun(services: Services, request: ResetRequest): Promise<void> {
  const card = request.state === 'approved' ? runRequestCard(request, cardOptions(services, request)) : undefined;
  if (!card) return;
  const place = await services.messenger.send(await personalPlaceOf(services, request), card);
  await settle(services.desk, request.id, { type: 'run-sent', place });
}

async function tellRequester(services: Services, request: ResetRequest): Promise<void> {
  if (!request.approval || request.told === request.state) return;
  const options = cardOptions(services, request);
  const notice = AS_SHOWN.includes(request.state) ? requesterCard(request, options) : privateNotice(request, options);
  if (!notice) return;
  await services.messenger.send(await personalPlaceOf(services, request), notice);
  await settle(services.desk, request.id, { type: 'told' }, undefined, present => present.state === request.state);
}

async function personalPlaceOf(services: Services, { place, requester }: ResetRequest): Promise<Place> {
  const personal = place.personal ? place : await services.messenger.personalPlace(place, requester.channelUserId);
  return { ...personal, cardId: undefined };
}

function isPermanent(trouble: unknown): boolean {
  return trouble instanceof TeamsError && trouble.permanent;
}
