import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import { knownCaller } from '../../../src/desk/request/caller.ts';
import type { Proof, ProofAsk, Word } from '../../../src/desk/request/proof.ts';
import { approvalOf, type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { AlarmAbout } from '../../../src/desk/settings.ts';
import { AlarmLedger } from './alarm-ledger.ts';
import { AskLedger } from './ask-ledger.ts';
import type { Entra } from './entra.ts';
import type { Looks } from './looks.ts';
import type { ModelPolicy } from './policies.ts';

/** How long what was shown counts, written down once more. */
const COUNTS_FOR = 10 * 60_000;
/** What a second person stands for, or somebody else than the caller's word. */
const BY_ANOTHER = 2;
const GOING_ON = ['open', 'awaiting-approval', 'approved', 'unknown'];

/** What the ledger of the callers looks at. */
interface Watched {
  entra: Entra;
  modelPolicy: ModelPolicy;
  now(): number;
  /** Of what is happening now. */
  moment(): number;
  note(what: string, request: Request): void;
}

/** What somebody has shown. */
interface Shown {
  kind: Proof['kind'];
  by: string;
  at: number;
}

/** What a second person was asked, and when. */
interface Question {
  moment: number;
  /** It says that something is missing that would show who calls. */
  saysMissing: boolean;
  /** It says that somebody has raised the alarm. */
  saysAlarm: boolean;
}

/** Keeps its own account of what was shown and said about callers, and notes what must never have happened. */
export class CallerLedger {
  readonly asks: AskLedger;
  readonly alarms: AlarmLedger;
  readonly #watched: Watched;
  /** By request. */
  readonly #shown = new Map<string, Shown[]>();
  readonly #questions = new Map<string, Question>();
  /** When each request began with its calls, the last time that it did. */
  readonly #begun = new Map<string, number>();
  /** Requests that were confirmed without what was missing. */
  readonly #without = new Set<string>();
  /** What requesters have said, by request. */
  readonly #said = new Set<string>();

  constructor(watched: Watched) {
    this.#watched = watched;
    this.asks = new AskLedger(watched);
    this.alarms = new AlarmLedger(watched);
  }

  /** The requester has pressed Confirm, and wants a second person to stand in for what is missing. */
  confirmsWithout({ id }: Request): void {
    this.#without.add(id);
  }

  /** Somebody presses, and says how they know who calls. */
  says({ id, requester }: Request, who: string, word: Word | undefined): void {
    if (who === requester.id && word !== undefined) this.#said.add(`${id} ${word}`);
  }

  /** What is known beyond one request was written. */
  settingWritten(name: string, value: unknown, row: AuditEntry): void {
    if (name.startsWith('alarm:')) this.alarms.written(value as AlarmAbout, row);
  }

  /** A request was written, by a process that had looked so; `before` is what it was. */
  written(before: Request, next: Request, { event, looks }: { event?: string; looks: Looks }): void {
    this.asks.written(next, event);
    const [was, is] = [knownCaller(before), knownCaller(next)];
    for (const ask of is.asks.slice(was.asks.length)) this.asks.asked(ask, next, looks);
    if (is.alarm && !was.alarm) this.#wasRaised(next);
    else for (const proof of is.proofs.slice(was.proofs.length)) this.#wasShown(proof, next, was.asks);
    if (is.alarm) this.#sinceAlarm(next, event);
    if (next.state === 'awaiting-approval' && before.state === 'open') this.#wasAsked(next);
    if (event === 'password-shown' || event === 'pass-shown') this.#againstAlarms('on record as shown', next, looks);
    if (event !== 'reset-started' && event !== 'pass-started') return;
    if (before.state === 'open' || before.state === 'approved') this.#begins(next);
    // For another secret the process looks after this.
    if (before.state !== 'running') this.#againstAlarms('begun', next, looks);
  }

  /** The directory is called for a request, by a process that has looked so since it claimed it. */
  called(request: Request, looks: Looks): void {
    if (!this.#begun.has(request.id)) this.#watched.note('called without having begun', request);
    this.#afterLooks('called', request, looks);
  }

  /** What it was for is shown to its requester, by a process that has looked so since it put that on record. */
  shown(request: Request, looks: Looks): void {
    this.#afterLooks('shown', request, looks);
  }

  #afterLooks(what: string, request: Request, looks: Looks): void {
    const until = looks.atRequest(request.id);
    if (until === undefined) this.#watched.note(`${what} without a look at it`, request);
    else if (this.alarms.of(request, until)) this.#watched.note(`${what} although the person never called`, request);
    this.#againstAlarms(what, request, looks);
  }

  /** Against an alarm counts what somebody else than those who have raised it has shown, or a second person who was told of it. */
  #againstAlarms(what: string, request: Request, looks: Looks): void {
    if (looks.atAlarm(targetOf(request)?.id ?? '') === undefined)
      this.#watched.note(`${what} without a look at alarms`, request);
    const holding = this.alarms.holding(request, looks);
    const question = this.#questions.get(request.id);
    const isTold = question?.saysAlarm === true && holding.every(({ kept = 0 }) => kept < question.moment);
    const raisers = holding.map(({ by }) => by);
    if (holding.length === 0 || (isTold && this.#standsIn(request))) return;
    const isShown = this.#hasShown(request, BY_ANOTHER, ({ by }) => !raisers.includes(by));
    if (!isShown) this.#watched.note(`${what} against an alarm`, request);
  }

  /** Each answer shows it once, for the request whose ask it was; the requester's word comes with their own press. */
  #wasShown({ kind, by, at }: Proof, request: Request, asks: readonly ProofAsk[]): void {
    const { note, entra, now } = this.#watched;
    this.#shown.set(request.id, [...(this.#shown.get(request.id) ?? []), { kind, by: by.id, at }]);
    if (at > now()) note('shown at a time that is to come', request);
    if (kind !== 'number-match' && kind !== 'manager') {
      const isTheirs = by.id === request.requester.id && this.#said.has(`${request.id} ${kind}`);
      if (!isTheirs) note(`${kind}, which ${by.id} has not said`, request);
      return;
    }
    const ask = asks.findLast(each => each.kind === kind && each.of.id === by.id && each.ended === undefined);
    const answeredAt = ask && this.asks.takeAnswer(ask);
    if (answeredAt === undefined || at < answeredAt) note(`${kind} that nobody has shown`, request);
    const target = targetOf(request)?.id ?? '';
    if (kind === 'manager' && entra.person(target).manager !== by.id) note(`${by.id} manages nobody here`, request);
  }

  #wasRaised(request: Request): void {
    const by = this.asks.raiserOf(request);
    if (by === undefined || by !== knownCaller(request).alarm?.by.id)
      this.#watched.note('an alarm that nobody has raised', request);
    this.#shown.delete(request.id);
    this.alarms.raised(request, by ?? '');
  }

  /** Nothing goes on with it, and nothing of it is shown. */
  #sinceAlarm(request: Request, event: string | undefined): void {
    const { note } = this.#watched;
    if (event === 'password-shown' || event === 'pass-shown') note('shown after the alarm', request);
    if (GOING_ON.includes(request.state)) note('it goes on after the alarm', request);
    if (knownCaller(request).proofs.length > 0) note('something counts after the alarm', request);
  }

  #wasAsked(request: Request): void {
    const withoutProof = approvalOf(request)?.withoutProof;
    if (withoutProof && !this.#without.has(request.id))
      this.#watched.note('a second person is to stand in, which nobody wanted', request);
    const [saysMissing, saysAlarm] = [withoutProof !== undefined, withoutProof?.rule === 'alarm'];
    this.#questions.set(request.id, { moment: this.#watched.moment(), saysMissing, saysAlarm });
  }

  /** Begins with its calls: what the policy demands has been shown now, or a second person stands in. */
  #begins(request: Request): void {
    const { entra, modelPolicy, note } = this.#watched;
    const target = entra.person(targetOf(request)?.id ?? '');
    // A process that stands still before it writes has judged before; it calls for nothing once its claim is over.
    this.#begun.set(request.id, 'startedAt' in request ? request.startedAt : this.#watched.now());
    const wanted = modelPolicy.wantsShown(target, request.action);
    const { countsAlone } = modelPolicy;
    const counts = ({ kind, by }: Shown) =>
      (kind !== 'manager' || by === target.manager) && (countsAlone === undefined || kind === countsAlone);
    if (wanted === 0 || this.#hasShown(request, wanted, counts)) return;
    if (modelPolicy.refusesWithout || !this.#standsIn(request)) note(`begun with less than ${wanted} shown`, request);
  }

  /** A second person has agreed, who was asked to stand in for what is missing. */
  #standsIn(request: Request): boolean {
    const isAgreed = approvalOf(request)?.decision?.verdict === 'approved';
    return isAgreed && this.#questions.get(request.id)?.saysMissing === true;
  }

  /** Something that counted when it began. */
  #hasShown(request: Request, wanted: number, counts: (shown: Shown) => boolean): boolean {
    const begun = this.#begun.get(request.id) ?? 0;
    return (this.#shown.get(request.id) ?? []).some(shown => {
      const level = shown.kind === 'number-match' || shown.kind === 'manager' ? 2 : 1;
      return level >= wanted && begun - shown.at < COUNTS_FOR && counts(shown);
    });
  }
}
