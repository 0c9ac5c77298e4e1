import type { DirectorySession } from '../../../desk/ports.ts';
import type { CardKind } from '../../../desk/request/duty.ts';
import type { Request } from '../../../desk/request/request.ts';
import type { Services } from '../../services.ts';
import type { Failure } from './giving-up.ts';

/** A request that owes something, and what it is done with. */
interface Owing {
  services: Services;
  request: Request;
  /** The requester's own session, where they are signed in. */
  session?: DirectorySession;
}

/** Some cards could not be brought up to date; the others were. Each trouble has been logged. */
export class CardsLeftError extends AggregateError {
  /** As the cards were drawn. */
  readonly drawn: Request;
  readonly left: readonly CardKind[];
  constructor(drawn: Request, troubles: ReadonlyMap<CardKind, unknown>) {
    super([...troubles.values()], `Cards are not up to date: ${[...troubles.keys()].join(', ')}`);
    this.drawn = drawn;
    this.left = [...troubles.keys()];
  }
}

/** Some conversations could not be alerted; those of `reached` were. */
export class AlertsLeftError extends AggregateError {
  /** As the request was told. */
  readonly told: Request;
  /** Ids of conversations. */
  readonly reached: readonly string[];
  constructor(told: Request, reached: readonly string[], troubles: readonly unknown[]) {
    super(troubles, `Not alerted: ${troubles.length} conversations`);
    this.told = told;
    this.reached = reached;
  }
}

/**
 * Does one kind of what is owed, and notes that it was done. Returns the request as it then is. What it throws is logged, and the
 * duty is tried again later.
 */
export type Performer = (owing: Owing) => Promise<Request>;

/** How one kind of what is owed is done. */
export interface Performance {
  perform: Performer;
  /** After the rounds with lower numbers, and at once with what is of the same one. */
  round: number;
  /**
   * It needs the requester's own rights: without their session it is left to a sweep, which asks for one before it gives up.
   */
  asRequester?: true;
  /** Whether it is not tried again after it has failed; what has none is over with its request. */
  isGivenUp?(failure: Failure): boolean;
}
