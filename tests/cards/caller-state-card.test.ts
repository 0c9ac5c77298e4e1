import assert from 'node:assert/strict';
import { callerStateCard } from '../../src/cards/caller-state-card.ts';
import { LOCALES, type Locale } from '../../src/locales/locale.ts';
import { BASE, contextOf, viewOf } from './support/callers.ts';
import { actionsOf, plainTexts } from './support/reading.ts';

describe('The card of who calls, where the directory can not be asked with the sign-in of its requester', () => {
  type View = Parameters<typeof callerStateCard>[0];
  const of = (name: string, why: View['why'] = 'signed-out', locale: Locale = 'en') =>
    callerStateCard({ ...BASE, caller: viewOf(name, locale), why }, contextOf(locale));

  it('says what has been shown, and what else was asked', () => {
    assert.deepEqual(plainTexts(of('shown')), [
      'Anna Svensson',
      BASE.targetUpn,
      'Anna Svensson chose the right number in Teams at 2:32 PM.',
      'Your sign-in has run out. Sign in again to go on.',
    ]);
    assert.ok(plainTexts(of('wrong number')).includes('Anna Svensson chose a wrong number, so this way is used up.'));
  });

  it('says why it does not go on: signed out, out of reach, or refused by what is so now', () => {
    const last = (why: View['why'], locale: Locale = 'en') => plainTexts(of('shown', why, locale)).at(-1) ?? '';
    assert.equal(last('out-of-reach'), 'Microsoft Entra ID could not be asked just now. Try to go on in a moment.');
    assert.match(last('out-of-reach', 'sv'), /^Det gick inte att fråga Microsoft Entra ID/);
    const gone = { rule: 'target-gone', values: { target: 'Anna Svensson' } } as const;
    for (const why of ['out-of-reach', gone] as const) {
      for (const locale of LOCALES) assert.doesNotMatch(last(why, locale), /sign-in has run out|inloggning har gått/);
    }
    assert.match(last(gone), /Anna Svensson/);
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
      const card = of('shown', 'out-of-reach', locale);
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
