import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { kept } from './kept.ts';
import { triesAll } from './runs.ts';

describe('What is kept between runs', () => {
  const text = randomUUID();
  let times = 0;
  const made = (...from: string[]) => kept(from, () => ({ made: ++times, of: from.length }));

  it('is made once where few is tried, and each time where all is', () => {
    assert.deepEqual(made(text), { made: 1, of: 1 });
    assert.deepEqual(made(text), { made: triesAll ? 2 : 1, of: 1 });
  });

  it('is made anew of other texts', () => {
    const before = times;
    assert.deepEqual(made(text, ''), { made: before + 1, of: 2 });
    assert.deepEqual(made(`${text} `), { made: before + 2, of: 1 });
  });
});
