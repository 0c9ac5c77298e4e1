import type { AdaptiveCard } from '../../../src/cards/card.ts';
import type { Locale } from '../../../src/locales/locale.ts';
import { everyCard } from './samples.ts';

const ordinary = new Map<Locale, Map<string, AdaptiveCard>>();

/** Every card as it is on an ordinary day: drawn once, and to be read only. */
export function ordinaryCards(locale: Locale): ReadonlyMap<string, AdaptiveCard> {
  const cards = ordinary.get(locale) ?? everyCard(locale);
  ordinary.set(locale, cards);
  return cards;
}
