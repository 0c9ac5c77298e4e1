import type { AdaptiveCard } from '../../cards/card.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import type { Turn } from '../../desk/desk.ts';
import { endAlarm } from '../../desk/end-alarm.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place } from '../../desk/request/people.ts';
import { targetOf } from '../../desk/request/request.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { alarmAlert } from '../showing/alarm-views.ts';
import { redraw } from '../showing/drawing.ts';
import { refusalText } from '../turn.ts';

/** Who ends it, with their own session, and where they pressed. */
interface Ending {
  services: Services;
  session: DirectorySession;
  turn: Turn;
  at: Place;
}

/** A lead says that an alarm was a mistake, on the card that told of it. */
export async function onEndAlarm(
  { services, session, turn, at }: Ending,
  { request: requestId, alarm = '' }: { request: string; alarm?: string },
): Promise<ActionAnswer> {
  const { desk } = services;
  const context = cardContext(services, turn.asker);
  const request = await desk.store.get(requestId);
  const target = request && targetOf(request);
  if (!request || !target) return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  const answered = await endAlarm(desk, session, turn, { targetId: target.id, alarm, place: at });
  const about = await desk.store.setting(`alarm:${target.id}`);
  // Somebody else was faster: the card says who.
  const isEnded = about?.id === alarm && about.ended !== undefined;
  if (answered.kind === 'refused' && !isEnded) {
    return { type: 'message', text: refusalText(answered.refusal, turn.asker.locale) };
  }
  const card: AdaptiveCard | undefined = alarmAlert(request, about, context);
  if (!card) return { type: 'message', text: clickMessage('alreadyDone', context) };
  await redraw(services, request, at, card);
  return { type: 'card', card, drawn: true };
}
