import { MOST_PEOPLE_COUNTED } from '../times.ts';

/** So many times within any span of this length. */
interface AllowanceLimit {
  times: number;
  milliseconds: number;
}

/**
 * How often each person may do something within a span of time that moves along. Kept in the memory of this process, for a
 * bounded number of people: where several processes share the work, each of them counts for itself.
 */
export class Allowance {
  /** When each of them took what still counts, oldest first; by person, the one quiet longest first. */
  readonly #taken = new Map<string, number[]>();
  readonly #limit: AllowanceLimit;
  /** Milliseconds, never going back. */
  readonly #clock: () => number;

  constructor(limit: AllowanceLimit, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** How many people it remembers. */
  get size(): number {
    return this.#taken.size;
  }

  /** Takes one, if one is left. */
  take(person: string): boolean {
    const now = this.#clock();
    const since = now - this.#limit.milliseconds;
    const taken = (this.#taken.get(person) ?? []).filter(at => at > since);
    const isLeft = taken.length < this.#limit.times;
    if (isLeft) taken.push(now);
    // Set anew, it stands last.
    this.#taken.delete(person);
    this.#taken.set(person, taken);
    this.#forget();
    return isLeft;
  }

  /** Gives the one back that was taken last: it came to nothing. */
  giveBack(person: string): void {
    this.#taken.get(person)?.pop();
  }

  /** All are left again. */
  renew(person: string): void {
    this.#taken.delete(person);
  }

  #forget(): void {
    for (const person of this.#taken.keys()) {
      if (this.#taken.size <= MOST_PEOPLE_COUNTED) return;
      this.#taken.delete(person);
    }
  }
}
