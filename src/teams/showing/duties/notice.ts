import type { RequestState } from '../../../desk/request/request.ts';
import { dutyDone } from '../../../desk/sweep.ts';
import { privateNotice } from '../approval-views.ts';
import { cardOptions, inPersonalChat } from '../drawing.ts';
import { requesterCard } from '../request-cards.ts';
import type { Performer } from './performer.ts';

/** What the requester did not see happen themselves, and is told with the card that everybody sees. */
const AS_SHOWN: readonly RequestState[] = ['unknown', 'refused', 'failed'];

/** Tells the requester privately what became of a request that a second person had a part in. */
export const tellRequester: Performer = async ({ services, request }) => {
  const options = cardOptions(services, request);
  const notice = AS_SHOWN.includes(request.state) ? requesterCard(request, options) : privateNotice(request, options);
  if (notice) await inPersonalChat(services, request, place => services.messenger.send(place, notice));
  return (await dutyDone(services.desk, request.id, 'notice', ({ state }) => state === request.state)) ?? request;
};
