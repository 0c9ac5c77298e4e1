import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** Somebody has changed a message that something was begun for. */
export function editedTooLateCard(context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'edited.text')]];
  return noticeOf(context, { tone: 'emphasis', title: 'edited.title', paragraphs });
}

/** A message was forwarded without a word of the person who did. */
export function forwardedCard(context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'forwarded.text')]];
  return noticeOf(context, { tone: 'emphasis', title: 'forwarded.title', paragraphs });
}
