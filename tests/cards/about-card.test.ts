import assert from 'node:assert/strict';
import { aboutCard, aboutRefusedCard } from '../../src/cards/about-card.ts';
import { refusedCard } from '../../src/cards/refused-card.ts';
import { LOCALES } from '../../src/locales/locale.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';

describe('The page for people who are no administrators', () => {
  it('says what the bot is for, what it asks, and what it never asks', () => {
    const [what, asks, never, own, desk, ...more] = plainTexts(aboutCard({ locale: 'en' }));
    assert.match(what ?? '', /used by your helpdesk/);
    assert.match(asks ?? '', /press the number that is read out to you/);
    assert.match(never ?? '', /^It never asks for a password or a code\./);
    assert.match(own ?? '', /change it yourself on Microsoft's page/);
    assert.match(desk ?? '', /^If you work in the helpdesk, write what you want/);
    assert.deepEqual(more, []);
    assert.match(plainTexts(aboutCard({ locale: 'sv' }))[2] ?? '', /aldrig efter lösenord eller koder/);
  });

  it('says first why nothing comes of a wish, where its reader has no role, and has no example then', () => {
    for (const action of ['reset-password', 'temporary-access-pass'] as const) {
      for (const locale of LOCALES) {
        const card = aboutRefusedCard({ action, rule: 'requester-has-no-role', values: {} }, { locale });
        const [why, ...page] = plainTexts(card);
        assert.equal(
          why,
          plainTexts(refusedCard({ action, rule: 'requester-has-no-role', values: {} }, { locale }))[0],
        );
        assert.deepEqual(page, plainTexts(aboutCard({ locale })).slice(0, 4));
        assert.ok(actionsOf(card).every(({ type }) => type === 'Action.OpenUrl'));
      }
    }
    const nobody = { action: 'reset-password', rule: 'own-account', values: {} } as const;
    assert.equal(actionsOf(aboutRefusedCard(nobody, { locale: 'en' }))[0]?.url, 'https://aka.ms/sspr');
  });

  it('leads to self-service, asks for nothing, and offers nothing that only the helpdesk can do', () => {
    for (const locale of LOCALES) {
      const card = aboutCard({ locale });
      assert.deepEqual(
        actionsOf(card).map(({ type, url }) => [type, url]),
        [['Action.OpenUrl', 'https://aka.ms/sspr']],
      );
      for (const type of ['Input.Text', 'Input.ChoiceSet']) assert.deepEqual(elementsOf(card, type), []);
    }
  });
});
