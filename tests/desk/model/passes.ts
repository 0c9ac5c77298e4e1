import type { Made, Terms } from '../../../src/desk/actions/kept.ts';
import type { PresentPass } from '../../../src/desk/actions/temporary-access-pass/pass.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Passes that somebody makes without the bot last as long as none of the bot's. */
const OUTSIDE_MINUTES = 120;
/** Who makes them. */
export const OUTSIDE = 'outside';

/** A pass of the small Entra. `by`: the correlation id of the request that made it, or OUTSIDE. */
export interface KnownPass {
  targetId: string;
  secret: string;
  by: string;
  what: Made;
  used: boolean;
  /** Deleted, or another one has taken its place. */
  gone: boolean;
}

/** The passes of everybody: one at most for each person. */
export class Passes {
  /** The tenant's policy lets nobody sign in with one. */
  switchedOff = false;
  readonly #made: KnownPass[] = [];
  readonly #endedOutside = new Set<string>();
  readonly #theirNow: () => number;
  readonly #newId: () => string;

  /** `theirNow`: the time by the directory's clock. */
  constructor(theirNow: () => number, newId: () => string) {
    this.#theirNow = theirNow;
    this.#newId = newId;
  }

  /** The pass that somebody has, also one that is over. */
  of(targetId: string): KnownPass | undefined {
    return this.#made.find(pass => pass.targetId === targetId && !pass.gone);
  }

  /** The same, without its secret. */
  present(targetId: string): PresentPass | 'none' {
    const pass = this.of(targetId);
    return pass ? { ...pass.what, state: this.#stateOf(pass) } : 'none';
  }

  find(id: string): KnownPass | undefined {
    return this.#made.find(pass => pass.what.id === id);
  }

  /** Every pass with which somebody can sign in, now or later. */
  live(): readonly KnownPass[] {
    return this.#made.filter(pass => this.isLive(pass));
  }

  isLive({ gone, used, what }: KnownPass): boolean {
    return !gone && !used && !this.switchedOff && this.#theirNow() < what.endsAt;
  }

  /** Makes one, so many milliseconds ago, in the place of the one that the person has. */
  make(targetId: string, by: string, { once, minutes, startsAt }: Terms, ago = 0): KnownPass {
    this.#end(targetId);
    const createdAt = wholeSeconds(this.#theirNow() - ago);
    const starts = startsAt ?? createdAt;
    const id = this.#newId();
    const what = { id, once, createdAt, startsAt: starts, endsAt: starts + minutes * MINUTE };
    const pass: KnownPass = { targetId, by, what, secret: `secret-of-${id}`, used: false, gone: false };
    this.#made.push(pass);
    return pass;
  }

  /** Somebody makes or deletes one without the bot, or signs in with it. */
  outsideDoes(targetId: string, what: 'pass-made' | 'pass-deleted' | 'pass-used'): void {
    const present = this.of(targetId);
    if (what === 'pass-used') {
      if (present && this.#stateOf(present) === 'usable') present.used = present.what.once;
      return;
    }
    this.#end(targetId);
    if (present) this.#endedOutside.add(present.what.id);
    if (what === 'pass-made') this.make(targetId, OUTSIDE, { once: true, minutes: OUTSIDE_MINUTES });
  }

  /** Whether somebody has deleted it without the bot, or put another in its place. */
  wasEndedOutside({ what }: KnownPass): boolean {
    return this.#endedOutside.has(what.id);
  }

  #end(targetId: string): void {
    const present = this.of(targetId);
    if (present) present.gone = true;
  }

  #stateOf({ used, what }: KnownPass): PresentPass['state'] {
    if (used) return 'used';
    const now = this.#theirNow();
    if (now >= what.endsAt) return 'expired';
    if (this.switchedOff) return 'disabled';
    return now < what.startsAt ? 'not-yet' : 'usable';
  }
}

/** Entra tells times in whole seconds. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / SECOND) * SECOND;
}
