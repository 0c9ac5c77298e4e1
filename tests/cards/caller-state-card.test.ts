import assert from 'node:assert/strict';
import { callerStateCard } from '../../src/cards/caller-state-card.ts';
import { LOCALES } from '../../src/locales/locale.ts';
import { BASE, contextOf, viewOf } from './support/callers.ts';
import { actionsOf, plainTexts } from './support/reading.ts';

describe('The card of who calls, while its requester is signed out', () => {
  const of = (name: string) => callerStateCard({ ...BASE, caller: viewOf(name) }, contextOf('en'));

  it('says what has been shown, and what else was asked', () => {
    assert.deepEqual(plainTexts(of('shown')), [
      'Anna Svensson',
      BASE.targetUpn,
      'Anna Svensson chose the right number in Teams at 2:32 PM.',
      'Your sign-in has run out. Sign in again to go on.',
    ]);
    assert.ok(plainTexts(of('wrong number')).includes('Anna Svensson chose a wrong number, so this way is used up.'));
  });

  it('still has the number to read out, right under what says so', () => {
    const texts = plainTexts(of('asked'));
    const at = texts.findIndex(text => text.endsWith('Read this one out:'));
    assert.ok(at > 0);
    assert.equal(texts[at + 1], '42');
    assert.ok(!plainTexts(of('ask, sending')).includes('42'));
  });

  it('leads on, and confirms nothing by itself', () => {
    for (const locale of LOCALES) {
      const card = callerStateCard({ ...BASE, caller: viewOf('shown', locale) }, contextOf(locale));
      assert.deepEqual(
        actionsOf(card).map(({ verb, data }) => [verb, data]),
        [
          ['pick', { request: 'r1' }],
          ['cancel', { request: 'r1' }],
        ],
      );
    }
  });
});
