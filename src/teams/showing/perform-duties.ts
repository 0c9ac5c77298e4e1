import type { Desk } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { owes } from '../../desk/request/duties.ts';
import { DUTIES, type DutyKind } from '../../desk/request/duty.ts';
import type { Request } from '../../desk/request/request.ts';
import { alertsLeft, cardsLeft, dutyFailed, dutyGivenUp } from '../../desk/sweep.ts';
import { verify } from '../../desk/verify.ts';
import { codeOf, StoreError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { AlertsLeftError, CardsLeftError } from './duties/performer.ts';
import { PERFORMERS } from './duties/performers.ts';

/** One after the other, each with all that is done at once. */
const ROUNDS: readonly (readonly DutyKind[])[] = [...Map.groupBy(DUTIES, kind => PERFORMERS[kind].round)]
  .toSorted(([one], [other]) => one - other)
  .map(([, kinds]) => kinds);

/** What needs the requester's own rights. */
export const THEIR_OWN: readonly DutyKind[] = DUTIES.filter(kind => PERFORMERS[kind].asRequester);

/** All but what an outcome makes owed: it has been done a moment ago, or waits for its time. */
const BUT_TO_SHOW: readonly DutyKind[] = DUTIES.filter(
  kind => kind !== 'cards' && kind !== 'notice' && kind !== 'tell',
);

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
    const asWas = present;
    const isLater = (kind: DutyKind) => later.includes(kind) && !(kind === 'cards' && areStale(request, asWas));
    const owed = round.filter(kind => owes(asWas, kind) && !isLater(kind));
    const after = await Promise.all(owed.map(kind => perform(services, asWas, { kind, session })));
    for (const each of after) if (each.version > present.version) present = each;
  }
  return present;
}

/** What was just done shows on cards that were put off: they are drawn now. Drawn by two at once, they are the same. */
function areStale(before: Request, after: Request): boolean {
  const [was, is] = [before, after].map(({ duties }) => duties.find(({ what }) => what === 'cards')?.at);
  return was !== is;
}

/** After a press: does what it has made owed; follows in the background how it ends, and tells others of it. Returns the request as it then is. */
export async function conclude(
  services: Services,
  request: Request,
  { session, retryAfterSeconds }: { session?: DirectorySession; retryAfterSeconds?: number } = {},
): Promise<Request> {
  const later: readonly DutyKind[] = session ? ['find-out', 'verify', 'tell'] : THEIR_OWN;
  const concluded = await performDuties(services, request, { session, later });
  if (session && (owes(concluded, 'verify') || owes(concluded, 'tell'))) {
    services.background.run(async () => {
      const isOpen = owes(concluded, 'verify');
      const ended = isOpen ? await verify(services.desk, session, concluded, retryAfterSeconds) : concluded;
      if (ended) await performDuties(services, ended, { session, later: BUT_TO_SHOW });
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
  const tries = 1 + (request.duties.find(({ what }) => what === kind)?.tries ?? 0);
  const isOver = PERFORMERS[kind].isGivenUp?.({ request, error, tries, now: desk.now() }) ?? false;
  const about = { code: codeOf(error), correlationId: request.correlationId, duty: kind, err: error };
  if (isOver) log.warn(about, 'what is owed is given up');
  else log[error instanceof StoreError ? 'error' : 'warn'](about, 'what is owed could not be done');
  try {
    const noted = await note(desk, request, kind, isOver ? 'over' : error);
    return noted ?? (await desk.store.get(request.id)) ?? request;
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    return request;
  }
}

/** Keeps with the request that it has failed, and how. */
function note(desk: Desk, { id }: Request, kind: DutyKind, how: unknown): Promise<Request | undefined> {
  if (how === 'over') return dutyGivenUp(desk, id, kind);
  if (how instanceof AlertsLeftError) return alertsLeft(desk, how.told, how.reached);
  return how instanceof CardsLeftError ? cardsLeft(desk, how.drawn, how.left) : dutyFailed(desk, id, kind);
}
