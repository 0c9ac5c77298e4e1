import { questionSent, questionWaits } from '../../../desk/sent.ts';
import { TeamsError } from '../../../errors.ts';
import { approvalsConversationCard } from '../approval-views.ts';
import { approvalsOptions } from '../drawing.ts';
import { noteOutsiders } from '../note-outsiders.ts';
import type { Performer } from './performer.ts';

/**
 * Asks a second person in the approvals conversation; where Teams does not take it, it waits. Nothing that Teams says ends the
 * request: the bot may be let in again, and what is said to be gone may be there. Only its own time does, or its requester.
 */
export const askInApprovals: Performer = async ({ services, request }) => {
  if (request.state !== 'awaiting-approval' || !request.approval.place) return request;
  const card = approvalsConversationCard(request, approvalsOptions(services, request));
  if (!card) return request;
  try {
    // Asked twice is better than asked of nobody.
    const place = await services.messenger.send(request.approval.place, card, { twice: true });
    const asked = await questionSent(services.desk, request.id, place);
    services.background.run(() => noteOutsiders(services, request, place));
    return asked ?? request;
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    const { code, keptOut } = error;
    services.log.warn({ code, correlationId: request.correlationId, err: error }, 'the question waits');
    return questionWaits(services.desk, request, keptOut ? 'kept-out' : 'later');
  }
};
