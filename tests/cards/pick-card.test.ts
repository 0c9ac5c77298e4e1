import assert from 'node:assert/strict';
import { CARD_LIMIT, sizeOf } from '../../src/cards/card.ts';
import type { Person } from '../../src/cards/person-view.ts';
import { pickCard } from '../../src/cards/pick-card.ts';
import { actionsOf, elementsOf, objectsIn, plainTexts } from './support/reading.ts';
import { samplePhoto } from './support/samples.ts';

const CONTEXT = { locale: 'en' } as const;
const anna = (n: number, more: Partial<Person> = {}): Person => ({
  displayName: 'Anna Svensson',
  userPrincipalName: `anna${n}@contoso.com`,
  ...more,
});
const pick = (candidates: Person[], more = false) =>
  pickCard({ request: 'r1', query: 'anna', candidates, most: 8, more }, CONTEXT);
const isBold = (card: ReturnType<typeof pick>, text: string) =>
  objectsIn(card).some(run => run.text === text && run.weight === 'bolder');
const people = (count: number, more?: Partial<Person>) => Array.from({ length: count }, (_, n) => anna(n, more));

describe('The pick card', () => {
  it('has a button for each person that carries their place, and a cancel', () => {
    const actions = actionsOf(pick(people(3)));
    assert.deepEqual(
      actions.map(({ verb, data, title }) => [verb, data, title]),
      [
        ['pick', { request: 'r1', choice: 0 }, 'Choose anna0@contoso.com'],
        ['pick', { request: 'r1', choice: 1 }, 'Choose anna1@contoso.com'],
        ['pick', { request: 'r1', choice: 2 }, 'Choose anna2@contoso.com'],
        ['cancel', { request: 'r1' }, 'Cancel'],
      ],
    );
  });

  it('shows eight people at most and asks to be more specific', () => {
    for (const card of [pick(people(9)), pick(people(8), true), pick(people(50), true)]) {
      assert.equal(actionsOf(card).filter(({ verb }) => verb === 'pick').length, 8);
      assert.ok(plainTexts(card).some(text => text.startsWith('More than 8 accounts match anna. ')));
    }
    assert.ok(plainTexts(pick(people(8))).includes('8 accounts match anna.'));
  });

  it('makes the sign-in names of namesakes stand out, and says so', () => {
    const card = pick([
      anna(1),
      { ...anna(2), displayName: ' anna  svensson' },
      { ...anna(3), displayName: 'Anna Ek' },
    ]);
    assert.ok(isBold(card, 'anna1@contoso.com'));
    assert.ok(isBold(card, 'anna2@contoso.com'));
    assert.ok(!isBold(card, 'anna3@contoso.com'));
    assert.ok(plainTexts(card).includes('Some have the same name: check the sign-in name.'));
  });

  it('says that nobody is called what was written, for one person too', () => {
    for (const people of [[anna(1)], [anna(1), { ...anna(2), displayName: 'Anna Ek' }]]) {
      const card = pickCard(
        { request: 'r1', query: 'Ana', candidates: people, most: 8, more: false, unsure: 'name' },
        CONTEXT,
      );
      assert.ok(plainTexts(card).includes('Nobody is called Ana. Did you mean:'));
      assert.ok(isBold(card, 'Ana'));
      assert.ok(!plainTexts(card).some(text => / match /.test(text)));
      assert.deepEqual(actionsOf(card).at(0)?.data, { request: 'r1', choice: 0 });
    }
  });

  it('says that nobody of that name is where it says', () => {
    const view = { request: 'r1', query: 'Anna (Legal)', candidates: [anna(1)], most: 8, more: false } as const;
    const texts = plainTexts(pickCard({ ...view, unsure: 'place' }, CONTEXT));
    assert.ok(
      texts.some(text => text.startsWith('There is nobody with exactly this name at that place: Anna (Legal).')),
    );
  });

  it('says nothing of namesakes when there are none', () => {
    const card = pick([anna(1), { ...anna(2), displayName: 'Anna Ek' }]);
    assert.ok(!plainTexts(card).some(text => text.includes('same name')));
  });

  it('shows photos, and initials for everybody when the photos would make it too large', () => {
    const small = pick([anna(1, { photo: samplePhoto('face') }), anna(2)]);
    assert.equal(elementsOf(small, 'Image').length, 1);
    const noisy = samplePhoto('noise');
    assert.ok(noisy.length > 4_000);
    const large = pick(people(8, { photo: noisy }));
    assert.deepEqual(elementsOf(large, 'Image'), []);
    assert.ok(sizeOf(large) <= CARD_LIMIT);
    assert.equal(plainTexts(large).filter(text => text === 'AS').length, 8);
  });

  it('can be drawn with nobody to pick', () => {
    assert.deepEqual(
      actionsOf(pick([])).map(({ verb }) => verb),
      ['cancel'],
    );
  });
});
