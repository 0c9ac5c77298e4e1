import assert from 'node:assert/strict';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { confirmCard } from '../../../src/cards/confirm-card.ts';
import type { ConfirmView } from '../../../src/cards/confirm-view.ts';
import type { CallerView } from '../../../src/cards/proof-view.ts';
import type { Locale } from '../../../src/locales/locale.ts';
import { callerViews } from './proof-samples.ts';
import { actionsOf, elementsOf, objectsIn, plainTexts } from './reading.ts';

export const LATER = new Date('2026-03-12T13:42:00Z');
/** Of the request that the cards are about. */
export const BASE = {
  action: 'reset-password',
  request: 'r1',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  expiresAt: LATER,
} as const;

/** For whom they are drawn. */
export function contextOf(locale: Locale) {
  return { locale, timeZone: 'Europe/Stockholm' } as const;
}

/** The confirm card with this said of who calls. */
export function confirmed(caller: CallerView | undefined, view: Partial<ConfirmView> = {}, locale: Locale = 'en') {
  const account = { displayName: 'Anna Svensson', userPrincipalName: BASE.targetUpn, blocked: false, roles: [] };
  const rest = { typedPassword: false, synced: false, maySignOut: true };
  return confirmCard({ ...BASE, ...rest, account, caller, ...view }, contextOf(locale));
}

/** What is said at one of its turns, by the name of the sample. */
export function viewOf(name: string, locale: Locale = 'en'): CallerView {
  const found = callerViews({ context: contextOf(locale), value: ordinary => ordinary }).find(
    ([each]) => each === name,
  );
  assert.ok(found, name);
  return found[1];
}

/** The confirm card at one of its turns. */
export function cardOf(name: string, locale: Locale = 'en'): AdaptiveCard {
  return confirmed(viewOf(name, locale), {}, locale);
}

/** What stands under "Who is calling?", or with the choice that asks it. */
export function section(card: AdaptiveCard): AdaptiveCard {
  const found = elementsOf(card, 'Container').find(({ items }) => {
    const [first] = objectsIn(items);
    const isAsked = objectsIn(items).some(({ id }) => id === 'word');
    return isAsked || first?.text === 'Who is calling?' || first?.text === 'Vem ringer?';
  });
  return { ...card, body: found ? [found] : [], actions: [] };
}

/** What it says there. */
export const said = (card: AdaptiveCard) => plainTexts(section(card));
/** The titles of the buttons, that of the next step with a star. */
export const buttons = (card: AdaptiveCard) => actionsOf(card).map(({ title, style }) => (style ? `*${title}` : title));
/** What is put in for the confirmation. */
export const details = (card: AdaptiveCard) => objectsIn(card).find(({ id }) => id === 'details');
