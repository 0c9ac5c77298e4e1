import { perform } from './acts.ts';
import type { ModelEvent } from './events.ts';
import { pass } from './sweeping.ts';
import type { World } from './world.ts';

/** Lets everything go on but who first comes to a place where this is true. */
export function holdAt(isThere: (place: string) => boolean) {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let isHolding = false;
  const yieldTo = async (place: string) => {
    if (isHolding || !isThere(place)) return;
    isHolding = true;
    reached.resolve();
    await released.promise;
  };
  return { reached: reached.promise, release: () => released.resolve(), yieldTo };
}

/**
 * A process stands still, others go on, and then it goes on where it stood. Not in a call: no claim can say how long
 * Entra takes for a call that is on its way.
 */
export async function standStill(
  world: World,
  { act, at, meanwhile }: Extract<ModelEvent, { happens: 'stands-still' }>,
): Promise<void> {
  let yields = 0;
  const isThere = (place: string) => {
    yields += 1;
    if (typeof at === 'string') return place === at;
    return yields > at && !/directory\.(?:resetPassword|givePass)$/.test(place);
  };
  const held = holdAt(isThere);
  const slow = perform(world, world.process({ crash: act.crash, yieldTo: held.yieldTo }), act);
  await Promise.race([held.reached, slow]);
  for (const other of meanwhile) {
    if ('milliseconds' in other) await pass(world, other.milliseconds);
    else await perform(world, world.process({ crash: other.crash }), other);
  }
  held.release();
  await slow;
}
