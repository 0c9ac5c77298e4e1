import assert from 'node:assert/strict';
import { allFakers, type Faker } from '@faker-js/faker';
import fc from 'fast-check';
import type { Account } from '../../../../src/desk/judging/people-as-read.ts';
import { choose } from '../../../../src/directory/naming/choose.ts';
import { runs } from '../../../support/runs.ts';
import { named } from '../../support/named.ts';

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

type Form = (words: string[], at: number, more: string) => string[];
const dropAt = <T>(list: readonly T[], at: number) => list.filter((_, n) => n !== at);
const change = (words: string[], at: number, how: (word: string) => string) =>
  words.map((word, n) => (n === at ? how(word) : word));

/** The ways in which people write a name; `at` is a place in it. */
const FORMS: Readonly<Record<string, Form>> = {
  'as it is': words => words,
  'a word dropped': (words, at) => dropAt(words, at % words.length),
  'a word shortened': (words, at) =>
    change(words, at % words.length, word => word.slice(0, Math.max(1, word.length - 1 - (at % 3)))),
  'letters swapped': (words, at) =>
    change(words, at % words.length, word => {
      const i = at % Math.max(1, word.length - 1);
      const [left = '', right = ''] = word.slice(i, i + 2);
      return /^\p{L}{2}$/u.test(left + right) ? word.slice(0, i) + right + left + word.slice(i + 2) : word;
    }),
  'a letter dropped': (words, at) =>
    change(words, at % words.length, word => dropAt([...word], at % word.length).join('')),
  'another order': words => words.toReversed(),
  'last, first': words => [`${words.at(-1) ?? ''},`, ...words.slice(0, -1)],
  'without accents': words => words.map(word => word.normalize('NFD').replace(/\p{M}/gu, '')),
  capitals: words => words.map(word => word.toUpperCase()),
  'an initial': (words, at) => change(words, at % words.length, word => `${word.slice(0, 1)}.`),
  'another word more': (words, _, more) => [...words, more],
  'another first name': (words, _, more) => [more, ...words.slice(1)],
};

const BETWEEN = /[ '’‑-]+/;

/** Told in another way than the code tells it: letter by letter, each written word by a word of the name that is used up. */
function isTheirs(account: Account, written: readonly string[]): boolean {
  const bare = (word: string) =>
    Array.from(word.normalize('NFD').toLowerCase())
      .filter(letter => /[\p{L}\p{N}]/u.test(letter))
      .join('')
      .replaceAll('ß', 'ss')
      .replaceAll('ø', 'o')
      .replaceAll('æ', 'ae')
      .replaceAll('ł', 'l')
      .replaceAll('đ', 'd');
  const fits = ([word, ...rest]: readonly string[], left: readonly string[]): boolean =>
    word === undefined ||
    left.some(
      (name, n) => (name === word || (word.length === 1 && name.startsWith(word))) && fits(rest, dropAt(left, n)),
    );
  // A hyphen or an apostrophe may be left out, and a blank may stand in its place.
  return [BETWEEN, ' '].some(between => {
    const wanted = written
      .flatMap(word => word.split(between))
      .map(bare)
      .filter(word => word !== '');
    return wanted.some(word => word.length > 1) && fits(wanted, account.displayName.split(between).map(bare));
  });
}

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
