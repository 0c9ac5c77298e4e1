import assert from 'node:assert/strict';
import { nearest } from '../../../src/directory/naming/nearest.ts';
import { named } from '../support/named.ts';

const PEOPLE = [
  'Anna Svensson',
  'Maria Lundin',
  'Tomas Berg',
  'Johanna Bergström',
  'Johan Andersson',
  'Jonas Ek',
  'Robert Fairfax',
  'Lars Nyström',
  'Oskar Wikström',
  'Olivia Bennett',
  'Åsa Öhman',
  'Göran Malm',
  "Liam D'Arcy",
  'Catherine Ashworth',
].map(name => named(name));

/** What was written, and whom that comes closest to. */
const NEAR: readonly [written: string, first: string | undefined][] = [
  ['Maria Lund', 'Maria Lundin'],
  ['Tom Berg', 'Tomas Berg'],
  ['Jon Ek', 'Jonas Ek'],
  ['Johan Berg', 'Johanna Bergström'],
  ['Anna Svenson', 'Anna Svensson'],
  ['Ana Svensson', 'Anna Svensson'],
  ['Anan Svensson', 'Anna Svensson'],
  ['Svenson Anna', 'Anna Svensson'],
  ['Anna Maria Svensson', 'Anna Svensson'],
  ['Johan Anderson', 'Johan Andersson'],
  ['Oskar Vikström', 'Oskar Wikström'],
  ['Bob Fairfax', 'Robert Fairfax'],
  ['Robert "Bob" Fairfax', 'Robert Fairfax'],
  ['Lasse Nyström', 'Lars Nyström'],
  ['Cathy Ashworth', 'Catherine Ashworth'],
  ['Bennett, Hans', 'Olivia Bennett'],
  ['Goeran Malm', 'Göran Malm'],
  ['Liam Darci', "Liam D'Arcy"],
  ['Nobody Atall', undefined],
  ['X Y', undefined],
  ['', undefined],
];

describe('Those who come close to what was written', () => {
  for (const [written, first] of NEAR) {
    it(`${written}: ${first ?? 'nobody'}`, () => {
      assert.equal(nearest([written], PEOPLE)[0]?.displayName, first);
    });
  }

  it('leave out who is much further than the nearest', () => {
    const found = nearest(['Maria Lund'], [named('Maria Ek'), named('Maria Lundin'), named('Per Lund')]);
    assert.deepEqual(
      found.map(({ displayName }) => displayName),
      ['Maria Lundin'],
    );
  });

  it('are found by both readings of an ending', () => {
    assert.equal(nearest(['Jonas Ekss', 'Jonas Eks'], PEOPLE)[0]?.displayName, 'Jonas Ek');
  });

  it('go by the department too, where it stands among the names', () => {
    const two = [
      named('Johan Andersson', { department: 'Sales' }),
      named('Johan Andersson', { id: 'l', department: 'Logistics' }),
    ];
    assert.equal(nearest(['Johan Andersson Logistics'], two)[0]?.department, 'Logistics');
  });

  it('go by a sign-in name that was begun', () => {
    const service = named('SQL', { userPrincipalName: 'svc_sql@contoso.com' });
    assert.deepEqual(nearest(['svc_'], [service]), [service]);
    assert.deepEqual(nearest([' '], [service]), []);
  });
});
