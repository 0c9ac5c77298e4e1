import assert from 'node:assert/strict';
import { figuresOf } from '../scripts/house/figures.ts';
import { usersIn } from '../scripts/house/modules.ts';
import { ROOT, SRC, shownBy } from './support/source.ts';

const source = SRC.filter(({ file }) => !file.startsWith('src/sandbox/'));
const users = ['scripts', 'tests'].flatMap(folder => usersIn(ROOT, folder));
const shown = shownBy('figures', [...SRC, ...users], () => figuresOf(source, [...SRC, ...users]));
const figures = new Map(shown.map(({ name, places }) => [name, places]));

/** What there is none of in this source. */
const NONE = [
  'functions over 40 lines',
  'functions with more than 4 parameters',
  'circles',
  'exports of one name with two meanings',
  'exports that nobody imports',
  'places in src/teams that write events',
];

/** Casts that no type or check of ours can take the place of; one more is a decision. */
const MOST_CASTS = 7;

/** In every file of ours; longer ones are split by subject. */
const LONGEST_FILE = 250;

describe('the house', () => {
  it('measures the whole source', () => {
    assert.ok(source.length > 250, `only ${source.length} files`);
    assert.ok(users.length > source.length / 2, `only ${users.length} files that use it`);
  });

  for (const name of NONE) {
    it(`has no ${name}`, () => {
      const places = figures.get(name) ?? assert.fail(`${name} is not measured`);
      assert.deepEqual(places, []);
    });
  }

  it(`has no file over ${LONGEST_FILE} lines, among the scripts and tests neither`, () => {
    const long = [...SRC, ...users].filter(({ lines }) => lines > LONGEST_FILE);
    assert.deepEqual(
      long.map(({ file, lines }) => `${file}: ${lines}`),
      [],
    );
  });

  it(`has at most ${MOST_CASTS} casts`, () => {
    const places = figures.get('casts') ?? assert.fail('casts are not measured');
    assert.ok(places.length <= MOST_CASTS, places.join('\n'));
  });
});
