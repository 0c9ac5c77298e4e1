import { openUrl } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { SELF_SERVICE } from './entra-links.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** For people who are no administrators: what the bot is for, what it will ever ask, what it never asks, and how they help themselves. */
export function aboutCard(context: CardContext): AdaptiveCard {
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'about.title',
    paragraphs: [
      [sentence(context, 'about.text')],
      [sentence(context, 'about.asks')],
      [sentence(context, 'about.never')],
      [sentence(context, 'about.own')],
    ],
    links: [[openUrl(context, 'reset-password.action.own', SELF_SERVICE)]],
  });
}
