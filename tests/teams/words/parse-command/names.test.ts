import assert from 'node:assert/strict';
import { allLocales, Faker, type LocaleDefinition } from '@faker-js/faker';
import { fold } from '../../../../src/teams/words/fold.ts';
import { lexiconsFor } from '../../../../src/teams/words/lexicons.ts';
import { parseCommand } from '../../../../src/teams/words/parse-command.ts';
import { runs, some } from '../../../support/runs.ts';

/** Letters that the bot's languages are written in. */
const LATIN = /^[\p{Script=Latin}\p{M}'\u2019. -]+$/u;
/** A name that ends in one of these takes no -s in Swedish. */
const ENDS_LIKE_OWNER = /[sxz]$/i;
const SEED = 11;
const PEOPLE = 2500;
const MOST_REFUSED = 0.005;

interface Person {
  first: string;
  last: string;
}

/** What is written of somebody, and their name as it stands there. */
type Template = (person: Person) => readonly [text: string, name: string];

const whole = ({ first, last }: Person) => `${first} ${last}`;
const TEMPLATES: Readonly<Record<string, Template>> = {
  'reset password for F L': who => [`reset password for ${whole(who)}`, whole(who)],
  "reset F L's password": who => [`reset ${whole(who)}'s password`, whole(who)],
  'återställ lösenordet för F L': who => [`återställ lösenordet för ${whole(who)}`, whole(who)],
  'nytt lösenord till F L': who => [`nytt lösenord till ${whole(who)}`, whole(who)],
  'återställ F Ls lösenord': who => [
    `återställ ${whole(who)}${ENDS_LIKE_OWNER.test(who.last) ? '' : 's'} lösenord`,
    whole(who),
  ],
  'reset password for L, F': ({ first, last }) => [`reset password for ${last}, ${first}`, `${last} ${first}`],
  'F L needs a new password': who => [`${whole(who)} needs a new password`, whole(who)],
  'F L har glömt sitt lösenord': who => [`${whole(who)} har glömt sitt lösenord`, whole(who)],
  'temporary access pass for F L': who => [`temporary access pass for ${whole(who)}`, whole(who)],
  'ge F L ett pass': who => [`ge ${whole(who)} ett pass`, whole(who)],
  'F L needs a TAP': who => [`${whole(who)} needs a TAP`, whole(who)],
  'F L dropped her phone': who => [`${whole(who)} dropped her phone`, whole(who)],
  'F forgot the password, please reset it': ({ first }) => [`${first} forgot the password, please reset it`, first],
};

/** People of each language whose names are in Latin letters, one language after the other; the same each time. */
function people(count: number): Person[] {
  const fakers = Object.values(allLocales)
    .filter(({ person }) => person?.first_name && person.last_name)
    .map(locale => new Faker({ locale, seed: SEED }))
    .filter(faker => LATIN.test(faker.person.firstName()) && LATIN.test(faker.person.lastName()));
  assert.ok(fakers.length > 30, `only ${fakers.length} languages`);
  return Array.from({ length: count }, (_, at) => {
    const faker = fakers[at % fakers.length] ?? assert.fail();
    return { first: faker.person.firstName(), last: faker.person.lastName() };
  }).filter(({ first, last }) => LATIN.test(first) && LATIN.test(last));
}

/** Each name of this kind in Latin letters, once. */
function namesOf(kind: 'first_name' | 'last_name'): string[] {
  const lists = Object.values(allLocales).map(({ person }: LocaleDefinition) => Object.values(person?.[kind] ?? {}));
  return [...new Set(lists.flat(2))].filter((name): name is string => typeof name === 'string' && LATIN.test(name));
}

/** Names that are words or phrases of ours too, each beside a name that is none. */
function peopleLikeWords(): { people: Person[]; names: number } {
  const isWord = (name: string) =>
    lexiconsFor(undefined).some(({ roles, marks }) => roles.has(fold(name)) || marks.has(fold(name)));
  const [firsts, lasts] = [namesOf('first_name'), namesOf('last_name')];
  return {
    people: [
      ...firsts.filter(isWord).map(first => ({ first, last: 'Bergkvist' })),
      ...lasts.filter(isWord).map(last => ({ first: 'Agneta', last })),
    ],
    names: firsts.length + lasts.length,
  };
}

/** What became of a name: `shortened` has fewer words than were written, `other` has other words. */
function fateOf(text: string, name: string): 'found' | 'shortened' | 'other' | 'refused' | 'own' {
  const command = parseCommand(text);
  if (command.kind === 'own-account') return 'own';
  if (command.kind !== 'action' && command.kind !== 'which-action') return 'refused';
  if (command.target.by !== 'name') return 'other';
  const { value, alternative } = command.target;
  const readings = [value, ...(alternative === undefined ? [] : [alternative])].map(wordsOf);
  const written = wordsOf(name);
  if (readings.some(words => words.join() === written.join())) return 'found';
  return readings.some(words => words.length < written.length) ? 'shortened' : 'other';
}

/** Without the stops of initials and the case, in which a search makes no difference. */
function wordsOf(name: string): string[] {
  return name.normalize('NFC').replaceAll('.', '').replaceAll('\u2019', "'").toLowerCase().split(/\s+/);
}

/** Whoever is taken for somebody else, and those who are refused where they are too many of this number of names. */
function badlyRead(everybody: readonly Person[], template: Template, names: number): string[] {
  const fates = everybody.map(person => {
    const [text, name] = template(person);
    return { text, fate: fateOf(text, name) };
  });
  const wrong = fates.filter(({ fate }) => fate !== 'found' && fate !== 'refused');
  const refused = fates.filter(({ fate }) => fate === 'refused');
  const tooMany = refused.length < names * MOST_REFUSED ? [] : refused;
  return [...wrong, ...tooMany].map(({ text, fate }) => `${fate}: ${text}`).sort();
}

describe('parseCommand: names of all languages in Latin letters', function () {
  this.timeout(120_000);
  const anybody = people(runs(PEOPLE));
  const { people: likeWords, names } = peopleLikeWords();

  for (const [title, template] of Object.entries(TEMPLATES)) {
    it(`are read whole in "${title}"`, () => {
      assert.deepEqual(badlyRead(anybody, template, anybody.length), []);
    });

    it(`are read whole in "${title}" where they are words as well`, () => {
      assert.deepEqual(badlyRead(some(likeWords), template, names), []);
    });
  }

  it('of which there are many, and many that are words as well', () => {
    assert.ok(names > 15_000 && likeWords.length > 50, `${likeWords.length} of ${names}`);
  });
});
