import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import { type AdaptiveCard, type CardContext, cardTemplate } from './card.ts';
import { type EntraLinks, linkActions } from './entra-links.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import reveal from './templates/reveal.json' with { type: 'json' };
import { sentence, words } from './text-runs.ts';

const drawReveal = cardTemplate(reveal);

interface RevealView extends TargetView {
  request: string;
  password: string;
  /** The password in blocks, each with the line that reads it aloud in the requester's language. */
  blocks: readonly { text: string; spoken: string }[];
  erasesAt: Date;
  /** Mastered in Windows Server AD. */
  synced: boolean;
  links: EntraLinks;
}

/**
 * Shows the temporary password. For the invoke response to the requester's own click and nothing else. The reminder has
 * the full meaning of Microsoft Entra, "Reset a user's password": "The temporary password never expires". That it must be
 * changed is certain for cloud accounts only (Microsoft Entra, "How does self-service password reset writeback work").
 */
export function revealCard(view: RevealView, context: CardContext): AdaptiveCard {
  const { locale, timeZone } = context;
  const links = linkActions(context, view.links).map(link => ({ ...link, mode: 'secondary' as const }));
  return drawReveal(
    {
      title: text(locale, `${view.action}.reveal.title`),
      target: targetLines(view).map(inlines => ({ inlines })),
      // Large is the largest size at which 19 characters stay on one line of a 280 pixels wide card.
      password: words(view.password, { fontType: 'monospace', size: 'large', weight: 'bolder' }),
      aloud: text(locale, 'reveal.aloud'),
      blocks: view.blocks.map(block => ({
        text: words(block.text, { fontType: 'monospace', weight: 'bolder' }),
        spoken: words(block.spoken),
      })),
      reminder: text(locale, `${view.action}.reveal.${view.synced ? 'reminderSynced' : 'reminder'}`),
      erases: sentence(context, 'reveal.erases', { time: formatTime(view.erasesAt, locale, timeZone) }),
      actions: [primary(execute(context, 'handed-over', 'action.handedOver', { request: view.request })), ...links],
    },
    context,
  );
}
