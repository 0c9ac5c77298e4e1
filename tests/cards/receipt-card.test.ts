import assert from 'node:assert/strict';
import { receiptCard } from '../../src/cards/receipt-card.ts';
import { actionsOf, plainTexts } from './support/reading.ts';
import { AT, CONTEXT, LINKS, TARGET } from './support/resets.ts';

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
