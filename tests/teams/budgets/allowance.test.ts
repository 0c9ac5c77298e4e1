import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Allowance } from '../../../src/teams/budgets/allowance.ts';

const TIMES = 5;
const SPAN = 1_000;

describe('teams/allowance', () => {
  it('lets nobody have more than it says within any span, and refuses nobody who had less', () => {
    const step = fc.record({ person: fc.constantFrom('a', 'b', 'c'), wait: fc.integer({ min: 0, max: 400 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), steps => {
        let now = 0;
        const had = new Map<string, number[]>();
        const allowance = new Allowance({ times: TIMES, milliseconds: SPAN }, () => now);
        for (const { person, wait } of steps) {
          now += wait;
          const recent = (had.get(person) ?? []).filter(at => at > now - SPAN);
          const isTaken = allowance.take(person);
          assert.equal(isTaken, recent.length < TIMES);
          if (isTaken) recent.push(now);
          had.set(person, recent);
        }
      }),
    );
  });

  it('what is given back is left again, and renewed all of it', () => {
    const allowance = new Allowance({ times: 2, milliseconds: SPAN }, () => 0);
    const takes = (times: number) => Array.from({ length: times }, () => allowance.take('a'));
    assert.deepEqual(takes(3), [true, true, false]);
    allowance.giveBack('a');
    assert.deepEqual(takes(2), [true, false]);
    allowance.renew('a');
    assert.deepEqual(takes(3), [true, true, false]);
  });

  it('remembers a bounded number of people, and forgets those first who were quiet longest', () => {
    const allowance = new Allowance({ times: 1, milliseconds: SPAN }, () => 0);
    for (let each = 0; each < 20_000; each += 1) assert.ok(allowance.take(`person ${each}`));
    assert.equal(allowance.size, 10_000);
    assert.equal(allowance.take('person 19999'), false);
    assert.equal(allowance.take('person 0'), true);
  });
});
