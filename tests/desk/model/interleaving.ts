import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';

/** Who goes on next: numbers without end, the same for the same seed. */
export type Turns = IterableIterator<number>;

const MANY = 1_000_000;

export function turns(): fc.Arbitrary<Turns> {
  return fc.infiniteStream(fc.nat(MANY));
}

/** Work that lets others go first at each `yieldTo`. */
export type Work = (yieldTo: () => Promise<void>) => Promise<void>;

/**
 * Does everything at once: whoever yields waits, and `chosen` says who goes on, one at a time. Works with promises alone: work
 * that waits for a timer or for the network is not waited for. Throws what the first work throws.
 */
export async function interleave(works: readonly Work[], chosen: Turns): Promise<void> {
  const waiting: (() => void)[] = [];
  const yieldTo = () => new Promise<void>(resolve => waiting.push(resolve));
  const all = Promise.all(works.map(work => work(yieldTo)));
  // It is awaited at the end; until then what fails is no unhandled rejection.
  all.catch(() => undefined);
  for (;;) {
    // By then everybody waits or has ended.
    await setImmediate();
    if (waiting.length === 0) return void (await all);
    const [next] = waiting.splice((chosen.next().value ?? 0) % waiting.length, 1);
    next?.();
  }
}
