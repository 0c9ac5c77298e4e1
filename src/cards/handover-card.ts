import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import { sentence } from './text-runs.ts';

interface HandoverView extends TargetView {
  request: string;
  /** When the sealed secret is erased by itself. */
  erasesAt: Date;
}

/** Offers the secret to the requester in their private chat, without holding it. */
export function handoverCard(view: HandoverView, context: CardContext): AdaptiveCard {
  const { action, request } = view;
  const time = formatTime(view.erasesAt, context.locale, context.timeZone);
  return noticeOf(context, {
    tone: 'good',
    title: `${action}.handover.title`,
    paragraphs: [targetLines(view), [sentence(context, `${action}.handover.text`, { time })]],
    actions: [
      primary(execute(context, 'show', `${action}.action.show`, { request })),
      ...PARTS[action].takeBack(request, context),
    ],
  });
}
