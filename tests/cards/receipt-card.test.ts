import assert from 'node:assert/strict';
import { receiptCard } from '../../src/cards/receipt-card.ts';
import { actionsOf, plainTexts } from './support/reading.ts';
import { CONTEXT, LINKS, RECEIPT, TARGET } from './support/resets.ts';

describe('The receipt', () => {
  it('has the next steps, and the time', () => {
    const card = receiptCard({ ...RECEIPT, ...TARGET, requesterName: 'Karin Ek' }, CONTEXT);
    assert.deepEqual(
      actionsOf(card).map(({ url }) => url),
      [LINKS.roles, LINKS.groups, LINKS.newGroup, LINKS.profile, LINKS.users],
    );
    assert.ok(plainTexts(card).some(text => text.includes('at 2:35 PM')));
  });
});
