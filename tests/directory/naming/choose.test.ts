import assert from 'node:assert/strict';
import { choose } from '../../../src/directory/naming/choose.ts';
import { named } from '../support/named.ts';

const SALES = named('Johan Andersson', { id: 's', department: 'Sales', officeLocation: 'Göteborg' });
const LOGISTICS = named('Johan Andersson', { id: 'l', department: 'Logistics', city: 'Umeå' });
const LUNDIN = named('Maria Lundin');
const by = (value: string, more: { alternative?: string; place?: string } = {}) =>
  ({ by: 'name', value, ...more }) as const;
const all = (...accounts: ReturnType<typeof named>[]) => ({ accounts, more: false });

describe('Whom the written words mean', () => {
  it('is one person only where all of the words are theirs', () => {
    assert.deepEqual(choose(by('Maria Lundin'), all(LUNDIN)), { kind: 'one', account: LUNDIN });
    assert.deepEqual(choose(by('Maria Lund'), all(LUNDIN)), { kind: 'nobody' });
  });

  it('is nobody in particular among namesakes', () => {
    assert.deepEqual(choose(by('Johan Andersson'), all(SALES, LOGISTICS)), {
      kind: 'several',
      accounts: [SALES, LOGISTICS],
    });
  });

  it('is the one who works where it says', () => {
    for (const place of ['Logistics', 'logistics department', 'umea', 'UMEÅ']) {
      const choice = choose(by('Johan Andersson', { place }), all(SALES, LOGISTICS));
      assert.deepEqual(choice, { kind: 'one', account: LOGISTICS }, place);
    }
    assert.equal(choose(by('Johan Andersson', { place: 'Göteborg' }), all(SALES, LOGISTICS)).kind, 'one');
  });

  it('is to be asked where nobody of that name works there, one alone too', () => {
    for (const place of ['Legal', '...', 'Log']) {
      const several = choose(by('Johan Andersson', { place }), all(SALES, LOGISTICS));
      assert.deepEqual(several, { kind: 'elsewhere', accounts: [SALES, LOGISTICS] }, place);
      assert.equal(choose(by('Johan Andersson', { place }), all(SALES)).kind, 'elsewhere');
    }
  });

  it('is not made up for by a place', () => {
    const near = named('Maria Lundin', { department: 'IT' });
    assert.deepEqual(choose(by('Maria Lund', { place: 'IT' }), all(near)), { kind: 'nobody' });
  });

  it('is to be asked where both readings of an ending are somebody', () => {
    const [ek, eks] = [named('Jonas Ek'), named('Jonas Eks')];
    const query = by('Jonas Ek', { alternative: 'Jonas Eks' });
    assert.deepEqual(choose(query, all(ek)), { kind: 'one', account: ek });
    assert.deepEqual(choose(query, all(eks)), { kind: 'one', account: eks });
    assert.equal(choose(query, all(ek, eks)).kind, 'several');
  });

  it('is to be asked where others were not read, the closest first', () => {
    const choice = choose(by('Maria Lundin'), { accounts: [SALES, LUNDIN], more: true });
    assert.deepEqual(choice, { kind: 'several', accounts: [LUNDIN, SALES] });
  });

  it('puts those of exactly that name before those whose name has more to it', () => {
    const [longer, same] = [named('Maria Eva Lundin'), LUNDIN];
    assert.deepEqual(choose(by('maria lundin'), all(longer, same)), { kind: 'several', accounts: [same, longer] });
  });
});
