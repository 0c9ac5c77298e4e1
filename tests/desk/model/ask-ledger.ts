import { knownCaller } from '../../../src/desk/request/caller.ts';
import type { Command } from '../../../src/desk/request/commands.ts';
import type { ProofAsk } from '../../../src/desk/request/proof.ts';
import { approvalOf, type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { Entra } from './entra.ts';
import type { Looks } from './looks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How often somebody is asked at most, within how long, and how long they may take, written down once more. */
const ASKED = {
  'number-match': { most: 3, within: HOUR, lasts: 3 * MINUTE },
  manager: { most: 3, within: 24 * HOUR, lasts: 15 * MINUTE },
} as const;

/** What the ledger of the asks looks at. */
interface Watched {
  entra: Entra;
  now(): number;
  /** Of what is happening now. */
  moment(): number;
  note(what: string, request: Request): void;
}

/** Who presses, and what. */
interface Answer {
  who: string;
  answer: Command<'answer-proof'>['answer'];
}

/** Keeps its own account of who was asked to show who calls, and of what they have pressed. */
export class AskLedger {
  readonly #watched: Watched;
  /** When whoever was asked has answered rightly and in time, by ask. */
  readonly #answered = new Map<string, number>();
  /** Asks of which whoever was asked has said that the person never called. */
  readonly #denied = new Set<string>();
  readonly #asked: { kind: ProofAsk['kind']; of: string; at: number }[] = [];
  /** When it was on record for whom that they are signed out everywhere, and of when their request was carried out. */
  readonly #signedOut: { targetId: string; at: number; moment: number }[] = [];
  readonly #carriedOut = new Map<string, number>();

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Somebody presses an answer. */
  answers(request: Request, ask: ProofAsk, { who, answer }: Answer): void {
    const isRight = ask.kind === 'manager' ? answer === 'yes' : answer === ask.numbers?.right;
    const isOpen = knownCaller(request).asks.at(-1)?.id === ask.id && ask.ended === undefined;
    const now = this.#watched.now();
    const isInTime = now < ask.askedAt + ASKED[ask.kind].lasts;
    if (who === ask.of.id && isRight && isOpen && isInTime) this.#answered.set(ask.id, now);
  }

  /** Somebody presses that the person never called. */
  raises(ask: ProofAsk, who: string): void {
    if (who === ask.of.id) this.#denied.add(ask.id);
  }

  /** Who has said of this request that the person never called; undefined: nobody who was asked has pressed that. */
  raiserOf(request: Request): string | undefined {
    return knownCaller(request).asks.find(({ id }) => this.#denied.has(id))?.of.id;
  }

  /** When somebody has answered this rightly, which shows it once; undefined: nobody has. */
  takeAnswer({ id }: ProofAsk): number | undefined {
    const answeredAt = this.#answered.get(id);
    this.#answered.delete(id);
    return answeredAt;
  }

  /** A request was written: what came of it may forbid to ask for a number. */
  written(next: Request, event: string | undefined): void {
    const now = this.#watched.now();
    const targetId = targetOf(next)?.id ?? '';
    if (next.state === 'carried-out' && !this.#carriedOut.has(next.id)) this.#carriedOut.set(next.id, now);
    if (event !== 'sessions-revoked') return;
    this.#signedOut.push({ targetId, at: this.#carriedOut.get(next.id) ?? now, moment: this.#watched.moment() });
  }

  /** A request was written with this new ask, by a process that had looked so. */
  asked({ kind, of }: ProofAsk, request: Request, looks: Looks): void {
    const { note } = this.#watched;
    const now = this.#watched.now();
    const { most, within } = ASKED[kind];
    const lately = this.#asked.filter(each => each.kind === kind && each.of === of.id && each.at > now - within);
    if (lately.length >= most) note(`${of.id} was asked too often`, request);
    if (kind === 'number-match') this.#forNumber(of.id, request, looks);
    else this.#forWord(of.id, request);
    this.#asked.push({ kind, of: of.id, at: now });
  }

  #forNumber(id: string, request: Request, looks: Looks): void {
    const { note, now } = this.#watched;
    if (id !== targetOf(request)?.id) note(`${id} was asked for a number`, request);
    const until = looks.atHistory(id) ?? 0;
    const known = this.#signedOut.filter(({ targetId, moment }) => targetId === id && moment <= until);
    if (known.some(({ at }) => now() - at < HOUR)) note(`${id} was asked for a number, signed out`, request);
  }

  #forWord(id: string, request: Request): void {
    const { entra, note } = this.#watched;
    const target = targetOf(request)?.id ?? '';
    const parts = [target, request.requester.id, approvalOf(request)?.decision?.by.id];
    if (entra.person(target).manager !== id || parts.includes(id)) note(`${id} was asked as the manager`, request);
  }
}
