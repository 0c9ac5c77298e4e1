import { knownCaller } from '../../../src/desk/request/caller.ts';
import type { Command } from '../../../src/desk/request/commands.ts';
import type { Proof, ProofAsk } from '../../../src/desk/request/proof.ts';
import { approvalOf, type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { AlarmAbout } from '../../../src/desk/settings.ts';
import type { Entra } from './entra.ts';
import { reaches } from './people.ts';
import type { ModelPolicy } from './policies.ts';
import type { Seen } from './process.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long what was shown counts, and an alarm holds, written down once more. */
const COUNTS_FOR = 10 * MINUTE;
const HOLDS_FOR = 24 * HOUR;
/** How often somebody is asked at most, within how long. */
const ASKED = {
  'number-match': { most: 3, within: HOUR, lasts: 3 * MINUTE },
  manager: { most: 3, within: 24 * HOUR, lasts: 15 * MINUTE },
} as const;

interface Watched {
  entra: Entra;
  modelPolicy: ModelPolicy;
  now(): number;
  note(what: string, request: Request): void;
}

/** What somebody has shown, in the ledger's own account. */
interface Shown {
  kind: Proof['kind'];
  by: string;
  at: number;
}

/** Keeps its own account of what was asked, shown and said about callers, and notes what must never have happened. */
export class CallerLedger {
  readonly #watched: Watched;
  /** By request. */
  readonly #shown = new Map<string, Shown[]>();
  /** What whoever was asked has answered rightly, and who has said that the person never called: by ask. */
  readonly #answered = new Map<string, { by: string; at: number }>();
  readonly #denied = new Map<string, string>();
  readonly #asked: { kind: ProofAsk['kind']; of: string; at: number }[] = [];
  /** When each request began with its calls for the first time, and whether the second person had agreed without proof. */
  readonly #begun = new Map<string, number>();
  /** Requests of which somebody has said that the person never called. */
  readonly alarmed = new Map<string, string>();

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Somebody presses an answer. */
  answers(
    request: Request,
    ask: ProofAsk,
    { who, answer }: { who: string; answer: Command<'answer-proof'>['answer'] },
  ): void {
    const isRight = ask.kind === 'manager' ? answer === 'yes' : answer === ask.numbers?.right;
    const now = this.#watched.now();
    const isOpen = knownCaller(request).asks.at(-1)?.id === ask.id && ask.ended === undefined;
    if (who !== ask.of.id || !isRight || !isOpen || now >= ask.askedAt + ASKED[ask.kind].lasts) return;
    this.#answered.set(ask.id, { by: who, at: now });
  }

  /** Somebody presses that the person never called. */
  raises(_request: Request, ask: ProofAsk, who: string): void {
    if (who === ask.of.id) this.#denied.set(ask.id, who);
  }

  /** Somebody has ended an alarm. */
  ends(alarm: AlarmAbout, who: string, id: string): void {
    const { entra } = this.#watched;
    const [lead, target] = [entra.person(who), entra.person(alarm.target.id)];
    const actions = ['reset-password', 'temporary-access-pass'] as const;
    const covers = actions.some(action => reaches(lead, target, action)) && who !== alarm.target.id;
    const own = [alarm, ...(alarm.before ?? [])].filter(each => !each.ended).some(each => each.requester.id === who);
    if (covers && !own && id === alarm.id) return;
    throw new Error(`${who} has ended an alarm about ${alarm.target.id}`);
  }

  /** A request was written; `before` is what it was. */
  written(before: Request | undefined, next: Request, event: string | undefined): void {
    // It is new, or is of another sequence on the same store: nothing is known of it.
    if (!before) return;
    const [was, is] = [knownCaller(before), knownCaller(next)];
    for (const ask of is.asks.slice(was.asks.length)) this.#wasAsked(ask, next);
    if (is.alarm && !was.alarm) this.#wasRaised(next);
    else for (const proof of is.proofs.slice(was.proofs.length)) this.#wasShown(proof, next, was.asks);
    if (is.alarm) this.#sinceAlarm(next, event);
    const isStarted = event === 'reset-started' || event === 'pass-started';
    if (isStarted && (before.state === 'open' || before.state === 'approved')) this.#begins(next);
  }

  #wasAsked({ kind, of }: ProofAsk, request: Request): void {
    const { entra, note } = this.#watched;
    const now = this.#watched.now();
    const { most, within } = ASKED[kind];
    const target = targetOf(request)?.id ?? '';
    const lately = this.#asked.filter(each => each.kind === kind && each.of === of.id && each.at > now - within);
    if (lately.length >= most) note(`${of.id} was asked too often`, request);
    if (kind === 'number-match' && of.id !== target) note(`${of.id} was asked for a number`, request);
    const approver = approvalOf(request)?.decision?.by.id;
    const parts = [target, request.requester.id, approver];
    if (kind === 'manager' && (entra.person(target).manager !== of.id || parts.includes(of.id)))
      note(`${of.id} was asked as the manager`, request);
    this.#asked.push({ kind, of: of.id, at: now });
  }

  /** Each answer shows it once, for the request whose ask it was; the requester's word comes with their own press. */
  #wasShown({ kind, by, at }: Proof, request: Request, asks: readonly ProofAsk[]): void {
    const { note, entra } = this.#watched;
    const shown = this.#shown.get(request.id) ?? [];
    this.#shown.set(request.id, [...shown, { kind, by: by.id, at }]);
    if (kind !== 'number-match' && kind !== 'manager') {
      if (by.id !== request.requester.id) note(`the word of ${by.id}`, request);
      return;
    }
    const ask = asks.findLast(each => each.kind === kind && each.of.id === by.id && each.ended === undefined);
    const answer = ask && this.#answered.get(ask.id);
    if (!ask || !answer) note(`${kind} that nobody has shown`, request);
    if (ask) this.#answered.delete(ask.id);
    const target = targetOf(request)?.id ?? '';
    if (kind === 'manager' && entra.person(target).manager !== by.id) note(`${by.id} manages nobody here`, request);
  }

  #wasRaised(request: Request): void {
    const { alarm, asks } = knownCaller(request);
    const isTheirs = asks.some(({ id, of }) => this.#denied.get(id) === of.id && of.id === alarm?.by.id);
    if (!isTheirs) this.#watched.note('an alarm that nobody has raised', request);
    this.#shown.delete(request.id);
    this.alarmed.set(request.id, targetOf(request)?.id ?? '');
  }

  /** Nothing goes on with it, and nothing of it is shown. */
  #sinceAlarm(request: Request, event: string | undefined): void {
    const { note } = this.#watched;
    const { state } = request;
    if (event === 'password-shown' || event === 'pass-shown') note('shown after the alarm', request);
    if (['open', 'awaiting-approval', 'approved', 'unknown'].includes(state))
      note('it goes on after the alarm', request);
    if (knownCaller(request).proofs.length > 0) note('something counts after the alarm', request);
  }

  /** Begins with its calls: what the policy demands has been shown now, or a second person stands in. */
  #begins(request: Request): void {
    const { entra, modelPolicy, note } = this.#watched;
    const target = targetOf(request)?.id ?? '';
    const now = this.#watched.now();
    this.#begun.set(request.id, now);
    const wanted = modelPolicy.wantsShown(entra.person(target), request.action);
    const isNobody = (by: string, kind: Proof['kind']) => kind === 'manager' && by !== entra.person(target).manager;
    if (wanted === 0 || this.#hasShown(request, wanted, isNobody)) return;
    const approval = approvalOf(request);
    const standsIn = approval?.withoutProof !== undefined && approval.decision?.verdict === 'approved';
    if (!standsIn || modelPolicy.refusesWithout) note(`begun with less than ${wanted} shown`, request);
  }

  /** Something that counted when it began; `isNobody`: whose does not count. */
  #hasShown(request: Request, wanted: number, isNobody: (by: string, kind: Proof['kind']) => boolean): boolean {
    const begun = this.#begun.get(request.id) ?? 0;
    const counting = (this.#shown.get(request.id) ?? []).filter(({ kind, by, at }) => {
      const level = kind === 'number-match' || kind === 'manager' ? 2 : 1;
      return level >= wanted && begun - at < COUNTS_FOR && !isNobody(by, kind);
    });
    return counting.length > 0;
  }

  /** The directory is called for a request, by a process that has read so much since it claimed it. */
  called(request: Request, { request: read, alarm }: Seen): void {
    const { note } = this.#watched;
    const now = this.#watched.now();
    if (!read || alarm === 'unread') {
      note('called without a look whether the person has called', request);
      return;
    }
    if (knownCaller(read).alarm) note('called although the person never called', request);
    const raised = alarm ? [alarm, ...(alarm.before ?? [])] : [];
    const inForce = raised.filter(({ at, ended }) => !ended && now - at < HOLDS_FOR);
    if (inForce.length === 0) return;
    const notBy = inForce.map(({ by }) => by.id);
    const approval = approvalOf(request);
    const latest = Math.max(...inForce.map(({ at }) => at));
    const standsIn = approval?.withoutProof !== undefined && (approval.decision?.at ?? 0) > latest;
    if (!standsIn && !this.#hasShown(request, 2, by => notBy.includes(by))) note('called against an alarm', request);
  }
}
