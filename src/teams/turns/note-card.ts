import { proofAskSent } from '../../desk/proof-sent.ts';
import { askOf } from '../../desk/request/caller.ts';
import { sameConversation } from '../../desk/request/place.ts';
import { type Request, toldOf } from '../../desk/request/request.ts';
import { cardSent } from '../../desk/sent.ts';
import { toldSent } from '../../desk/tell.ts';
import type { Services } from '../services.ts';
import { isOfAsked, isOfList } from './deed-of.ts';
import type { SlowClick } from './late-answers.ts';

/**
 * Notes where the clicked card is, where somebody is quicker than our own note of it; and how whoever was asked to show who calls,
 * or was told afterwards, reads, which is not known before.
 */
export async function noteCard(
  { desk }: Services,
  request: Request,
  { turn, verb, ask: id = '', at }: Omit<SlowClick, 'requestId'>,
): Promise<void> {
  if (isOfAsked(verb)) {
    const { locale, timeZone } = turn.asker;
    const where = { place: at, viewer: { locale, timeZone } };
    const ask = askOf(request, id);
    if (ask && !ask.viewer) await proofAskSent(desk, request.id, ask.id, where);
    const told = toldOf(request)?.find(each => each.id === id);
    if (told && !told.viewer) await toldSent(desk, request.id, told.id, where);
    return;
  }
  if (isOfList(verb)) return;
  const decides = verb === 'approve' || verb === 'decline';
  if (!decides && !request.place.cardId && sameConversation(request.place, at)) await cardSent(desk, request.id, at);
}
