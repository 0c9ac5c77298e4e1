import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TeamsError } from '../../../../src/errors.ts';
import { Pace } from '../../../../src/teams/sending/pace.ts';
import { TEAMS_LIMITS } from '../../../../src/teams/times.ts';
import { runs } from '../../../support/runs.ts';
import { PATIENCE, VirtualTime } from '../pace-fixture.ts';

interface Arrival {
  conversation: string;
  /** Milliseconds since the arrival before. */
  gap: number;
}

interface Call {
  arrived: number;
  began?: number;
  refused?: number;
}

/** Lets these calls arrive; what came of them by conversation in the order of their arrival, and in which they began. */
async function play(arrivals: readonly Arrival[], lags?: readonly number[]) {
  const time = new VirtualTime(lags);
  const pace = new Pace(time);
  const calls = new Map<string, Call[]>();
  const begun = new Map<string, Call[]>();
  const one = async (conversation: string) => {
    const call: Call = { arrived: time.now };
    calls.set(conversation, [...(calls.get(conversation) ?? []), call]);
    try {
      await pace.turn(conversation);
      call.began = time.now;
      begun.set(conversation, [...(begun.get(conversation) ?? []), call]);
    } catch (error) {
      assert.ok(error instanceof TeamsError && error.kind === 'passing');
      call.refused = time.now;
    }
  };
  const arriving = (async () => {
    const all: Promise<void>[] = [];
    for (const { conversation, gap } of arrivals) {
      if (gap > 0) await time.sleep(gap);
      all.push(one(conversation));
    }
    await Promise.all(all);
  })();
  await time.run();
  await arriving;
  return { calls, begun };
}

/** The first moment at which a call may begin after those that have begun. */
function earliest(arrived: number, begun: readonly number[]): number {
  const free = TEAMS_LIMITS.map(limit => (begun[begun.length - limit.calls] ?? -Infinity) + limit.milliseconds);
  return Math.max(arrived, begun.at(-1) ?? 0, ...free);
}

const GAPS = fc.oneof(
  { weight: 120, arbitrary: fc.constant(0) },
  { weight: 30, arbitrary: fc.integer({ min: 1, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 500, max: 40_000 }) },
);
const ARRIVALS = fc.array(fc.record({ conversation: fc.constantFrom('a', 'a', 'a', 'b'), gap: GAPS }), {
  minLength: 1,
  maxLength: 200,
  size: 'max',
});

describe('teams/pace', () => {
  it('the limits are those of Microsoft’s page', () => {
    assert.deepEqual(
      TEAMS_LIMITS.map(({ calls, milliseconds }) => `${calls}/${milliseconds / 1000}s`),
      ['7/1s', '8/2s', '60/30s', '1800/3600s'],
    );
  });

  it('each call begins at the first moment that no limit forbids, or is refused at once where that is 30 s away', async () => {
    await fc.assert(
      fc.asyncProperty(ARRIVALS, async arrivals => {
        const { calls } = await play(arrivals);
        for (const each of calls.values()) {
          const begun: number[] = [];
          for (const { arrived, began, refused } of each) {
            const due = earliest(arrived, begun);
            const expected = due - arrived > PATIENCE ? [undefined, arrived] : [due, undefined];
            assert.deepEqual([began, refused], expected);
            if (began !== undefined) begun.push(began);
          }
        }
      }),
      { numRuns: runs(80) },
    );
  });

  it('with pauses that end late or too early no window is exceeded, and the order is kept', async () => {
    const lags = fc.array(fc.integer({ min: -50, max: 3_000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(ARRIVALS, lags, async (arrivals, late) => {
        const { calls, begun } = await play(arrivals, late);
        for (const [conversation, each] of begun) {
          const times = each.map(call => call.began ?? 0);
          for (const { calls: most, milliseconds } of TEAMS_LIMITS) {
            for (let index = most; index < times.length; index += 1) {
              const span = (times[index] ?? 0) - (times[index - most] ?? 0);
              assert.ok(span >= milliseconds, `${most + 1} calls within ${span} ms`);
            }
          }
          const inOrder = calls.get(conversation)?.filter(call => call.began !== undefined);
          assert.deepEqual(each, inOrder);
        }
      }),
      { numRuns: runs(80) },
    );
  });

  it('the first 7 begin at once, and another conversation does not wait for them', async () => {
    const arrivals = [...Array.from({ length: 9 }, () => 'a'), 'b'].map(conversation => ({ conversation, gap: 0 }));
    const { calls } = await play(arrivals);
    const began = (conversation: string) => calls.get(conversation)?.map(call => call.began);
    assert.deepEqual(began('a'), [0, 0, 0, 0, 0, 0, 0, 1_000, 2_000]);
    assert.deepEqual(began('b'), [0]);
  });
});
