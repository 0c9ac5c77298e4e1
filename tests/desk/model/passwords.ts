import assert from 'node:assert/strict';

const LONG_AGO = Date.UTC(2025, 0, 1);

/** The password that is in force, and who set it: a request, or somebody outside. */
export interface InForce {
  password: string;
  by: string | 'outside';
  /** Milliseconds since the epoch. */
  at: number;
}

/** The passwords of these accounts, and when each was changed. */
export class Passwords {
  readonly #inForce: Map<string, InForce>;
  readonly #changes = new Map<string, number[]>();

  constructor(ids: readonly string[]) {
    this.#inForce = new Map(ids.map(id => [id, { password: `before-${id}`, by: 'outside', at: LONG_AGO }]));
  }

  of(id: string): InForce {
    return this.#inForce.get(id) ?? assert.fail(`there is no ${id}`);
  }

  set(id: string, inForce: InForce): void {
    this.#inForce.set(id, inForce);
    this.#changes.set(id, [...(this.#changes.get(id) ?? []), inForce.at]);
  }

  /** The one before is in force again, which is no change that anybody is told of. */
  takeBack(id: string, before: InForce): void {
    this.#inForce.set(id, before);
  }

  /** When the latest change up to then was made, in milliseconds since the epoch. */
  lastChange(id: string, until: number): number {
    return (this.#changes.get(id) ?? []).findLast(at => at <= until) ?? LONG_AGO;
  }
}
