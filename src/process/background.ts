import { setTimeout as wait } from 'node:timers/promises';

/** Work that goes on after a turn has been answered. A stop waits for it, for a bounded time. */
export class Background {
  readonly #running = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Nothing new is to be begun any more. */
  get stopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Starts work; what it throws is reported, never lost. */
  run(work: () => Promise<unknown>): void {
    const running = work()
      .catch(error => {
        if (!this.#endedByStop(error)) this.#onError(error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits; rejects at once when the bot stops. */
  async pause(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.#stopping.signal });
  }

  /**
   * Ends all pauses and waits for what is running and what that starts, at most this many milliseconds. Returns how much is
   * then still running.
   */
  async stop(milliseconds: number): Promise<number> {
    this.#stopping.abort();
    await within(milliseconds, this.#settled());
    return this.#running.size;
  }

  async #settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** The stop ended a pause, and with it the work: the next start goes on with what the store holds. */
  #endedByStop(error: unknown): boolean {
    const { aborted, reason } = this.#stopping.signal;
    for (let each = error; aborted && each instanceof Error; each = each.cause) {
      if (each.cause === reason) return true;
    }
    return false;
  }
}

/** The result of `work`, or 'late' when it takes longer than that; the work goes on. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | 'late'> {
  const timer = new AbortController();
  const late = wait(milliseconds, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

/** The same work, one at a time: a slow one is not overtaken by the next. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
