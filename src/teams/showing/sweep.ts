import type { DirectorySession } from '../../desk/ports.ts';
import type { DutyKind } from '../../desk/request/duty.ts';
import type { Place } from '../../desk/request/people.ts';
import { hasLapsed, type Request } from '../../desk/request/request.ts';
import { claimDuties, lapse, ownSession } from '../../desk/sweep.ts';
import { MOST_ENDED_AT_ONCE, MOST_SWEPT, MOST_SWEPT_AT_ONCE } from '../../desk/times.ts';
import { codeOf, TeamsError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { sendHandover } from './duties/handover.ts';
import { performDuties, THEIR_OWN } from './perform-duties.ts';

/** Ends what time has ended, and takes up what is owed, for every request in the store. */
export class Sweep {
  readonly #services: Services;
  /** What is being worked on or waits for its turn, by request, so that nothing is taken up twice. */
  readonly #working = new Map<string, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #active = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Erases and expires what is due. Waits for neither Teams nor the directory: the cards are brought up to date afterwards, and
   * what stands in the store is worked on however many of them hang.
   */
  async end(): Promise<void> {
    const { desk } = this.#services;
    const lapsed = await desk.store.lapsed(desk.now(), MOST_SWEPT);
    const all: Request[] = [];
    const endNext = async () => {
      for (let request = lapsed.shift(); request; request = lapsed.shift()) {
        const present = request;
        const ended = await this.#caught(present, () => lapse(desk, present));
        if (ended) all.push(ended);
      }
    };
    await Promise.all(Array.from({ length: MOST_ENDED_AT_ONCE }, endNext));
    // Only now: what is sent and noted for the first would take its time from the last.
    for (const ended of all) this.#begin(ended, () => this.#takeUp(ended, kindsOf(ended)));
  }

  /** Takes up what a process has left, and what could not be done before. Resolves when all of it has been taken. */
  async take(): Promise<void> {
    const { desk } = this.#services;
    for (const request of await desk.store.due(desk.now(), MOST_SWEPT)) {
      if (hasLapsed(request, desk.now()) || this.#working.has(request.id)) continue;
      const mine = await this.#caught(request, () => claimDuties(desk, request));
      if (mine) this.#begin(mine.request, () => this.#takeUp(mine.request, mine.due));
    }
  }

  /** Resolves when nothing is worked on any more. */
  async done(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working.values());
  }

  async #takeUp(request: Request, due: readonly DutyKind[]): Promise<Request> {
    const session = due.some(kind => THEIR_OWN.includes(kind)) ? await this.#sessionFor(request) : undefined;
    const later = kindsOf(request).filter(what => !due.includes(what));
    return performDuties(this.#services, request, { session, later });
  }

  async #sessionFor(request: Request): Promise<DirectorySession | undefined> {
    return 'target' in request && request.target ? ownSession(this.#services.desk, request, request.target) : undefined;
  }

  /** Begins as soon as few enough others are worked on. */
  #begin(request: Request, work: () => Promise<Request>): void {
    const atOnce = this.#active < MOST_SWEPT_AT_ONCE;
    if (atOnce) this.#active += 1;
    const inTurn = async () => (atOnce || (await this.#isAsItWas(request)) ? work() : request);
    const turn = atOnce ? Promise.resolve() : this.#turn();
    const working = turn
      .then(() => (this.#services.background.stopping ? undefined : this.#caught(request, inTurn)))
      .then(() => {
        if (this.#working.get(request.id) === working) this.#working.delete(request.id);
        const next = this.#waiting.shift();
        if (next) next();
        else this.#active -= 1;
      });
    this.#working.set(request.id, working);
    this.#services.background.run(() => working);
  }

  /** What has changed while it waited is taken up anew when it is due. */
  async #isAsItWas({ id, version }: Request): Promise<boolean> {
    return (await this.#services.desk.store.get(id))?.version === version;
  }

  #turn(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  /** Trouble with one request does not keep the others waiting. */
  async #caught<T>(request: Request, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (err) {
      const { correlationId } = request;
      this.#services.log.error({ code: codeOf(err), correlationId, err }, 'a request could not be taken up');
      return undefined;
    }
  }
}

function kindsOf({ duties }: Request): readonly DutyKind[] {
  return duties.map(({ what }) => what);
}

/** Delivers what waited for this person to have a personal chat with the bot. What can't be sent goes on waiting. */
export async function deliverWaiting(services: Services, personId: string, place: Place): Promise<void> {
  for (const request of await services.desk.store.unfinished(personId)) {
    if (request.state !== 'carried-out' || request.handover) continue;
    try {
      const isOver = hasLapsed(request, services.desk.now());
      const present = isOver ? await lapse(services.desk, request) : await sendHandover(services, request, place);
      if (present) await performDuties(services, present, { later: THEIR_OWN });
    } catch (error) {
      if (!(error instanceof TeamsError)) throw error;
      services.log.warn({ code: error.code, correlationId: request.correlationId, err: error }, 'the handover waits');
    }
  }
}
