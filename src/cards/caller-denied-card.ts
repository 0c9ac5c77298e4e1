import type { Reached } from './alarm-card.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import type { RaiserCode } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface CallerDeniedView extends TargetView {
  /** Who has said so, and as what. */
  by: string;
  as: RaiserCode;
  reached: Reached;
}

/** What the requester's cards become once somebody has said that the person never called. A call that has been made may still arrive. */
export function callerDeniedCard(view: CallerDeniedView, context: CardContext): AdaptiveCard {
  const { action, as, by, reached, targetName: target } = view;
  return noticeOf(context, {
    tone: 'attention',
    title: 'callerDenied.title',
    paragraphs: [
      [sentence(context, `alarm.said.${as}`, { by, target }), ...signInLines(view)],
      [sentence(context, `${action}.reached.${reached}`, { target })],
      [sentence(context, 'callerDenied.next')],
    ],
  });
}
