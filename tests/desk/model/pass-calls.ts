import type { Findings, Terms } from '../../../src/desk/actions/kept.ts';
import type { PassPolicy, PresentPass } from '../../../src/desk/actions/temporary-access-pass/pass.ts';
import type { CallAnswer, DirectorySession, TakenBack } from '../../../src/desk/ports.ts';
import { DirectoryError } from '../../../src/errors.ts';
import type { CallFault, Trouble } from './events.ts';
import type { KnownPass, Passes } from './passes.ts';

const SECOND = 1_000;
/** Later than this no call has an effect any more: the directory gives up before. */
const LATEST_EFFECT = 30 * SECOND;

/** Whose request it is, and about whom. */
interface Asked {
  correlationId: string;
  personId: string;
  targetId: string;
}

/** A call for a pass as it arrived. */
export interface PassCall extends Asked {
  terms: Terms;
  fault: CallFault;
  /** When it arrived. */
  at: number;
}

/** What becomes of a further pass while there is a live one: it takes its place, or is refused, in words that the bot understands or not. */
export type SecondPass = 'replaces' | 'exists' | 'not-possible';

/** Who hears of passes. */
export interface PassesHeard {
  /** The pass of a target was read, for whoever asks or goes on with the request of this correlation id. */
  passRead(correlationId: string): void;
  /** A call for one has arrived, whatever comes of it. */
  passAsked(call: PassCall): Promise<void>;
  /** It was made, perhaps in the place of a live one. */
  passMade(pass: KnownPass, call: PassCall, replaced: KnownPass | undefined): void;
  /** A live one was deleted, by whoever goes on with the request of this correlation id. */
  passTaken(pass: KnownPass, correlationId: string): void;
}

/** The Entra that the passes are in. */
interface Surroundings {
  passes: Passes;
  now(): number;
  trouble(): Trouble;
  /** What is to happen to the next call of this person. */
  nextFault(personId: string): CallFault;
  isSignedIn(personId: string): boolean;
  mayGivePass(personId: string, targetId: string): boolean;
  heard: PassesHeard;
}

/** What the tenant says about passes. */
export const PASS_POLICY: PassPolicy = {
  enabled: true,
  included: { everybody: true, groupIds: [], userIds: [] },
  excluded: { everybody: false, groupIds: [], userIds: [] },
  shortest: 60,
  longest: 1_440,
  usual: 60,
  onceOnly: false,
};

const REJECTED = {
  weak: 'lifetime',
  denied: 'denied',
  gone: 'gone',
  busy: 'busy',
  'not-possible': 'not-possible',
  'sign-in-again': 'sign-in-again',
} as const;

/** What is asked of the directory about passes: calls, whose answers get lost, and reads. */
export class PassCalls {
  secondPass: SecondPass = 'replaces';
  readonly #around: Surroundings;
  #late: PassCall[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  session(
    personId: string,
    correlationId: string,
  ): Pick<DirectorySession, 'givePass' | 'readPass' | 'presentPasses' | 'withdrawPass'> {
    return {
      givePass: (targetId, terms) => this.#give({ personId, correlationId, targetId }, terms),
      readPass: async targetId => this.#read(personId, targetId),
      presentPasses: async ids => new Map(ids.map(id => [id, this.#read(personId, id)])),
      withdrawPass: async (targetId, passId) => this.#withdraw({ personId, correlationId, targetId }, passId),
    };
  }

  /** What is read about a target for a pass. */
  findings(targetId: string, correlationId: string): Findings {
    const { passes, trouble, heard } = this.#around;
    const policy = trouble() === 'pass-policy-unreadable' ? {} : { policy: PASS_POLICY };
    if (trouble() === 'passes-unreadable') return policy;
    heard.passRead(correlationId);
    return { ...policy, present: passes.present(targetId) };
  }

  /** Calls whose answer was lost while they were still on their way take effect now. */
  arriveLate(isDue: (call: PassCall) => boolean = () => true): void {
    const due = this.#late.filter(isDue);
    this.#late = this.#late.filter(call => !due.includes(call));
    for (const call of due) this.#make(call);
  }

  async #give(asked: Asked, terms: Terms): Promise<CallAnswer> {
    const { heard, nextFault, now } = this.#around;
    const call = { ...asked, terms, fault: nextFault(asked.personId), at: now() };
    await heard.passAsked(call);
    const { fault } = call;
    if (fault in REJECTED) return { kind: 'rejected', why: REJECTED[fault as keyof typeof REJECTED] };
    if (fault === 'lost-before') return { kind: 'unknown' };
    const why = this.#whyNot(call);
    if (why) return fault === 'none' ? { kind: 'rejected', why } : { kind: 'unknown' };
    if (fault === 'lost-late') this.#late.push(call);
    const made = fault === 'lost-late' ? undefined : this.#make(call);
    if (!made || fault !== 'none') return { kind: 'unknown' };
    return { kind: 'accepted', made: { what: made.what, secret: made.secret } };
  }

  #whyNot({ targetId, terms: { minutes } }: PassCall): 'lifetime' | Exclude<SecondPass, 'replaces'> | undefined {
    const { passes } = this.#around;
    if (minutes < PASS_POLICY.shortest || minutes > PASS_POLICY.longest) return 'lifetime';
    const present = passes.of(targetId);
    if (this.secondPass === 'replaces' || !present || !passes.isLive(present)) return undefined;
    return this.secondPass;
  }

  #make(call: PassCall): KnownPass {
    const { passes, heard, now } = this.#around;
    const before = passes.of(call.targetId);
    const replaced = before && passes.isLive(before) ? before : undefined;
    const ago = Math.max(0, now() - call.at - LATEST_EFFECT);
    const pass = passes.make(call.targetId, call.correlationId, call.terms, ago);
    heard.passMade(pass, call, replaced);
    return pass;
  }

  #read(personId: string, targetId: string): PresentPass | 'none' {
    this.#giveUp();
    const { passes, isSignedIn, trouble } = this.#around;
    if (!isSignedIn(personId)) throw new DirectoryError('sign-in-again', 'the token is not accepted');
    if (trouble() === 'passes-unreadable') throw new DirectoryError('unavailable', 'Graph is down');
    return passes.present(targetId);
  }

  #withdraw({ personId, targetId, correlationId }: Asked, passId: string): TakenBack {
    this.#giveUp();
    const { passes, trouble, isSignedIn, mayGivePass, heard } = this.#around;
    if (!isSignedIn(personId) || !mayGivePass(personId, targetId)) return 'denied';
    if (trouble() === 'withdraw-fails') return 'unknown';
    const present = passes.of(targetId);
    if (present?.what.id !== passId) return 'gone';
    if (passes.isLive(present)) heard.passTaken(present, correlationId);
    present.gone = true;
    return trouble() === 'withdraw-lost' ? 'unknown' : 'done';
  }

  /** What was on its way for too long arrives now, if it ever does. */
  #giveUp(): void {
    const now = this.#around.now();
    this.arriveLate(({ at }) => now - at > LATEST_EFFECT);
  }
}
