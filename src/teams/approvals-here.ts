import { approvalsMovedCard, approvalsOnlyInGroupCard, approvalsSetCard } from '../cards/approvals-cards.ts';
import { refusedCard } from '../cards/refused-card.ts';
import type { Turn } from '../desk/desk.ts';
import { setApprovals } from '../desk/history.ts';
import type { DirectorySession, Settings } from '../desk/ports.ts';
import type { Place } from '../desk/request.ts';
import { TeamsError } from '../errors.ts';
import { cardContext, type Services } from './services.ts';
import { conversationOf, sameConversation } from './whereabouts.ts';

/** Makes this conversation the one where requests from personal chats are approved, and tells the one that was it before. */
export async function setApprovalsHere(
  services: Services,
  session: DirectorySession,
  turn: Turn,
  here: Place,
): Promise<void> {
  const context = cardContext(services, turn.asker);
  if (here.personal) {
    await services.messenger.send(here, approvalsOnlyInGroupCard(context));
    return;
  }
  // In a channel each request gets a thread of its own.
  const place = { ...here, conversationId: conversationOf(here) };
  const set = await setApprovals(services.desk, session, turn, place);
  if ('rule' in set) {
    await services.messenger.send(here, refusedCard(set, context));
    return;
  }
  await services.messenger.send(here, approvalsSetCard({ by: turn.asker.name }, context));
  if (set.before && !sameConversation(set.before.place, place)) await tellFormer(services, turn, set.before);
}

/** Whoever moves the approvals away can't do so unseen. */
async function tellFormer(services: Services, turn: Turn, before: Settings['approvals']): Promise<void> {
  try {
    const context = cardContext(services, before);
    await services.messenger.send(before.place, approvalsMovedCard({ by: turn.asker.name }, context));
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    const { code } = error;
    services.log.warn({ code, correlationId: turn.correlationId, err: error }, 'the former approvals were not told');
  }
}
