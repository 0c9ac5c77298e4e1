import { clickMessage, notYoursMessage } from '../../cards/click-messages.ts';
import type { Turn } from '../../desk/desk.ts';
import { answerDoubt, pressedDoubt } from '../../desk/doubts.ts';
import { type DoubtOnCard, errandOf } from '../../desk/request/doubt.ts';
import type { ActionErrand } from '../../desk/request/errand.ts';
import type { Place } from '../../desk/request/people.ts';
import { cardSent } from '../../desk/sent.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { recordRefusal } from '../record-refusal.ts';
import { cardContext, type Services } from '../services.ts';
import { redraw } from '../showing/drawing.ts';
import { answeredWish } from './answered-wish.ts';

/** A button on a card that asks about a message: which doubt, and which of what that offers. */
interface Button {
  id: string;
  choice: number | undefined;
}

/** What was asked about, and what is wished by the answer. */
interface Wish {
  doubt: DoubtOnCard;
  errand: ActionErrand;
}

/** What is wished, where the button counts: for its writer alone, where it was written, while its time lasts. */
export async function pressedWish(
  services: Services,
  turn: Turn,
  { id, choice }: Button,
  at: Place,
): Promise<{ wish: Wish } | { answer: ActionAnswer }> {
  const context = cardContext(services, turn.asker);
  const pressed = await pressedDoubt(services.desk, turn, id, at);
  if (pressed.kind === 'theirs' && pressed.doubt.about !== 'whose') {
    const errand = errandOf(pressed.doubt, choice);
    if (errand) return { wish: { doubt: pressed.doubt, errand } };
    return { answer: { type: 'message', text: clickMessage('notUnderstoodAction', context) } };
  }
  if (pressed.kind !== 'not-admitted') return over(services, turn);
  const { why, doubt } = pressed;
  await recordRefusal(services, turn, why === 'not-theirs' ? 'not-yours' : why, at);
  const text =
    why === 'not-theirs'
      ? notYoursMessage({ requesterName: doubt.asker.name }, context)
      : clickMessage('notUnderstoodAction', context);
  return { answer: { type: 'message', text } };
}

/** Goes on as if the wish had been written plainly, in the place of the card that asked about it. */
export async function lookUpWish(
  services: Services,
  turn: Turn,
  { wish: { doubt, errand }, token, at }: { wish: Wish; token: string; at: Place },
): Promise<ActionAnswer> {
  const { desk } = services;
  const answered = await answerDoubt(desk, doubt, async (): Promise<ActionAnswer> => {
    const session = desk.directory.as(token, turn.correlationId, turn.asker.id);
    const { answer, card } = await answeredWish({ services, turn, place: at }, session, errand);
    await redraw(services, turn, at, card);
    if ('request' in answer) await cardSent(desk, answer.request.id, at);
    return { type: 'card', card, drawn: true };
  });
  return answered ?? over(services, turn).answer;
}

function over(services: Services, turn: Turn): { answer: ActionAnswer } {
  return { answer: { type: 'message', text: clickMessage('doubtOver', cardContext(services, turn.asker)) } };
}
