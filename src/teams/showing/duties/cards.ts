import type { AdaptiveCard } from '../../../cards/card.ts';
import { looksTheSame } from '../../../desk/request/looks.ts';
import type { Place } from '../../../desk/request/people.ts';
import { approvalOf, type Request } from '../../../desk/request/request.ts';
import { dutyDone } from '../../../desk/sweep.ts';
import { TeamsError } from '../../../errors.ts';
import type { Services } from '../../services.ts';
import { approvalsConversationCard } from '../approval-views.ts';
import { approvalsOptions, cardOptions, logTrouble, updateCard } from '../drawing.ts';
import { conversationCard, personalCard, requesterCard } from '../request-cards.ts';
import type { Performer } from './performer.ts';

/** Brings the cards of a request up to date, wherever they are: again, when somebody changes it meanwhile. */
export const updateCards: Performer = async ({ services, request }) => {
  const { desk } = services;
  for (let drawn = request; ; ) {
    const troubles = await draw(services, drawn);
    const asDrawn = (present: Request) => looksTheSame(present, drawn);
    // A message that is gone has no buttons any more, and can't be brought up to date.
    const [trouble] = troubles.filter(each => !isGone(each));
    if (trouble !== undefined) throw trouble;
    const done = await dutyDone(desk, request.id, 'cards', asDrawn);
    if (done) return done;
    const present = await desk.store.get(request.id);
    if (!present || looksTheSame(present, drawn)) return present ?? drawn;
    // Two updates of one card may arrive in either order, so it is drawn again.
    drawn = present;
  }
};

/** Draws them all, and gives back what troubled it; trouble with one keeps no other from being shown. */
async function draw(services: Services, request: Request): Promise<unknown[]> {
  const troubles = await Promise.all(
    cardsOf(services, request).map(async ([place, card]) => {
      try {
        await updateCard(services, place, card);
        return undefined;
      } catch (error) {
        logTrouble(services, request, error);
        return error;
      }
    }),
  );
  return troubles.filter(trouble => trouble !== undefined);
}

/**
 * The handover card stays as it is while the secret waits: an update would take a shown one from the screen of somebody who is
 * reading it out. So does the card to run an approved request, until it was run.
 */
function cardsOf(services: Services, request: Request): [Place | undefined, AdaptiveCard | undefined][] {
  const options = cardOptions(services, request);
  const handover = 'handover' in request && request.state !== 'carried-out' ? request.handover : undefined;
  const runCard = 'runCard' in request && request.state !== 'approved' ? request.runCard : undefined;
  return [
    [request.place, conversationCard(request, options)],
    [handover, personalCard(request, options)],
    [approvalOf(request)?.place, approvalsConversationCard(request, approvalsOptions(services, request))],
    [runCard, requesterCard(request, options)],
  ];
}

function isGone(trouble: unknown): boolean {
  return trouble instanceof TeamsError && trouble.kind === 'not-found';
}
