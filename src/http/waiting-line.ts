import { SECOND } from '../desk/times.ts';
import { LONGEST_HELD_BACK, MOST_HELD_BACK } from './times.ts';

/**
 * Whoever waits for the answer to one request sends no other one meanwhile: callers who are held back get theirs one after the
 * other, so that those who have a token find the process idle, however many the others are.
 */
export class WaitingLine {
  readonly #clock: () => number;
  #next: number;

  /** `clock`: milliseconds that never go back. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#next = clock();
  }

  /** Stands in line: the milliseconds until it is this one's turn, or undefined where too many wait already. */
  join(): number | undefined {
    const now = this.#clock();
    const turn = Math.max(now, this.#next);
    if (turn - now > LONGEST_HELD_BACK) return undefined;
    this.#next = turn + SECOND / MOST_HELD_BACK;
    return turn - now;
  }
}
