import { setImmediate as settle } from 'node:timers/promises';

export const HOUR = 3_600_000;
/** For how long a call waits at most, in milliseconds. */
export const PATIENCE = 30_000;

/** Time that passes when everybody waits. `lag` is how much later than asked for each sleeper wakes, in turn. */
export class VirtualTime {
  now = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];
  readonly #lags: readonly number[];
  #slept = 0;

  constructor(lags: readonly number[] = [0]) {
    this.#lags = lags;
  }

  readonly clock = () => this.now;
  readonly pause = (milliseconds: number) => {
    const lag = this.#lags[this.#slept % this.#lags.length] ?? 0;
    this.#slept += 1;
    return this.sleep(Math.max(1, milliseconds + lag));
  };

  sleep(milliseconds: number): Promise<void> {
    return new Promise(wake => this.#sleepers.push({ at: this.now + milliseconds, wake }));
  }

  /** Lets everything happen, until nobody waits any more. */
  async run(): Promise<void> {
    for (;;) {
      await settle();
      const next = this.#sleepers.reduce<number>((first, { at }) => Math.min(first, at), Infinity);
      if (next === Infinity) return;
      this.now = Math.max(this.now, next);
      const index = this.#sleepers.findIndex(({ at }) => at === next);
      this.#sleepers.splice(index, 1)[0]?.wake();
    }
  }
}
