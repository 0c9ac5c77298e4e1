import { USUAL_ACTION } from '../../action-kinds.ts';
import {
  approvalsMovedCard,
  approvalsOnlyInGroupCard,
  approvalsProposalCard,
  approvalsProposedCard,
  approvalsSetCard,
  type Movers,
} from '../../cards/approvals-conversation-cards.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import { askThereInstead, type Move, moveApprovals } from '../../desk/approvals.ts';
import { conversationFor } from '../../desk/approvals-conversations.ts';
import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place } from '../../desk/request/people.ts';
import { conversationOf, sameConversation } from '../../desk/request/place.ts';
import { type Gathering, gatheringOf } from '../../desk/roster.ts';
import type { ApprovalsConversation } from '../../desk/settings.ts';
import { MOST_APPROVERS, MOST_NAMED, PROPOSAL_LIFETIME } from '../../desk/times.ts';
import { TeamsError } from '../../errors.ts';
import { cardContext, type Services } from '../services.ts';
import type { Talk } from './talk.ts';

/**
 * Somebody wants requests to be approved in this conversation. It becomes the one, and the one that was it before is told; or,
 * where the policy says so, a second administrator is asked first. `unit`: name of the one whose members it is about.
 */
export async function setApprovalsHere(
  session: DirectorySession,
  { services, turn, place: here }: Talk,
  unit: string | undefined,
): Promise<void> {
  const context = cardContext(services, turn.asker);
  if (here.personal) {
    await services.messenger.send(here, approvalsOnlyInGroupCard(context));
    return;
  }
  // In a channel each request gets a thread of its own.
  const place = { ...here, conversationId: conversationOf(here) };
  const gathering = () => gather(services, turn, place);
  const move = await moveApprovals(services.desk, session, turn, { place, unit, gathering });
  switch (move.kind) {
    case 'refused':
      await services.messenger.send(here, refusedCard({ action: USUAL_ACTION, ...move.refusal }, context));
      return;
    case 'set':
      await services.messenger.send(here, approvalsSetCard({ by: turn.asker.name, unit: move.unit?.name }, context));
      if (move.before && !sameConversation(move.before.place, place)) {
        await tellFormer(services, turn, move.before, { by: turn.asker.name, unit: move.unit?.name });
      }
      return;
    case 'proposed':
      await askAnother(services, turn, here, move);
  }
}

/** Who is in a conversation; unknown where Teams does not tell. */
export async function gather(services: Services, { correlationId }: Turn, place: Place): Promise<Gathering> {
  try {
    return gatheringOf(await services.messenger.roster(place, MOST_APPROVERS), services.config.tenantId);
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    services.log.warn({ code: error.code, correlationId, err: error }, 'who is in a conversation could not be read');
    return { kind: 'unknown' };
  }
}

/** Whoever moves the approvals away can't do so unseen. */
export async function tellFormer(
  services: Services,
  turn: Turn,
  before: ApprovalsConversation,
  movers: Movers,
): Promise<void> {
  try {
    await services.messenger.send(before.place, approvalsMovedCard(movers, cardContext(services, before)));
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    const { code } = error;
    services.log.warn({ code, correlationId: turn.correlationId, err: error }, 'the former approvals were not told');
  }
}

/**
 * Asks the people of the present approvals conversation, or those here where there is none. One that is gone for good can't
 * agree to anything any more: then those here are asked.
 */
async function askAnother(
  services: Services,
  turn: Turn,
  here: Place,
  { proposal, names }: Extract<Move, { kind: 'proposed' }>,
): Promise<void> {
  const { desk, messenger } = services;
  const { askedIn, approvals, id, proposedAt } = proposal;
  const by = turn.asker.name;
  const unit = approvals.unit?.name;
  const ask = async (place: Place, first: boolean) => {
    const viewer = (first ? undefined : await conversationFor(desk, approvals.unit)) ?? approvals;
    const until = new Date(proposedAt + PROPOSAL_LIFETIME);
    const card = approvalsProposalCard(
      { proposal: id, by, unit, people: names, most: MOST_NAMED, first, until },
      cardContext(services, viewer),
    );
    await messenger.send(place, card);
  };
  if (sameConversation(askedIn, approvals.place)) return ask(here, true);
  try {
    await ask(askedIn, false);
  } catch (error) {
    if (!(error instanceof TeamsError && (await isGoneForGood(services, askedIn, error)))) throw error;
    await askThereInstead(desk, turn, proposal, error.kind);
    return ask(here, true);
  }
  await messenger.send(here, approvalsProposedCard({ by, unit }, cardContext(services, turn.asker)));
}

/**
 * The bot was removed from that conversation, or Teams says of it twice over that it is not there: to the question, and to who is
 * in it. Teams says so now and then of one that is, and its people are not to be passed over for that.
 */
async function isGoneForGood(services: Services, place: Place, { kind }: TeamsError): Promise<boolean> {
  if (kind !== 'not-found') return kind === 'not-installed';
  try {
    await services.messenger.roster(place, MOST_APPROVERS);
    return false;
  } catch (error) {
    return error instanceof TeamsError && (error.kind === 'not-found' || error.kind === 'not-installed');
  }
}
