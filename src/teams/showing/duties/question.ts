import { type AskedIn, unaskedIn } from '../../../desk/request/approval.ts';
import type { AwaitingApproval, Request } from '../../../desk/request/request.ts';
import { questionSent, questionWaits } from '../../../desk/sent.ts';
import { TeamsError } from '../../../errors.ts';
import type { Services } from '../../services.ts';
import { approvalsConversationCard } from '../approval-views.ts';
import { approvalsOptions } from '../drawing.ts';
import { noteOutsiders } from '../note-outsiders.ts';
import type { Performer } from './performer.ts';

/**
 * Asks a second person in each approvals conversation; where Teams does not take it, it waits. Nothing that Teams says ends the
 * request: the bot may be let in again, and what is said to be gone may be there. Only its own time does, or its requester.
 */
export const askInApprovals: Performer = async ({ services, request }) => {
  if (request.state !== 'awaiting-approval') return request;
  const asked = await Promise.all(unaskedIn(request.approval).map(each => askIn(services, request, each)));
  const troubles = asked.filter(each => each instanceof TeamsError);
  const sent = asked.filter((each): each is Request => !(each instanceof TeamsError));
  const present = sent.toSorted((one, other) => other.version - one.version)[0];
  if (troubles.length === 0) return present ?? request;
  for (const err of troubles) {
    services.log.warn({ code: err.code, correlationId: request.correlationId, err }, 'the question waits');
  }
  const why = troubles.every(({ keptOut }) => keptOut) ? 'kept-out' : 'later';
  const waiting = await questionWaits(services.desk, request, why);
  return present && present.version > waiting.version ? present : waiting;
};

/** The request with the question in that conversation, or what kept it from getting there. */
async function askIn(services: Services, request: AwaitingApproval, asked: AskedIn): Promise<Request | TeamsError> {
  const card = approvalsConversationCard(request, approvalsOptions(services, request, asked));
  if (!card) return request;
  try {
    // Asked twice is better than asked of nobody.
    const place = await services.messenger.send(asked.place, card, { twice: true });
    const sent = await questionSent(services.desk, request.id, place);
    services.background.run(() => noteOutsiders(services, request, place));
    return sent ?? request;
  } catch (error) {
    if (error instanceof TeamsError) return error;
    throw error;
  }
}
