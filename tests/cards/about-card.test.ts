import assert from 'node:assert/strict';
import { aboutCard } from '../../src/cards/about-card.ts';
import { LOCALES } from '../../src/locales/locale.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';

describe('The page for people who are no administrators', () => {
  it('says what the bot is for, what it asks, and what it never asks', () => {
    const [what, asks, never, own, ...more] = plainTexts(aboutCard({ locale: 'en' }));
    assert.match(what ?? '', /used by your helpdesk/);
    assert.match(asks ?? '', /press the number that is read out to you/);
    assert.match(never ?? '', /^It never asks for a password or a code\./);
    assert.match(own ?? '', /change it yourself on Microsoft's page/);
    assert.deepEqual(more, []);
    assert.match(plainTexts(aboutCard({ locale: 'sv' }))[2] ?? '', /aldrig efter lösenord eller koder/);
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
