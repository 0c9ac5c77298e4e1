import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** For the conversation that approval requests come to from now on; `by` is the name of who chose it. */
export function approvalsSetCard({ by }: { by: string }, context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'approvals.set.text', { by })]];
  return noticeOf(context, { tone: 'good', title: 'approvals.set.title', paragraphs });
}

/** For the conversation that they came to until now; `by` is the name of who moved them. */
export function approvalsMovedCard({ by }: { by: string }, context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'approvals.moved.text', { by })]];
  return noticeOf(context, { tone: 'warning', title: 'approvals.moved.title', paragraphs });
}

/** For a personal chat, where nobody could see an approval request. */
export function approvalsOnlyInGroupCard(context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'approvals.onlyInGroup.text')]];
  return noticeOf(context, { tone: 'emphasis', title: 'approvals.onlyInGroup.title', paragraphs });
}
