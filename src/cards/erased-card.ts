import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence, shownName } from './text-runs.ts';

interface ErasedView {
  request: string;
  targetName: string;
  erasedAt: Date;
}

/** What the handover card becomes when nobody handed the password over in time. */
export function erasedCard({ request, targetName, erasedAt }: ErasedView, context: CardContext): AdaptiveCard {
  const time = formatTime(erasedAt, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: 'erased.title',
    paragraphs: [[shownName(targetName, { weight: 'bolder' })], [sentence(context, 'erased.text', { time })]],
    actions: [primary(execute(context, 'again', 'action.resetAgain', { request }))],
  });
}
