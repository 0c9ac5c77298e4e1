import type { ActionKind } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import { execute, numberButton } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

interface NumberAskView {
  action: ActionKind;
  request: string;
  /** Id of the ask. */
  ask: string;
  requesterName: string;
  /** In the order in which they are shown. */
  numbers: readonly number[];
  until: Date;
}

/** Asks the person who calls, in their own chat, which number is read out to them; or whether they called at all. */
export function numberAskCard(view: NumberAskView, context: CardContext): AdaptiveCard {
  const { action, numbers, request, ask } = view;
  const time = formatTime(view.until, context.locale, context.timeZone);
  const requester = view.requesterName;
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'numberAsk.title',
    paragraphs: [
      [sentence(context, `${action}.numberAsk.text`, { requester })],
      [sentence(context, 'numberAsk.choose', { requester, time })],
      [sentence(context, 'numberAsk.never')],
    ],
    beside: numbers.map(answer => numberButton({ request, ask, answer })),
    links: [[execute(context, 'raise-alarm', 'action.didNotCall', { request, ask })]],
  });
}
