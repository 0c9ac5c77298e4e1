import { formatTime } from '../locales/time.ts';
import type { AfterwardsView } from './action-views.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import type { TakenOverBy } from './taken-over-by.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface TakenOverView extends TargetView, AfterwardsView {
  requesterName: string;
  takenOver: TakenOverBy;
  /** `failed`: it was not known whether the secret was ever set. */
  state: 'done' | 'failed';
}

/** What the card becomes when somebody with a stronger role took the account over. */
export function takenOverCard(view: TakenOverView, context: CardContext): AdaptiveCard {
  const { action, requesterName: requester, takenOver, state } = view;
  const { name: by } = takenOver;
  const time = formatTime(takenOver.at, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: `${action}.takenOver.title`,
    paragraphs: [
      targetLines(view),
      [sentence(context, `${action}.takenOver.${state}`, { by, requester, time })],
      ...(state === 'done' ? [[sentence(context, `${action}.takenOver.read`)]] : []),
      ...PARTS[action].leftOver(view, context).map(line => [line]),
      [sentence(context, `${action}.takenOver.next`, { by })],
    ],
  });
}
