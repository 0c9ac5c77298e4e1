import type { Reached } from './alarm-card.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface CallerDeniedView extends TargetView {
  reached: Reached;
}

/** What the requester's cards become once somebody has said that the person never called. */
export function callerDeniedCard(view: CallerDeniedView, context: CardContext): AdaptiveCard {
  const { action, reached, targetName: target } = view;
  return noticeOf(context, {
    tone: 'attention',
    title: 'callerDenied.title',
    paragraphs: [
      [sentence(context, 'callerDenied.text', { target }), ...signInLines(view)],
      [sentence(context, `${action}.reached.${reached}`, { target })],
      [sentence(context, 'callerDenied.next')],
    ],
  });
}
