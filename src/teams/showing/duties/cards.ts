import type { AdaptiveCard, CardContext } from '../../../cards/card.ts';
import type { DirectorySession } from '../../../desk/ports.ts';
import { knownCaller, raisedAlarm } from '../../../desk/request/caller.ts';
import { CARDS, type CardKind } from '../../../desk/request/duty.ts';
import { looksTheSame } from '../../../desk/request/looks.ts';
import type { Place } from '../../../desk/request/people.ts';
import { hasLeft } from '../../../desk/request/place.ts';
import type { ProofAsk } from '../../../desk/request/proof.ts';
import { approvalOf, type Request, toldOf } from '../../../desk/request/request.ts';
import { dutyDone } from '../../../desk/sweep.ts';
import { cardContext, type Services } from '../../services.ts';
import { approvalsConversationCard } from '../approval-views.ts';
import { askCard } from '../ask-cards.ts';
import { approvalsOptions, cardOptions, logTrouble, updateCard } from '../drawing.ts';
import { cardOfWaiting } from '../open-card.ts';
import { conversationCard, personalCard, requesterCard } from '../request-cards.ts';
import { cardOfTold } from '../told-cards.ts';
import { CardsLeftError, type Performer } from './performer.ts';

/** Brings the cards of a request up to date, wherever they are: again, when somebody changes it meanwhile. */
export const updateCards: Performer = async ({ services, request, session }) => {
  const { desk } = services;
  for (let drawn = request; ; ) {
    const troubles = await draw(services, drawn, session);
    if (troubles.size > 0) throw new CardsLeftError(drawn, troubles);
    const asDrawn = (present: Request) => looksTheSame(present, drawn);
    const done = await dutyDone(desk, request.id, 'cards', asDrawn);
    if (done) return done;
    const present = await desk.store.get(request.id);
    if (!present || looksTheSame(present, drawn)) return present ?? drawn;
    // Two updates of one card may arrive in either order, so it is drawn again.
    drawn = present;
  }
};

/**
 * Draws those that are not up to date, and gives back what troubled it; trouble with one keeps no other from being shown. One
 * that is up to date stays as it is: somebody may be writing into it.
 */
async function draw(
  services: Services,
  request: Request,
  session: DirectorySession | undefined,
): Promise<ReadonlyMap<CardKind, unknown>> {
  const left = request.duties.find(({ what }) => what === 'cards')?.left ?? CARDS;
  const cards = cardsOf(services, request, session);
  const troubles = new Map<CardKind, unknown>();
  await Promise.all(
    left
      .flatMap(kind => cards[kind].map(placed => ({ kind, ...placed })))
      .map(async ({ kind, place, card }) => {
        try {
          if (place?.cardId && !hasLeft(request, place)) await updateCard(services, place, await card());
        } catch (error) {
          logTrouble(services, request, error);
          troubles.set(kind, error);
        }
      }),
  );
  return troubles;
}

/** Where a card is, and what it shows now; nothing where there is none, or it stays as it is. */
interface Placed {
  place: Place | undefined;
  card(): Promise<AdaptiveCard | undefined> | AdaptiveCard | undefined;
}

/** How whoever was asked reads is known once they have pressed; before it, they speak with the requester. */
function contextOf(services: Services, { requester }: Request, { viewer }: ProofAsk): CardContext {
  return cardContext(services, viewer ?? requester);
}

/** The ask that an event is about, and the one before it, whose place it has taken. */
const ASKS_DRAWN = 2;

/**
 * The handover card stays as it is while the secret waits: an update would take a shown one from the screen of somebody who is
 * reading it out. So does the card to run an approved request, until it was run, and that of an open one; but where somebody is
 * asked who calls, they say what has come of it. Of those who are told afterwards, that somebody has raised the alarm.
 */
function cardsOf(
  services: Services,
  request: Request,
  session: DirectorySession | undefined,
): Readonly<Record<CardKind, readonly Placed[]>> {
  const options = cardOptions(services, request);
  const { asks } = knownCaller(request);
  const isAsked = asks.length > 0;
  const handover = 'handover' in request && request.state !== 'carried-out' ? request.handover : undefined;
  const runCard = 'runCard' in request && (request.state !== 'approved' || isAsked) ? request.runCard : undefined;
  const conversation = () =>
    request.state === 'open' && isAsked
      ? cardOfWaiting(services, request, { session })
      : conversationCard(request, options);
  const run = () =>
    request.state === 'approved' ? cardOfWaiting(services, request, { session }) : requesterCard(request, options);
  return {
    conversation: [{ place: request.place, card: conversation }],
    handover: [{ place: handover, card: () => personalCard(request, options) }],
    question: (approvalOf(request)?.places ?? []).map(asked => ({
      place: asked.place,
      card: () => approvalsConversationCard(request, approvalsOptions(services, request, asked)),
    })),
    run: [{ place: runCard, card: run }],
    proof: asks.slice(-ASKS_DRAWN).map(ask => ({
      place: ask.place,
      card: () => askCard(request, ask, options.now, contextOf(services, request, ask)),
    })),
    told: (toldOf(request) ?? []).map(told => ({
      place: told.place,
      card: () => (raisedAlarm(request) ? cardOfTold(services, request, told) : undefined),
    })),
  };
}
