import { type UnrecordedView, unrecordedCard } from '../../cards/trouble-cards.ts';
import type { Turn } from '../../desk/desk.ts';
import type { Place } from '../../desk/request/people.ts';
import { hasLeft } from '../../desk/request/place.ts';
import { approvalOf, type Request, targetOf } from '../../desk/request/request.ts';
import { UnrecordedCallError } from '../../errors.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { approvalsOptions, redraw } from './drawing.ts';

interface Pressed {
  turn: Turn;
  request: Request;
  /** Where the clicked card is. */
  at: Place;
}

/**
 * Answers a click that may have done what was asked for. Where that can't be put on record, the cards lose their buttons and say that
 * it is being found out, since neither "done" nor "not done" is known; the sweep does it once the store can be written.
 */
export async function orFindOut(
  services: Services,
  click: Pressed,
  act: () => Promise<ActionAnswer>,
): Promise<ActionAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof UnrecordedCallError)) throw error;
    const { request, turn, at } = click;
    const { correlationId } = request;
    services.log.error(
      { code: error.code, correlationId, err: error },
      'what a call may have done could not be put on record',
    );
    await redrawOthers(services, click);
    const card = unrecordedCard(viewOf(request), cardContext(services, turn.asker));
    await redraw(services, request, at, card);
    return { type: 'card', card, drawn: true };
  }
}

async function redrawOthers(services: Services, { request, at }: Pressed): Promise<void> {
  const { place, requester } = request;
  const view = viewOf(request);
  const cards = [
    [place, cardContext(services, requester)],
    ...(approvalOf(request)?.places ?? []).map(
      asked => [asked.place, approvalsOptions(services, request, asked)] as const,
    ),
  ] as const;
  for (const [where, context] of cards) {
    if (where.cardId !== at.cardId && !hasLeft(request, where))
      await redraw(services, request, where, unrecordedCard(view, context));
  }
}

function viewOf(request: Request): UnrecordedView {
  const { action, query = '', correlationId } = request;
  return { action, targetName: targetOf(request)?.displayName ?? query, correlationId };
}
