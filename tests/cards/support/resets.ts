import { entraLinks } from '../../../src/cards/entra-links.ts';

/** What the cards of a reset are drawn with: for whom, when, of whom, and the pages about them. */
export const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
export const AT = new Date('2026-03-12T13:35:00Z');
export const TARGET = {
  action: 'reset-password',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
} as const;
export const LINKS = entraLinks('u1');
/** Of a reset that was handed over: nothing of it can be taken back. */
export const RECEIPT = { request: 'r1', handedOverAt: AT, mayBeLive: false, links: LINKS } as const;
/** Of a reset as the outcome card tells it, where nothing is special about it. */
export const OUTCOME = { synced: false, chatLink: 'https://teams.microsoft.com/l/chat/0/0' } as const;
