import type { DirectorySession } from '../../../desk/ports.ts';
import type { Request } from '../../../desk/request/request.ts';
import type { Services } from '../../services.ts';

/** A request that owes something, and what it is done with. */
interface Owing {
  services: Services;
  request: Request;
  /** The requester's own session, where they are signed in. */
  session?: DirectorySession;
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
  /** Whether it is not tried again once Teams keeps the bot from somebody. `now` is in milliseconds since the epoch. */
  isGivenUp?(request: Request, now: number): boolean;
}
