import assert from 'node:assert/strict';
import * as product from '../../src/desk/times.ts';
import * as channel from '../../src/teams/times.ts';
import * as host from '../../src/times.ts';
import { code, table, text } from '../support/pages.ts';

const FILES = { 'src/desk/times.ts': product, 'src/teams/times.ts': channel, 'src/times.ts': host } as const;
/** What the others are counted in: no limits themselves. */
const UNITS = ['SECOND', 'MINUTE', 'HOUR', 'DAY'];
const MILLISECONDS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
};

interface Row {
  what: string;
  much: string;
  name: string;
}

/** The rows below the heading that names this file. */
function rowsOf(file: string): Row[] {
  const heading = /^## .*$/gm;
  const found =
    text('docs/limits.md')
      .match(heading)
      ?.find(line => code(line).includes(file)) ?? `## ${file}`;
  return table('docs/limits.md', found).map(([what = '', much = '', name]) => ({
    what,
    much,
    name: code(name)[0] ?? '',
  }));
}

/** The comment before each constant. */
function meanings(file: string): Map<string, string> {
  const found = text(file).matchAll(/^\/\*\* ([^\n]+) \*\/\nexport const (\w+)/gm);
  return new Map([...found].map(([, meaning = '', name = '']) => [name, meaning]));
}

/** "10 minutes" in milliseconds, "128 KB" in bytes; another count has no unit but characters. */
function amount(much: string): { value: number; isTime: boolean } {
  const [, number = '', unit] = /^([\d.,]+)(?: (\w+?)s?)?$/.exec(much) ?? [];
  const value = Number(number.replaceAll(',', ''));
  if (unit === undefined || unit === 'character') return { value, isTime: false };
  if (unit === 'KB') return { value: value * 1_024, isTime: false };
  return { value: value * (MILLISECONDS[unit] ?? Number.NaN), isTime: true };
}

/** "7 in 1 second, 8 in 2 seconds" and "500 at once, then 1 a second". */
function amounts(much: string): unknown {
  const bucket = /^(\S+) at once, then (\S+) a second$/.exec(much);
  if (bucket) return { burst: amount(bucket[1] ?? '').value, perSecond: amount(bucket[2] ?? '').value };
  return much.split(', ').map(one => {
    const [calls = '', span = ''] = one.split(' in ');
    return { calls: amount(calls).value, milliseconds: amount(span).value };
  });
}

describe('docs: times and limits', () => {
  for (const [file, constants] of Object.entries(FILES)) {
    const values = new Map<string, unknown>(Object.entries(constants));
    const names = [...meanings(file).keys()];

    it(`docs/limits.md has every constant of ${file}, in its order, and no other`, () => {
      assert.ok(names.length > 10, `only ${names.length} constants of ${file} have a comment`);
      assert.deepEqual([...names].sort(), [...values.keys()].filter(name => !UNITS.includes(name)).sort());
      assert.deepEqual(
        rowsOf(file).map(({ name }) => name),
        names,
      );
    });

    it(`docs/limits.md says of each what ${file} says`, () => {
      for (const { name, what } of rowsOf(file)) assert.equal(what, meanings(file).get(name), name);
    });

    for (const { name, much } of rowsOf(file)) {
      it(`docs/limits.md tells the value of ${name}`, () => {
        const value = values.get(name);
        if (typeof value === 'object') return assert.deepEqual(amounts(much), value);
        assert.equal(amount(much).value, value, `${name} is not ${much}`);
        assert.equal(
          amount(much).isTime,
          !/^(?:MOST|MORE|LARGEST)_|_INPUT$/.test(name),
          `${name} does not say what it counts`,
        );
      });
    }
  }
});
