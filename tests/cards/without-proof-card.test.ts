import assert from 'node:assert/strict';
import { withoutProofCard } from '../../src/cards/without-proof-card.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  approvedBy: { name: 'Erik Ek', at: new Date('2026-03-12T13:32:00Z') },
  because: 'because Anna Svensson holds a role',
} as const;
const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;

describe('The notice that somebody approved although nothing has shown who calls', () => {
  it('says who approved what for whom, what should have been shown, and has nothing to press', () => {
    const card = withoutProofCard(VIEW, CONTEXT);
    assert.equal(elementsOf(card, 'TextBlock')[0]?.text, 'Approved without proof of who calls');
    assert.deepEqual(plainTexts(card), [
      'Erik Ek approved at 2:32 PM that Karin Ek resets the password of Anna Svensson.',
      'anna.svensson@contoso.com',
      'Something should have shown it, because Anna Svensson holds a role.',
      'Erik Ek, 2:32 PM',
    ]);
    assert.deepEqual(actionsOf(card), []);
  });

  it('says of no password and no pass that there is one yet', () => {
    for (const action of ['reset-password', 'temporary-access-pass'] as const) {
      const [text] = plainTexts(withoutProofCard({ ...VIEW, action }, CONTEXT));
      assert.doesNotMatch(text ?? '', /was reset|has reset|gave|was made/);
    }
    const [text] = plainTexts(
      withoutProofCard({ ...VIEW, action: 'temporary-access-pass' }, { ...CONTEXT, locale: 'sv' }),
    );
    assert.equal(text, 'Erik Ek godkände kl. 14:32 att Karin Ek ger Anna Svensson ett tillfälligt åtkomstpass.');
  });

  it('shows no name as anything but itself', () => {
    const names = { requesterName: 'https://evil.example/x', targetName: 'www.evil.example', because: 'https://evil' };
    assert.doesNotMatch(plainTexts(withoutProofCard({ ...VIEW, ...names }, CONTEXT)).join(), /https:\/\/|www\.evil/);
  });
});
