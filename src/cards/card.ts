// Not the package's main module: its types refer to sources of another package that can't be checked strictly.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { Locale } from '../locales/locale.ts';
import { text } from '../locales/text.ts';

/** For whom a card is drawn. */
export interface CardContext {
  locale: Locale;
  /** IANA name; UTC without one. */
  timeZone?: string;
  /** Host name of the Microsoft Entra admin center of this cloud. */
  portal?: string;
}

/** An Adaptive Card 1.5, ready for an attachment or an invoke response. */
export interface AdaptiveCard {
  type: 'AdaptiveCard';
  version: '1.5';
  fallbackText: string;
  /** What it is about, in a line of our own words: for whoever has it read out, and for the notification of its message. */
  speak?: string;
  body: readonly Readonly<Record<string, unknown>>[];
  actions: readonly Readonly<Record<string, unknown>>[];
}

/** The most that a card may weigh, in bytes of UTF-8 JSON. */
export const CARD_LIMIT = 20 * 1024;

/**
 * Prepares a template. Every value of a view is data: the templating engine evaluates expressions of the template alone.
 * @param payload an Adaptive Card with expressions (Adaptive Cards Templating)
 */
export function cardTemplate(payload: object): (view: object, context: CardContext) => AdaptiveCard {
  // Made when it is first drawn: to read all templates would take a good part of the start.
  let template: Template | undefined;
  return (view, { locale }) => {
    template ??= new Template(payload);
    const $root = { ...view, fallbackText: text(locale, 'card.fallback') };
    return template.expand({ $root });
  };
}

/** The size of a card in bytes of UTF-8 JSON. */
export function sizeOf(card: AdaptiveCard): number {
  return Buffer.byteLength(JSON.stringify(card));
}

/** The card with photos, or the one with initials instead when photos make it too large. */
export function withPhotosIfTheyFit(draw: (photos: boolean) => AdaptiveCard): AdaptiveCard {
  const card = draw(true);
  return sizeOf(card) <= CARD_LIMIT ? card : draw(false);
}
