import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { isLocked } from './sqlite-errors.ts';

/** SQLite's lock has no queue: whoever asks at the right moment gets it. Milliseconds. */
const SHORTEST_PAUSE = 1;
const LONGEST_PAUSE = 10;
/** So long a process writes without a gap, and so long is the gap: longer than the others' pauses, so that one of them gets in. */
const LONGEST_BURST = 50;
const GAP = 15;

/**
 * The turns of one process at one file: its writes go one after the other, in the order in which they were asked for, and
 * leave gaps for the writes of other processes. What waits for another process's lock lets this one go on meanwhile.
 */
export class SqliteTurns {
  readonly #patience: number;
  readonly #shared: boolean;
  #queue: Promise<unknown> = Promise.resolve();
  /** Since when every try found the file locked. */
  #lockedSince: number | undefined;
  #burstSince = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;

  /**
   * @param patience how long one call waits for other processes' locks in all, in milliseconds.
   * @param shared other processes may write as well: without them no gap is left.
   */
  constructor(patience: number, shared = true) {
    this.#patience = patience;
    this.#shared = shared;
  }

  /**
   * Runs a whole transaction when its turn has come, again and again while the file is locked. `act` must leave nothing
   * behind when it finds a lock.
   * @throws what `act` throws; SQLite's own error when the file stays locked.
   */
  inTurn<T>(act: () => T): Promise<T> {
    const asked = performance.now();
    const done = this.#queue.then(async () => {
      if (this.#shared) await this.#leaveGap();
      try {
        return await this.#untilFree(act, asked);
      } finally {
        this.#lastEnd = performance.now();
      }
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /**
   * Runs `act` at once, not after the writes that wait, and again while the file is locked.
   * @throws what `act` throws; SQLite's own error when the file stays locked.
   */
  async patiently<T>(act: () => T, patience = this.#patience): Promise<T> {
    const end = performance.now() + patience;
    for (;;) {
      try {
        return act();
      } catch (error) {
        if (!isLocked(error) || performance.now() >= end) throw error;
      }
      await sleep(somePause());
    }
  }

  /** Settles when no write waits any more. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /** A write that stood behind others of this process waits no longer than they did: the patience is for the lock alone. */
  async #untilFree<T>(act: () => T, asked: number): Promise<T> {
    for (;;) {
      try {
        const result = act();
        this.#lockedSince = undefined;
        return result;
      } catch (error) {
        const now = performance.now();
        if (!isLocked(error)) this.#lockedSince = undefined;
        else this.#lockedSince ??= now;
        if (this.#lockedSince === undefined || now >= Math.max(asked, this.#lockedSince) + this.#patience) throw error;
      }
      await sleep(somePause());
    }
  }

  async #leaveGap(): Promise<void> {
    const now = performance.now();
    if (now - this.#lastEnd >= GAP) {
      this.#burstSince = now;
    } else if (now - this.#burstSince < LONGEST_BURST) {
      await setImmediate();
    } else {
      await sleep(GAP);
      this.#burstSince = performance.now();
    }
  }
}

/** How long to wait before the next try, in milliseconds; never the same, so that nobody misses every gap. */
export function somePause(): number {
  return SHORTEST_PAUSE + Math.random() * (LONGEST_PAUSE - SHORTEST_PAUSE);
}
