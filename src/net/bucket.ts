interface BucketSize {
  /** How many may be taken at once. */
  burst: number;
  /** How many come back each second. */
  perSecond: number;
}

/** Holds back what comes too often: so many at once, and from then on so many a second. Times are milliseconds that never go back. */
export class Bucket {
  readonly #size: BucketSize;
  #left: number;
  #at: number;

  constructor(size: BucketSize, now: number) {
    this.#size = size;
    this.#left = size.burst;
    this.#at = now;
  }

  /** Whether there is none to take. */
  isEmpty(now: number): boolean {
    this.#fill(now);
    return this.#left < 1;
  }

  /** Takes one; false when there is none. */
  take(now: number): boolean {
    if (this.isEmpty(now)) return false;
    this.#left -= 1;
    return true;
  }

  #fill(now: number): void {
    const { burst, perSecond } = this.#size;
    this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1_000) * perSecond);
    this.#at = now;
  }
}
