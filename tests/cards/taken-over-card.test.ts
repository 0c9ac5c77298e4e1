import assert from 'node:assert/strict';
import { takenOverCard } from '../../src/cards/taken-over-card.ts';
import { LATER, ONCE } from './support/passes.ts';
import { actionsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  requesterName: 'Erik Lindqvist',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  takenOver: { name: 'Karin Holmgren', at: new Date('2026-03-12T13:35:00Z') },
} as const;
const CONTEXT = { locale: 'en', timeZone: 'UTC' } as const;

describe('The card of a request that was taken over', () => {
  it('says who did it, when, and what to do about a password that was read', () => {
    const text = plainTexts(takenOverCard({ ...VIEW, state: 'done' }, CONTEXT)).join('\n');
    assert.match(text, /Karin Holmgren took over the request of Erik Lindqvist at 1:35 PM/);
    assert.match(text, /should not pass it on: it works only until a new one is set/);
    assert.match(text, /Ask Karin Holmgren/);
  });

  it('does not say that the password was changed where nobody knows', () => {
    const text = plainTexts(takenOverCard({ ...VIEW, state: 'failed' }, CONTEXT)).join('\n');
    assert.match(text, /had not told whether the password was changed/);
    assert.doesNotMatch(text, /should not pass it on/);
  });

  it('says whether a pass that was made, or may have been, is still there', () => {
    const pass = { ...VIEW, action: 'temporary-access-pass' } as const;
    const read = (more: object, state: 'done' | 'failed') =>
      plainTexts(takenOverCard({ ...pass, state, ...more }, CONTEXT)).join('\n');
    assert.match(read({ made: ONCE }, 'done'), /It has not been deleted in Microsoft Entra ID yet/);
    assert.match(read({ made: ONCE, withdrawnAt: LATER }, 'done'), /As of Mar 13, 2026, 5:00 PM it is deleted/);
    assert.match(read({ maybeMade: true }, 'failed'), /If one was made, it has not been deleted yet/);
    assert.doesNotMatch(plainTexts(takenOverCard({ ...VIEW, state: 'done' }, CONTEXT)).join(), /deleted/);
  });

  it('has nothing to press: the account is the other one’s now', () => {
    for (const state of ['done', 'failed'] as const) {
      assert.deepEqual(actionsOf(takenOverCard({ ...VIEW, state }, CONTEXT)), []);
    }
  });
});
