import type { Request } from '../../../desk/request/request.ts';
import { toldOf } from '../../../desk/request/request.ts';
import { isToTell, type Told } from '../../../desk/request/told.ts';
import { settleTold, toldSent, toldUnsent } from '../../../desk/tell.ts';
import { TeamsError } from '../../../errors.ts';
import { handoverTrouble } from '../../sending/teams-trouble.ts';
import type { Services } from '../../services.ts';
import { cardOfTold } from '../told-cards.ts';
import type { Performer } from './performer.ts';

/**
 * Tells whose account it is, and their manager, what was done, in their own chats. Where Teams does not let the bot write to them
 * they are not told, and that is on record; anything else is tried again. Trouble with one keeps the other from nothing.
 */
export const tellAfterwards: Performer = async ({ services, request, session }) => {
  let present = toldOf(request) ? request : ((await settleTold(services.desk, session, request)) ?? request);
  const troubles: unknown[] = [];
  for (const told of (toldOf(present) ?? []).filter(isToTell)) {
    try {
      present = (await tell(services, present, told)) ?? present;
    } catch (error) {
      troubles.push(error);
    }
  }
  if (troubles.length > 0) throw troubles[0];
  return present;
};

/** Teams knows people without a chat by their object id, where the app is installed for them. */
async function tell(services: Services, request: Request, told: Told): Promise<Request | undefined> {
  const { desk, messenger, log } = services;
  const card = cardOfTold(services, request, told);
  if (!card || !told.of) return undefined;
  try {
    const chat = await messenger.personalPlace({ ...request.place, cardId: undefined }, told.of.id);
    const place = await messenger.send(chat, card, { twice: true });
    return await toldSent(desk, request.id, told.id, { place });
  } catch (error) {
    const why = error instanceof TeamsError ? handoverTrouble(error) : 'later';
    if (!(error instanceof TeamsError) || why === 'later') throw error;
    const { correlationId } = request;
    log.info(
      { code: error.code, correlationId, told: told.as, err: error },
      'somebody can not be told of what was done',
    );
    return toldUnsent(desk, request.id, told.id, why);
  }
}
