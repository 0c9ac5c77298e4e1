import assert from 'node:assert/strict';
import { numberAskCard } from '../../src/cards/number-ask-card.ts';
import { LOCALES, type Locale } from '../../src/locales/locale.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  request: 'r1',
  ask: 'a1',
  requesterName: 'Karin Ek',
  numbers: [17, 42, 86],
  until: new Date('2026-03-12T13:35:00Z'),
} as const;

function ask(view: Partial<Parameters<typeof numberAskCard>[0]> = {}, locale: Locale = 'en') {
  return numberAskCard({ ...VIEW, ...view }, { locale, timeZone: 'Europe/Stockholm' });
}

describe('The card that asks the caller for a number', () => {
  it('says who asks, for what, what to press and until when, and what is never asked', () => {
    assert.deepEqual(plainTexts(ask()), [
      'Karin Ek of the helpdesk is about to reset your password, and asks whether it is you who called.',
      'If Karin Ek is talking to you now, press the number that you are told, by 2:35 PM. If you did not call, press the last button.',
      'Nyckel never asks for a code or a secret.',
    ]);
    assert.deepEqual(plainTexts(ask({}, 'sv')), [
      'Karin Ek på helpdesken tänker återställa ditt lösenord och frågar om det är du som har ringt.',
      'Om Karin Ek talar med dig nu, tryck på numret som du får höra, senast kl. 14:35. Om du inte har ringt, tryck på den sista knappen.',
      'Nyckel frågar aldrig efter en kod eller något hemligt.',
    ]);
  });

  it('says of a pass what it is, as it opens the account', () => {
    const action = 'temporary-access-pass';
    assert.match(plainTexts(ask({ action }))[0] ?? '', /a way to sign in as you \(a Temporary Access Pass\)/);
    assert.match(plainTexts(ask({ action }, 'sv'))[0] ?? '', /ett sätt att logga in som du \(ett tillfälligt/);
  });

  it('has the three numbers as they come, none of them marked, and the alarm by itself after them', () => {
    for (const locale of LOCALES) {
      const [numbers, alarm, ...more] = elementsOf(ask({ numbers: [86, 17, 42] }, locale), 'ActionSet').map(set =>
        actionsOf({ ...ask(), body: [set], actions: [] }),
      );
      assert.deepEqual(
        numbers?.map(({ verb, title, data, style }) => [verb, title, data, style]),
        [86, 17, 42].map(answer => ['answer-proof', String(answer), { request: 'r1', ask: 'a1', answer }, undefined]),
      );
      assert.deepEqual(
        alarm?.map(({ verb, data }) => [verb, data]),
        [['raise-alarm', { request: 'r1', ask: 'a1' }]],
      );
      assert.deepEqual(more, []);
    }
    const [, , , last] = actionsOf(ask());
    assert.equal(last?.title, 'I did not call');
    assert.equal(actionsOf(ask({}, 'sv')).at(-1)?.title, 'Jag har inte ringt');
  });

  it('is no place to put anything in', () => {
    for (const type of ['Input.Text', 'Input.ChoiceSet', 'Input.Toggle']) {
      assert.deepEqual(elementsOf(ask(), type), []);
    }
  });

  it('shows no name of the helpdesk as anything but itself', () => {
    const texts = plainTexts(ask({ requesterName: `https://evil.example ${'A'.repeat(999)}` })).join();
    assert.doesNotMatch(texts, /https:\/\/|A{200}/);
  });
});
