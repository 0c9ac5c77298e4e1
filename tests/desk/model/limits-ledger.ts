import type { Request } from '../../../src/desk/request/request.ts';
import type { ModelPolicy } from './policies.ts';

const HOUR = 3_600_000;

/** What the ledger of the limits looks at. */
interface Watched {
  modelPolicy: ModelPolicy;
  now(): number;
  note(what: string, request: Request): void;
}

/** Who has done it to whom. */
interface Done {
  personId: string;
  targetId: string;
}

/** Keeps its own account of what the limits count, and notes what began above them. */
export class LimitsLedger {
  readonly #watched: Watched;
  /** By request. */
  readonly #done = new Map<string, Done & { at: number }>();

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Something was done for this request that the limits count. */
  counts(id: string, { personId, targetId }: Done): void {
    this.#done.set(id, { personId, targetId, at: this.#watched.now() });
  }

  /** A request was claimed for its call. */
  claimed(request: Request, targetId: string): void {
    const { modelPolicy, now, note } = this.#watched;
    const { perRequester, perTarget } = modelPolicy.policy.limits;
    const { id, requester } = request;
    const others = [...this.#done].filter(([other]) => other !== id).map(([, done]) => done);
    for (const [hours, period] of [
      [1, 'hour'],
      [24, 'day'],
    ] as const) {
      const recent = others.filter(({ at }) => at > now() - hours * HOUR);
      const byRequester = recent.filter(({ personId }) => personId === requester.id).length;
      const ofTarget = recent.filter(done => done.targetId === targetId).length;
      if (byRequester >= perRequester[period]) note(`above the limit of ${requester.id}`, request);
      if (ofTarget >= perTarget[period]) note(`above the limit for ${targetId}`, request);
    }
  }
}
