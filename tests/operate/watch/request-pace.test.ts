import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RequestPace } from '../../../src/operate/watch/request-pace.ts';

/** When requests reach Graph, each of which takes so long there and back; milliseconds. */
async function reached(ways: readonly (readonly [there: number, back: number])[]): Promise<number[]> {
  let now = 0;
  const pause = async (milliseconds: number) => {
    now += milliseconds;
  };
  const pace = new RequestPace({ now: () => now, pause });
  const at: number[] = [];
  for (const [there, back] of ways) {
    await pace.turn();
    now += there;
    at.push(now);
    now += back;
    pace.answered();
  }
  return at;
}

describe('operate/watch/request-pace', () => {
  it('lets five go at once, and the sixth after ten seconds', async () => {
    const quick = Array.from({ length: 11 }, () => [0, 0] as const);
    assert.deepEqual(await reached(quick), [0, 0, 0, 0, 0, 10_000, 10_000, 10_000, 10_000, 10_000, 20_000]);
  });

  it('does not wait where requests take their time anyway', async () => {
    const slow = Array.from({ length: 7 }, () => [1_000, 2_000] as const);
    assert.deepEqual((await reached(slow)).at(-1), 6 * 3_000 + 1_000);
  });

  it('lets no six reach Graph within ten seconds, however long they are on their way', async () => {
    const way = fc.tuple(fc.nat(4_000), fc.nat(4_000));
    await fc.assert(
      fc.asyncProperty(fc.array(way, { maxLength: 40 }), async ways => {
        const at = await reached(ways);
        for (const [each, time] of at.entries()) {
          const sixth = at[each + 5];
          assert.ok(sixth === undefined || sixth - time >= 10_000);
        }
      }),
    );
  });
});
