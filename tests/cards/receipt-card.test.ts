import assert from 'node:assert/strict';
import { entraLinks } from '../../src/cards/entra-links.ts';
import { receiptCard } from '../../src/cards/receipt-card.ts';
import { actionsOf, plainTexts } from './support/reading.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const AT = new Date('2026-03-12T13:35:00Z');
const TARGET = {
  action: 'reset-password',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
} as const;
const LINKS = entraLinks('u1');

describe('The receipt', () => {
  it('has the next steps, and the time', () => {
    const card = receiptCard({ ...TARGET, handedOverAt: AT, requesterName: 'Karin Ek', links: LINKS }, CONTEXT);
    assert.deepEqual(
      actionsOf(card).map(({ url }) => url),
      Object.values(LINKS),
    );
    assert.ok(plainTexts(card).some(text => text.includes('at 2:35 PM')));
  });
});
