/**
 * What a process has read since it last wrote, each by the moment: a number that grows with everything that is read and written, so that
 * it tells what came first of what came at the same time.
 */
export class Looks {
  readonly #moments: ReadonlyMap<string, number>;

  constructor(moments: ReadonlyMap<string, number> = new Map()) {
    this.#moments = moments;
  }

  /** The same, with something that was read now. */
  with(what: string, moment: number): Looks {
    return new Looks(new Map(this.#moments).set(what, moment));
  }

  /** When it has read this request; undefined: not since it wrote. */
  atRequest(id: string): number | undefined {
    return this.#moments.get(`request:${id}`);
  }

  /** When it has read whether there is an alarm about this person. */
  atAlarm(targetId: string): number | undefined {
    return this.#moments.get(`alarm:${targetId}`);
  }

  /** When it has read what became of earlier requests for this person. */
  atHistory(targetId: string): number | undefined {
    return this.#moments.get(`history:${targetId}`);
  }
}
