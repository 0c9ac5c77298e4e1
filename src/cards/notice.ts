import { text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { CardAction } from './actions.ts';
import type { CallerSection } from './caller-section.ts';
import { type AdaptiveCard, type CardContext, cardTemplate } from './card.ts';
import type { FactView } from './facts.ts';
import notice from './templates/notice.json' with { type: 'json' };
import type { Inlines } from './text-runs.ts';

const drawNotice = cardTemplate(notice);

export interface Notice {
  tone: 'emphasis' | 'good' | 'warning' | 'attention';
  title: TextKey;
  /** Each of some lines that stand close together. */
  paragraphs: readonly (readonly Inlines[])[];
  facts?: readonly FactView[];
  /** A part that stands out under that. */
  sections?: readonly CallerSection[];
  /** Under all of that, such as until when it holds. */
  footer?: Inlines;
  actions?: readonly CardAction[];
  /** Buttons for what was just said, where there are links below it. */
  beside?: readonly CardAction[];
  /** Buttons that lead elsewhere, row by row: a row of many is cut off on a phone. */
  links?: readonly (readonly CardAction[])[];
  /** Over the links. */
  caption?: TextKey;
}

/** A card with a title, some text, and perhaps facts and buttons. */
export function noticeOf(context: CardContext, parts: Notice): AdaptiveCard {
  const {
    tone,
    title,
    paragraphs,
    facts = [],
    sections = [],
    footer,
    actions = [],
    beside = [],
    links = [],
    caption,
  } = parts;
  const view = {
    tone,
    title: text(context.locale, title),
    paragraphs: paragraphs.map(lines => ({ lines: lines.map(inlines => ({ inlines })) })),
    facts,
    caller: sections,
    footers: footer ? [{ inlines: footer }] : [],
    beside: beside.length > 0 ? [{ actions: beside }] : [],
    captions: caption ? [{ text: text(context.locale, caption) }] : [],
    links: links.map(row => ({ actions: row })),
    actions,
  };
  return drawNotice(view, context);
}
