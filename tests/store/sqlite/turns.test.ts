import assert from 'node:assert/strict';
import { SqliteTurns, UndoneError, type Write } from '../../../src/store/sqlite/turns.ts';
import { triesAll } from '../../support/runs.ts';

/** A little less than what is left free, because a timer may be early by a fraction. Milliseconds. */
const GAP = 12;
const WORK = 10;
/** How often that is done: a gap comes after some five of them, or after fewer. */
const ACTS = triesAll ? 40 : 15;

/** Without a file: what fails tells so by itself. */
function together(writes: Iterable<Write>): (() => void)[] {
  return Array.from(writes, write => {
    try {
      return write.make();
    } catch (error) {
      return () => write.refuse(error);
    }
  });
}

describe('store/sqlite-turns', () => {
  it('leaves gaps in which other processes get in, however much there is to write', async () => {
    const turns = new SqliteTurns(together, 1000);
    const gaps: number[] = [];
    let end = performance.now();
    const act = () => {
      const start = performance.now();
      gaps.push(start - end);
      while (performance.now() - start < WORK);
      end = performance.now();
    };
    await Promise.all(Array.from({ length: ACTS }, () => turns.inTurn(act)));
    assert.equal(gaps.length, ACTS);
    assert.ok(gaps.filter(gap => gap >= GAP).length >= ACTS / 10, gaps.map(Math.round).join());
  });

  it('makes together what waits, and one by one what could not be made together', async () => {
    const groups: number[] = [];
    const turns = new SqliteTurns(writes => {
      const told = together(writes);
      groups.push(told.length);
      if (told.length > 1 && groups.length === 1) throw new UndoneError('', { cause: new Error('the disk is full') });
      return told;
    }, 1000);
    const all = Array.from({ length: 50 }, (_, each) => each);
    assert.deepEqual(await Promise.all(all.map(each => turns.inTurn(() => each))), all);
    const [undone = 0, ...made] = groups;
    assert.ok(undone > 1, `${undone} together`);
    assert.deepEqual(new Set(made.slice(0, undone)), new Set([1]));
    assert.equal(
      made.reduce((sum, each) => sum + each),
      all.length,
    );
  });

  it('lets a write that fails hold up none after it', async () => {
    const turns = new SqliteTurns(together, 1000);
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
