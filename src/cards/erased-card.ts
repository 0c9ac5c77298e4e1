import type { ActionKind } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence, shownName } from './text-runs.ts';

interface ErasedView {
  action: ActionKind;
  request: string;
  targetName: string;
  erasedAt: Date;
}

/** What the handover card becomes when nobody handed the secret over in time. */
export function erasedCard(view: ErasedView, context: CardContext): AdaptiveCard {
  const { action, request, targetName, erasedAt } = view;
  const time = formatTime(erasedAt, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: `${action}.erased.title`,
    paragraphs: [[shownName(targetName, { weight: 'bolder' })], [sentence(context, `${action}.erased.text`, { time })]],
    actions: [primary(execute(context, 'again', `${action}.action.again`, { request }))],
  });
}
