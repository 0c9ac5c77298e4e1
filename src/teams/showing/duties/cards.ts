import type { AdaptiveCard } from '../../../cards/card.ts';
import { CARDS, type CardKind } from '../../../desk/request/duty.ts';
import { looksTheSame } from '../../../desk/request/looks.ts';
import type { Place } from '../../../desk/request/people.ts';
import { hasLeft } from '../../../desk/request/place.ts';
import { approvalOf, type Request } from '../../../desk/request/request.ts';
import { dutyDone } from '../../../desk/sweep.ts';
import type { Services } from '../../services.ts';
import { approvalsConversationCard } from '../approval-views.ts';
import { approvalsOptions, cardOptions, logTrouble, updateCard } from '../drawing.ts';
import { conversationCard, personalCard, requesterCard } from '../request-cards.ts';
import { CardsLeftError, type Performer } from './performer.ts';

/** Brings the cards of a request up to date, wherever they are: again, when somebody changes it meanwhile. */
export const updateCards: Performer = async ({ services, request }) => {
  const { desk } = services;
  for (let drawn = request; ; ) {
    const troubles = await draw(services, drawn);
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
async function draw(services: Services, request: Request): Promise<ReadonlyMap<CardKind, unknown>> {
  const left = request.duties.find(({ what }) => what === 'cards')?.left ?? CARDS;
  const cards = cardsOf(services, request);
  const troubles = new Map<CardKind, unknown>();
  await Promise.all(
    left.map(async kind => {
      const [place, card] = cards[kind];
      try {
        if (place && !hasLeft(request, place)) await updateCard(services, place, card);
      } catch (error) {
        logTrouble(services, request, error);
        troubles.set(kind, error);
      }
    }),
  );
  return troubles;
}

/** Where a card is, and what it shows now; nothing where there is none, or it stays as it is. */
type Placed = [Place | undefined, AdaptiveCard | undefined];

/**
 * The handover card stays as it is while the secret waits: an update would take a shown one from the screen of somebody who is
 * reading it out. So does the card to run an approved request, until it was run.
 */
function cardsOf(services: Services, request: Request): Readonly<Record<CardKind, Placed>> {
  const options = cardOptions(services, request);
  const handover = 'handover' in request && request.state !== 'carried-out' ? request.handover : undefined;
  const runCard = 'runCard' in request && request.state !== 'approved' ? request.runCard : undefined;
  const asked = approvalOf(request)?.place;
  return {
    conversation: [request.place, conversationCard(request, options)],
    handover: [handover, personalCard(request, options)],
    question: [asked, approvalsConversationCard(request, approvalsOptions(services, request))],
    run: [runCard, requesterCard(request, options)],
    proof: [undefined, undefined],
  };
}
