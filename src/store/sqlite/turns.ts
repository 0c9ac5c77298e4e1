import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { isLocked } from './sqlite-errors.ts';

/** SQLite's lock has no queue: whoever asks at the right moment gets it. Milliseconds. */
const SHORTEST_PAUSE = 1;
const LONGEST_PAUSE = 10;
/** So long a process writes without a gap, and so long is the gap: longer than the others' pauses, so that one of them gets in. */
const LONGEST_BURST = 50;
const GAP = 15;

/** So long a process makes writes in one transaction; then it commits, and lets whatever else there is go on. */
const LONGEST_TOGETHER = 10;

/** One write that waits for its turn. */
export interface Write {
  /** Makes it within a transaction. Returns what tells whoever asked for it, once that is committed. */
  make(): () => void;
  /** Tells them that it was not made. */
  refuse(error: unknown): void;
}

/**
 * Makes these writes in one transaction, and returns for each what tells of it, once all of it is committed. It leaves nothing
 * behind when it finds a lock.
 * @throws UndoneError when nothing was committed, and each write is to be tried by itself.
 */
type Together = (writes: Iterable<Write>) => (() => void)[];

/** One write of several has undone the whole transaction; `cause` says why. */
export class UndoneError extends Error {}

/**
 * The turns of one process at one file: its writes happen in the order in which they were asked for, those that wait together
 * in one transaction, and leave gaps for the writes of other processes. What waits for another process's lock lets this one go
 * on meanwhile.
 */
export class SqliteTurns {
  readonly #together: Together;
  readonly #patience: number;
  readonly #shared: boolean;
  readonly #waiting: (Write & { asked: number })[] = [];
  #running = false;
  /** Settles with the write that was asked for last. */
  #last: Promise<unknown> = Promise.resolve();
  /** How many of those that wait could not be made together. */
  #alone = 0;
  /** Since when every try found the file locked. */
  #lockedSince: number | undefined;
  #burstSince = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;

  /**
   * @param patience how long one call waits for other processes' locks in all, in milliseconds.
   * @param shared other processes may write as well: without them no gap is left.
   */
  constructor(together: Together, patience: number, shared = true) {
    this.#together = together;
    this.#patience = patience;
    this.#shared = shared;
  }

  /**
   * Makes a write when its turn has come, and resolves when it is committed.
   * @param work runs again where its transaction has to be begun again.
   * @throws what `work` throws, or what made the whole transaction fail; SQLite's own error when the file stays locked.
   */
  inTurn<T>(work: () => T): Promise<T> {
    const done = new Promise<T>((resolve, reject) => {
      const make = () => {
        const result = work();
        return () => resolve(result);
      };
      this.#waiting.push({ make, refuse: reject, asked: performance.now() });
    });
    this.#last = done.catch(() => undefined);
    if (!this.#running) this.#run();
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

  /** Settles when none of the writes that were asked for until now waits any more. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await (this.#shared ? this.#leaveGap() : undefined);
      while (this.#makeSome() === 'locked') await sleep(somePause());
      this.#lastEnd = performance.now();
    }
    this.#running = false;
  }

  #makeSome(): 'locked' | 'settled' {
    const taken: Write[] = [];
    try {
      const told = this.#together(this.#inTime(taken));
      this.#lockedSince = undefined;
      this.#take(taken.length);
      for (const tell of told) tell();
    } catch (error) {
      if (isLocked(error)) return this.#locked(error);
      this.#lockedSince = undefined;
      const isUndone = error instanceof UndoneError;
      if (isUndone && taken.length > 1) this.#alone = taken.length;
      // Where none was begun, as in files that were replaced, the first has its answer, and the next one is tried.
      else for (const { refuse } of this.#take(taken.length || 1)) refuse(isUndone ? error.cause : error);
    }
    return 'settled';
  }

  /** As many of those that wait as there is time for, and those that go alone one by one. */
  *#inTime(taken: Write[]): Generator<Write> {
    const end = performance.now() + LONGEST_TOGETHER;
    for (const write of this.#alone > 0 ? this.#waiting.slice(0, 1) : this.#waiting) {
      taken.push(write);
      yield write;
      if (performance.now() >= end) return;
    }
  }

  #take(count: number): Write[] {
    this.#alone = Math.max(0, this.#alone - count);
    return this.#waiting.splice(0, count);
  }

  /** A write that stood behind others of this process waits no longer than they did: the patience is for the lock alone. */
  #locked(error: unknown): 'locked' | 'settled' {
    const now = performance.now();
    this.#lockedSince ??= now;
    const since = this.#lockedSince;
    const over = this.#waiting.filter(({ asked }) => now >= Math.max(asked, since) + this.#patience);
    for (const { refuse } of this.#take(over.length)) refuse(error);
    return this.#waiting.length > 0 ? 'locked' : 'settled';
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
