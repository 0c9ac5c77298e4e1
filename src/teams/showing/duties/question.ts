import { giveUpAsking } from '../../../desk/cancel.ts';
import { questionSent } from '../../../desk/sent.ts';
import { TeamsError } from '../../../errors.ts';
import { approvalsConversationCard } from '../approval-views.ts';
import { approvalsOptions } from '../drawing.ts';
import { noteOutsiders } from '../note-outsiders.ts';
import type { Performer } from './performer.ts';

/**
 * Asks a second person in the approvals conversation. From one that the bot was removed from, or that is gone, no answer will
 * come: the request ends.
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
    if (error instanceof TeamsError && error.permanent) await giveUpAsking(services.desk, request);
    throw error;
  }
};
