import assert from 'node:assert/strict';
import { SqliteTurns } from '../../../src/store/sqlite/turns.ts';

/** A little less than what is left free, because a timer may be early by a fraction. Milliseconds. */
const GAP = 12;
const WORK = 10;

describe('store/sqlite-turns', () => {
  it('leaves gaps in which other processes get in, however much there is to write', async () => {
    const turns = new SqliteTurns(1000);
    const gaps: number[] = [];
    let end = performance.now();
    const act = () => {
      const start = performance.now();
      gaps.push(start - end);
      while (performance.now() - start < WORK);
      end = performance.now();
    };
    await Promise.all(Array.from({ length: 40 }, () => turns.inTurn(act)));
    assert.equal(gaps.length, 40);
    assert.ok(gaps.filter(gap => gap >= GAP).length >= 4, gaps.map(Math.round).join());
  });

  it('lets a write that fails hold up none after it', async () => {
    const turns = new SqliteTurns(1000);
    const done: number[] = [];
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(each =>
        turns.inTurn(() => {
          done.push(each);
          if (each === 2) throw new Error('refused');
        }),
      ),
    );
    assert.deepEqual(done, [1, 2, 3]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });
});
