import type { ActionKind } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import type { AfterwardsView } from './action-views.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { sentence, shownName } from './text-runs.ts';

interface ErasedView extends AfterwardsView {
  action: ActionKind;
  request: string;
  targetName: string;
  erasedAt: Date;
  /** What was made may still be taken back in the directory. */
  mayBeLive: boolean;
}

/** What the handover card becomes when nobody handed the secret over in time. */
export function erasedCard(view: ErasedView, context: CardContext): AdaptiveCard {
  const { action, request, targetName, erasedAt, mayBeLive } = view;
  const parts = PARTS[action];
  const time = formatTime(erasedAt, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: `${action}.erased.title`,
    paragraphs: [
      [shownName(targetName, { weight: 'bolder' })],
      [sentence(context, `${action}.erased.text`, { time })],
      ...parts.leftOver(view, context).map(line => [line]),
    ],
    actions: [
      primary(execute(context, 'again', `${action}.action.again`, { request })),
      ...(mayBeLive ? parts.takeBack(request, context) : []),
    ],
  });
}
