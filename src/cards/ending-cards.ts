import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** What the confirm card becomes while Microsoft Graph is at work. */
export function workingCard({ targetName }: { targetName: string }, context: CardContext): AdaptiveCard {
  const line = sentence(context, 'working.text', { target: targetName });
  return noticeOf(context, { tone: 'emphasis', title: 'working.title', paragraphs: [[line]] });
}

/** What a card becomes when it was cancelled; `by` is the name of who did it. */
export function cancelledCard(view: { targetName?: string; by: string }, context: CardContext): AdaptiveCard {
  const { targetName: target, by } = view;
  const line = target
    ? sentence(context, 'cancelled.text', { by, target })
    : sentence(context, 'cancelled.nobody', { by });
  return noticeOf(context, { tone: 'emphasis', title: 'cancelled.title', paragraphs: [[line]] });
}

/** What a card becomes when nobody pressed it in time. */
export function expiredCard({ targetName: target }: { targetName?: string }, context: CardContext): AdaptiveCard {
  const line = target ? sentence(context, 'expired.text', { target }) : sentence(context, 'expired.nobody');
  return noticeOf(context, { tone: 'emphasis', title: 'expired.title', paragraphs: [[line]] });
}
