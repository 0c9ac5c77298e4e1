/** How many get their turn each second, and how long somebody waits for it at most. Milliseconds. */
const PER_SECOND = 200;
const LONGEST_WAIT = 2_500;

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
    if (turn - now > LONGEST_WAIT) return undefined;
    this.#next = turn + 1_000 / PER_SECOND;
    return turn - now;
  }
}
