import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTooLarge } from '../../../src/teams/channel/activity-size.ts';
import { runs } from '../../support/runs.ts';

const nested = (depth: number, one: (inner: unknown) => unknown) => {
  let value: unknown = 1;
  for (let each = 0; each < depth; each += 1) value = one(value);
  return value;
};

describe('teams/channel/activity-size', () => {
  const TOO_MUCH: readonly [name: string, make: () => unknown][] = [
    ['125,000 elements', () => ({ entities: Array.from({ length: 125_000 }, () => 1) })],
    ['83,000 empty objects', () => ({ entities: Array.from({ length: 83_000 }, () => ({})) })],
    ['20,000 properties', () => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key${n}`, n]))],
    ['lists 60,000 levels deep', () => nested(60_000, inner => [inner])],
    ['objects 60,000 levels deep', () => nested(60_000, inner => ({ a: inner }))],
    ['65 levels', () => nested(65, inner => [inner])],
    ['a few values on each of many levels', () => nested(200, inner => [1, inner, 2])],
    ['many lists with few elements', () => Array.from({ length: 2_000 }, () => [1, 2, 3])],
  ];
  for (const [name, make] of TOO_MUCH) it(`is ${name}`, () => assert.equal(isTooLarge(make()), true));

  const FINE: readonly [name: string, make: () => unknown][] = [
    ['a long text', () => ({ text: 'a'.repeat(130_000) })],
    ['5,000 elements', () => Array.from({ length: 5_000 }, () => 1)],
    ['64 levels', () => nested(64, inner => [inner])],
    ['nothing', () => null],
    ['a text', () => 'text'],
  ];
  for (const [name, make] of FINE) it(`is not ${name}`, () => assert.equal(isTooLarge(make()), false));

  it('counts each value once, wherever it stands (property)', () => {
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, each) => sum + 1 + count(each), 0)
        : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), value => {
        const copies = Math.ceil(5_001 / (count(value) + 1));
        const list = Array.from({ length: copies }, () => value);
        assert.equal(isTooLarge(list), true);
        assert.equal(isTooLarge(list.slice(1)), count(list.slice(1)) > 5_000);
      }),
      { numRuns: runs(100), seed: 20261128 },
    );
  });
});
