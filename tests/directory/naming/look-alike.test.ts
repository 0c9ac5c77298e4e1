import assert from 'node:assert/strict';
import { isLookAlike } from '../../../src/directory/naming/look-alike.ts';
import { named } from '../support/named.ts';

const ALIKE = [
  ['Anna Svensson', 'Anna Svensson'],
  ['Anna Svensson', 'Svensson, Anna'],
  ['Åsa Öhman', 'Asa Ohman'],
  ['Anna Svensson', 'Anna Svenson'],
  ['Anna Svensson', 'Hanna Svensson'],
  ['Svensson Anna', 'Anna Svenson'],
  ['Jan Ek', 'Jon Ek'],
  ['Anna Svensson', 'Anan Svensson'],
  ["Siobhan O'Brien", 'Siobhan OBrien'],
  ['Anna-Karin Ek', 'Annakarin Ek'],
] as const;

const UNLIKE = [
  ['Anna Svensson', 'Anna Maria Svensson'],
  ['Anna Svensson', 'Annika Svensson'],
  ['Maria Lund', 'Maria Lundin'],
  ['Anna Svensson', 'Hanna Svenson'],
  ['Anna Svensson', 'Olivia Bennett'],
  ['...', 'Anna Svensson'],
] as const;

describe('People who are easily taken for one another', () => {
  for (const [one, other] of ALIKE) {
    it(`${one} and ${other} are`, () => {
      assert.ok(isLookAlike(named(one), named(other)));
      assert.ok(isLookAlike(named(other), named(one)));
    });
  }

  for (const [one, other] of UNLIKE) {
    it(`${one} and ${other} are not`, () => {
      assert.ok(!isLookAlike(named(one), named(other)));
      assert.ok(!isLookAlike(named(other), named(one)));
    });
  }

  it('are told by given name and surname too', () => {
    const other = named('Ann S. (Sales)', { givenName: 'Anna', surname: 'Svensson' });
    assert.ok(isLookAlike(named('Anna Svensson'), other));
  });
});
