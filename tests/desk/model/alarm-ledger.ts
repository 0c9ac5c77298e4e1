import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import { type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { AlarmAbout } from '../../../src/desk/settings.ts';
import type { Entra } from './entra.ts';
import type { Looks } from './looks.ts';
import { reaches } from './people.ts';

/** How long an alarm holds, written down once more. */
const HOLDS_FOR = 24 * 3_600_000;

/** What the ledger of the alarms looks at. */
interface Watched {
  entra: Entra;
  now(): number;
  /** Of what is happening now. */
  moment(): number;
  note(what: string, request: Request): void;
}

/** Somebody has said that the person never called. */
export interface Raised {
  /** The request of which it was said, and whose that is. */
  request: Request;
  targetId: string;
  by: string;
  at: number;
  moment: number;
  /** From which moment on it holds for all requests about the person. */
  kept?: number;
  ended?: { by: string; moment: number };
}

/** Keeps its own account of the alarms: who has pressed what, from when on that holds, and who has ended it. */
export class AlarmLedger {
  readonly #watched: Watched;
  readonly #all: Raised[] = [];

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** It was said of this request. */
  raised(request: Request, by: string): void {
    const { now, moment } = this.#watched;
    this.#all.push({ request, targetId: targetOf(request)?.id ?? '', by, at: now(), moment: moment() });
  }

  /** The alarm about a person was written, with this row: it is kept now, or somebody has ended it. */
  written({ requestId, target, before = [] }: AlarmAbout, { event, actorId }: AuditEntry): void {
    const moment = this.#watched.moment();
    if (event === 'alarm-ended') this.#ends(target.id, actorId, moment);
    const ids = [requestId, ...before.map(each => each.requestId)];
    for (const raised of this.#all) if (ids.includes(raised.request.id)) raised.kept ??= moment;
  }

  /** By somebody whose role covers the person for one of the actions, and whose request none of the alarms has stopped. */
  #ends(targetId: string, by: string, moment: number): void {
    const { entra, note } = this.#watched;
    const [lead, target] = [entra.person(by), entra.person(targetId)];
    const covers = (['reset-password', 'temporary-access-pass'] as const).some(one => reaches(lead, target, one));
    for (const raised of this.#all.filter(one => one.targetId === targetId && one.kept && !one.ended)) {
      if (!covers || by === targetId) note(`${by} has ended its alarm`, raised.request);
      if (by === raised.request.requester.id && this.#isYoung(raised)) note('its own alarm was ended', raised.request);
      raised.ended = { by, moment };
    }
  }

  /** What was said of this request up to a moment; undefined: nothing. */
  of({ id }: Request, until: number): Raised | undefined {
    return this.#all.find(({ request, moment }) => request.id === id && moment <= until);
  }

  /** What holds for a request about the same person, as far as a process could know that has looked so. */
  holding(request: Request, looks: Looks): readonly Raised[] {
    const targetId = targetOf(request)?.id ?? '';
    const until = looks.atAlarm(targetId) ?? 0;
    return this.#all.filter(raised => {
      const { ended } = raised;
      // It holds on for whoever has ended it.
      const isEnded = ended !== undefined && ended.moment <= until && ended.by !== request.requester.id;
      const isKept = raised.kept !== undefined && raised.kept <= until;
      return raised.targetId === targetId && isKept && !isEnded && this.#isYoung(raised);
    });
  }

  /** All of them. */
  get all(): readonly Raised[] {
    return this.#all;
  }

  #isYoung({ at }: Raised): boolean {
    return this.#watched.now() - at < HOLDS_FOR;
  }
}
