import { formatTime } from '../locales/time.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import type { DeclinedView } from './decided-cards.ts';
import { noticeOf } from './notice.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { sentence } from './text-runs.ts';

/** Tells the requester privately that somebody declined, why, and what to do next. */
export function declinedNotice(view: Omit<DeclinedView, 'requesterName'>, context: CardContext): AdaptiveCard {
  const { action, by, why, targetName: target } = view;
  const time = formatTime(view.at, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'warning',
    title: 'declined.notice.title',
    paragraphs: [
      [sentence(context, `${action}.declined.notice.text`, { by, target, time }), ...signInLines(view)],
      ...(why ? [[sentence(context, 'declined.notice.why', { by, why })]] : []),
      [sentence(context, 'declined.notice.next', { by })],
    ],
  });
}

/** Tells the requester privately that nobody approved in time, and what to do next. */
export function approvalExpiredNotice(view: TargetView, context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'approval.expired.title',
    paragraphs: [
      [sentence(context, `${view.action}.approval.expired.text`, { target: view.targetName }), ...signInLines(view)],
    ],
  });
}
