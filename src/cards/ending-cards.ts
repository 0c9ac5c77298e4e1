import type { ActionKind } from '../action-kinds.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** What is done; to whom, where somebody has been chosen. */
interface EndingView {
  action: ActionKind;
  targetName?: string;
}

/** What the confirm card becomes while Microsoft Graph is at work. */
export function workingCard(view: EndingView & { targetName: string }, context: CardContext): AdaptiveCard {
  const line = sentence(context, `${view.action}.working.text`, { target: view.targetName });
  return noticeOf(context, { tone: 'emphasis', title: `${view.action}.working.title`, paragraphs: [[line]] });
}

/** What a card becomes when it was cancelled; `by` is the name of who did it. */
export function cancelledCard(view: EndingView & { by: string }, context: CardContext): AdaptiveCard {
  const { action, targetName: target, by } = view;
  const line = target
    ? sentence(context, `${action}.cancelled.text`, { by, target })
    : sentence(context, `${action}.cancelled.nobody`, { by });
  return noticeOf(context, { tone: 'emphasis', title: 'cancelled.title', paragraphs: [[line]] });
}

/** What a card becomes that asked which of two things is wished, when its writer wants neither. */
export function neitherCard({ by }: { by: string }, context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'asked.which.cancelled', { by })]];
  return noticeOf(context, { tone: 'emphasis', title: 'cancelled.title', paragraphs });
}

/** What a card becomes when nobody pressed it in time. */
export function expiredCard({ action, targetName: target }: EndingView, context: CardContext): AdaptiveCard {
  const line = target
    ? sentence(context, `${action}.expired.text`, { target })
    : sentence(context, `${action}.expired.nobody`);
  return noticeOf(context, { tone: 'emphasis', title: 'expired.title', paragraphs: [[line]] });
}
