import assert from 'node:assert/strict';
import { allFakers, type Faker } from '@faker-js/faker';
import fc from 'fast-check';
import { choose } from '../../../../src/directory/naming/choose.ts';
import { runs } from '../../../support/runs.ts';
import { named } from '../../support/named.ts';
import { FORMS, isTheirs } from '../../support/written-names.ts';

const LATIN = ['en', 'sv', 'da', 'nb_NO', 'fi', 'de', 'fr', 'es', 'pl', 'nl', 'it', 'pt_BR', 'cs_CZ', 'hu'] as const;
const FAKERS: readonly Faker[] = LATIN.map(locale => allFakers[locale]);
const PEOPLE = runs(10_000);

/** People of a tenant, some of them namesakes and near twins of the first. */
const tenant = fc.nat().map(seed => {
  const faker = FAKERS[seed % FAKERS.length] ?? allFakers.en;
  faker.seed(seed);
  const middle = seed % 3 === 0 ? `${faker.person.firstName()} ` : '';
  const first = `${faker.person.firstName()} ${middle}${faker.person.lastName()}`;
  const names = [first, ...Array.from({ length: 6 }, () => `${faker.person.firstName()} ${faker.person.lastName()}`)];
  const words = first.split(' ');
  if (seed % 5 === 0) names.push(first);
  if (seed % 7 === 0) names.push(`${first}son`);
  if (seed % 11 === 0) names.push(`${words[0]} ${faker.person.lastName()}`);
  return { first, people: names.map((name, n) => named(name, { id: `${n}`, userPrincipalName: `u${n}@x.example` })) };
});

describe('The wrong person', () => {
  it(`is never shown for ${PEOPLE} people, however their names are written`, () => {
    const seen = { one: 0, several: 0, nobody: 0, elsewhere: 0 };
    fc.assert(
      fc.property(tenant, fc.constantFrom(...Object.keys(FORMS)), fc.nat(40), ({ first, people }, form, at) => {
        const more = people[3]?.displayName.split(' ')[0] ?? 'Anna';
        const written = FORMS[form]?.(first.split(' '), at, more) ?? [];
        const choice = choose({ by: 'name', value: written.join(' ') }, { accounts: people, more: false });
        const theirs = people.filter(person => isTheirs(person, written));
        seen[choice.kind]++;
        const told = `${form}: ${written.join(' ')} among ${people.map(({ displayName }) => displayName)}`;
        if (choice.kind === 'one') assert.deepEqual([choice.account], theirs, told);
        if (choice.kind === 'several') assert.ok(theirs.length > 1, told);
        if (choice.kind === 'nobody') assert.equal(theirs.length, 0, told);
      }),
      { numRuns: PEOPLE, seed: 46 },
    );
    // The forms lead to all of it, often.
    const often = [seen.one > PEOPLE / 5, seen.several > PEOPLE / 20, seen.nobody > PEOPLE / 5];
    assert.deepEqual(often, [true, true, true], JSON.stringify(seen));
    assert.equal(seen.elsewhere, 0);
  });
});
