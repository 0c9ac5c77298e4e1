import { keyFor, text } from '../locales/text.ts';
import { openUrl } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { SELF_SERVICE } from './entra-links.ts';
import { noticeOf } from './notice.ts';
import { type RefusedView, refusalLine } from './refusal-text.ts';
import { waysForward } from './refused-card.ts';
import { type Inlines, sentence } from './text-runs.ts';

/**
 * For people who are no administrators, as far as is known: what the bot is for, what it will ever ask, what it never asks, and how
 * they help themselves; and what somebody of the helpdesk writes.
 */
export function aboutCard(context: CardContext): AdaptiveCard {
  const example = text(context.locale, 'example.name');
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'about.title',
    paragraphs: [...page(context), [sentence(context, 'about.desk', { example })]],
    links: [[openUrl(context, 'reset-password.action.own', SELF_SERVICE)]],
  });
}

/** The same for somebody without a role who has asked for something: why nothing comes of it, and what to do about that. */
export function aboutRefusedCard(view: RefusedView, context: CardContext): AdaptiveCard {
  const { action, rule } = view;
  return noticeOf(context, {
    tone: 'warning',
    title: keyFor(action, `refusal.${rule}.title`),
    paragraphs: [[refusalLine(view, context)], ...page(context)],
    links: waysForward(action, rule, context).map(link => [link]),
  });
}

function page(context: CardContext): Inlines[][] {
  return (['about.text', 'about.asks', 'about.never', 'about.own'] as const).map(key => [sentence(context, key)]);
}
