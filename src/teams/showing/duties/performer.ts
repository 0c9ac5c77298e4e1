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
