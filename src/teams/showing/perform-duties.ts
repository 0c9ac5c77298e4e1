import type { DirectorySession } from '../../desk/ports.ts';
import { owes } from '../../desk/request/duties.ts';
import { DUTIES, type DutyKind } from '../../desk/request/duty.ts';
import type { Request } from '../../desk/request/request.ts';
import { dutyFailed, dutyGivenUp } from '../../desk/sweep.ts';
import { verify } from '../../desk/verify.ts';
import { codeOf, StoreError, TeamsError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { PERFORMERS } from './duties/performers.ts';

/** One after the other, each with all that is done at once. */
const ROUNDS: readonly (readonly DutyKind[])[] = [...Map.groupBy(DUTIES, kind => PERFORMERS[kind].round)]
  .toSorted(([one], [other]) => one - other)
  .map(([, kinds]) => kinds);

/** What needs the requester's own rights. */
export const THEIR_OWN: readonly DutyKind[] = DUTIES.filter(kind => PERFORMERS[kind].asRequester);

/** All but what an outcome makes owed: it has been done a moment ago, or waits for its time. */
const BUT_TO_SHOW: readonly DutyKind[] = DUTIES.filter(kind => kind !== 'cards' && kind !== 'notice');

/** With what it is done, and what of it. */
interface Performing {
  /** The requester's own session, where they are signed in. */
  session?: DirectorySession;
  /** What is owed and left to whoever looks later. */
  later?: readonly DutyKind[];
}

/**
 * Does what a request owes now: by the process that has just decided something, or by one that has taken up what is due. What
 * can't be done now is tried again; it keeps nothing else from being done. Returns the request as it then is.
 */
export async function performDuties(
  services: Services,
  request: Request,
  { session, later = [] }: Performing = {},
): Promise<Request> {
  let present = request;
  for (const round of ROUNDS) {
    const owed = round.filter(kind => owes(present, kind) && !later.includes(kind));
    const asWas = present;
    const after = await Promise.all(owed.map(kind => perform(services, asWas, { kind, session })));
    for (const each of after) if (each.version > present.version) present = each;
  }
  return present;
}

/** After a press: does what it has made owed, and follows in the background how it ends. Returns the request as it then is. */
export async function conclude(
  services: Services,
  request: Request,
  { session, retryAfterSeconds }: { session?: DirectorySession; retryAfterSeconds?: number } = {},
): Promise<Request> {
  const later: readonly DutyKind[] = session ? ['find-out', 'verify'] : THEIR_OWN;
  const concluded = await performDuties(services, request, { session, later });
  if (session && owes(concluded, 'verify')) {
    services.background.run(async () => {
      const verified = await verify(services.desk, session, concluded, retryAfterSeconds);
      if (verified) await performDuties(services, verified, { later: BUT_TO_SHOW });
    });
  }
  return concluded;
}

async function perform(
  services: Services,
  request: Request,
  { kind, session }: { kind: DutyKind; session?: DirectorySession },
): Promise<Request> {
  try {
    return await PERFORMERS[kind].perform({ services, request, session });
  } catch (error) {
    return failed(services, request, kind, error);
  }
}

/** What was decided stays decided. */
async function failed(services: Services, request: Request, kind: DutyKind, error: unknown): Promise<Request> {
  const { desk, log } = services;
  const about = { code: codeOf(error), correlationId: request.correlationId, duty: kind, err: error };
  log[error instanceof StoreError ? 'error' : 'warn'](about, 'what is owed could not be done');
  try {
    const isKeptOut = error instanceof TeamsError && error.permanent;
    const isOver = isKeptOut && PERFORMERS[kind].isGivenUp?.(request, desk.now());
    const noted = await (isOver ? dutyGivenUp : dutyFailed)(desk, request.id, kind);
    return noted ?? (await desk.store.get(request.id)) ?? request;
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    return request;
  }
}
