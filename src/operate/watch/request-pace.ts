import { setTimeout as delay } from 'node:timers/promises';
import { SECOND } from '../../desk/times.ts';

/** What tells the time and lets it pass, in milliseconds. */
export interface PaceClock {
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** Microsoft Graph, "Throttling limits", identity and access reports: so many requests of one application in a tenant, in that time. */
const MOST = 5;
const SPAN = 10 * SECOND;

export const REAL_TIME: PaceClock = { now: () => performance.now(), pause: milliseconds => delay(milliseconds) };

/**
 * Keeps requests, one at a time, within what Graph allows. It counts from the answers: a request has reached Graph by then,
 * however long it was on its way.
 */
export class RequestPace {
  readonly #clock: PaceClock;
  #answered: number[] = [];

  constructor(clock: PaceClock) {
    this.#clock = clock;
  }

  /** Resolves when the next request may be sent. */
  async turn(): Promise<void> {
    const [first] = this.#answered;
    if (first === undefined || this.#answered.length < MOST) return;
    for (let left = first + SPAN - this.#clock.now(); left > 0; left = first + SPAN - this.#clock.now()) {
      await this.#clock.pause(Math.ceil(left));
    }
  }

  /** A request was answered, or will never be. */
  answered(): void {
    this.#answered = [...this.#answered, this.#clock.now()].slice(-MOST);
  }
}
