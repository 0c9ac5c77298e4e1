import assert from 'node:assert/strict';
import { oneOfEach, pairs, triesAll } from './runs.ts';

describe('what a test tries of cases of several kinds', () => {
  it('is all of them in the whole run, and the first of each kind in the fast one', () => {
    const cases = ['ab', 'c', 'de', 'f', 'ghi'];
    assert.deepEqual(
      oneOfEach(cases, each => each.length),
      triesAll ? cases : ['ab', 'c', 'ghi'],
    );
  });
});

describe('what a test tries of two lists with each other', () => {
  it('is all pairs in the whole run, and each of both lists at least once in the fast one', () => {
    for (const [some, others] of [
      [
        ['a', 'b', 'c'],
        [1, 2],
      ],
      [
        ['a', 'b'],
        [1, 2, 3, 4],
      ],
    ] as const) {
      const tried = pairs<string, number>(some, others);
      assert.deepEqual([...new Set(tried.map(([one]) => one))], some);
      assert.deepEqual(new Set(tried.map(([, other]) => other)), new Set(others));
      assert.equal(new Set(tried.map(pair => pair.join())).size, tried.length);
      assert.equal(tried.length, triesAll ? some.length * others.length : Math.max(some.length, others.length));
    }
  });
});
