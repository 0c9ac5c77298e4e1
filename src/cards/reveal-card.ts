import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import type { MadeView } from './action-views.ts';
import { execute, primary } from './actions.ts';
import { type AdaptiveCard, type CardContext, cardTemplate } from './card.ts';
import { type EntraLinks, linkActions } from './entra-links.ts';
import { PARTS } from './parts-of-action.ts';
import { type TargetView, targetLines } from './target-lines.ts';
import reveal from './templates/reveal.json' with { type: 'json' };
import { sentence, words } from './text-runs.ts';

const drawReveal = cardTemplate(reveal);

interface RevealView extends TargetView {
  request: string;
  secret: string;
  /** The secret in blocks, each with the line that reads it aloud in the requester's language. */
  blocks: readonly { text: string; spoken: string }[];
  erasesAt: Date;
  /** Mastered in Windows Server AD. */
  synced: boolean;
  /** What was made in the directory; missing where nothing was. */
  made?: MadeView;
  links: EntraLinks;
}

/** Large is the largest size at which so many characters stay on one line of a 280 pixels wide card. */
const LINE = 19;
const SECRET_STYLE = { fontType: 'monospace', size: 'large', weight: 'bolder' } as const;

/**
 * Shows the secret. For the invoke response to the requester's own click and nothing else. The reminder of a password has
 * the full meaning of Microsoft Entra, "Reset a user's password": "The temporary password never expires". That it must be
 * changed is certain for cloud accounts only (Microsoft Entra, "How does self-service password reset writeback work").
 */
export function revealCard(view: RevealView, context: CardContext): AdaptiveCard {
  const { action, request } = view;
  const { locale, timeZone } = context;
  const { takeBack, pagesBeside, reminders } = PARTS[action];
  const others = [...takeBack(request, context), ...linkActions(context, view.links, pagesBeside)];
  return drawReveal(
    {
      title: text(locale, `${action}.reveal.title`),
      target: targetLines(view).map(inlines => ({ inlines })),
      secret: linesOf(view.secret).map(line => ({ inlines: words(line, SECRET_STYLE) })),
      aloud: text(locale, 'reveal.aloud'),
      blocks: view.blocks.map(block => ({
        text: words(block.text, { fontType: 'monospace', weight: 'bolder' }),
        spoken: words(block.spoken),
      })),
      reminders: reminders(view, context).map(inlines => ({ inlines })),
      erases: sentence(context, `${action}.reveal.erases`, { time: formatTime(view.erasesAt, locale, timeZone) }),
      actions: [
        primary(execute(context, 'handed-over', 'action.handedOver', { request })),
        ...others.map(other => ({ ...other, mode: 'secondary' as const })),
      ],
    },
    context,
  );
}

/** In one piece, so that it can be copied, or in lines of even length where it is longer than one: a word is not broken. */
function linesOf(secret: string): string[] {
  const lines = Math.ceil(secret.length / LINE);
  const length = Math.ceil(secret.length / lines);
  return Array.from({ length: lines }, (_, n) => secret.slice(n * length, (n + 1) * length));
}
