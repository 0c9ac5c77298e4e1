import type { CallAnswer } from '../../../src/desk/ports.ts';
import type { CallFault, Trouble } from './events.ts';
import type { Operations } from './operations.ts';
import type { InForce, Passwords } from './passwords.ts';

/** Stands for a password that was never set. */
const REFUSED = '(refused)';

/** What is asked for, by whom and for whom. */
interface Asked {
  correlationId: string;
  personId: string;
  targetId: string;
  password: string;
}

/** A reset call as it arrived. */
export interface ResetCall extends Asked {
  fault: CallFault;
}

/** Refused in the answer to the call, or as the outcome of its operation. */
export type RefusedRepeat = 'weak' | 'not-possible' | 'operation' | 'no';

/** Who hears of resets. */
export interface ResetsHeard {
  arrived(call: ResetCall): Promise<void>;
  applied(call: ResetCall): void;
}

/** The Entra that the passwords are in. */
interface Surroundings {
  passwords: Passwords;
  operations: Operations;
  now(): number;
  trouble(): Trouble;
  /** What is to happen to the next call of this person. */
  nextFault(personId: string): CallFault;
  /** Mastered in Windows Server AD. */
  isSynced(targetId: string): boolean;
  heard: ResetsHeard;
}

const REJECTED = {
  weak: 'password-not-accepted',
  denied: 'denied',
  gone: 'gone',
  busy: 'busy',
  'not-possible': 'not-possible',
  'sign-in-again': 'sign-in-again',
} as const;

/** Calls that set a password, whose answers get lost. */
export class ResetCalls {
  /** How the password that is in force is refused, where it is to be set once more; undefined: as it is for a synced account. */
  refusesRepeat?: RefusedRepeat;
  readonly #around: Surroundings;
  #late: ResetCall[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  async reset(asked: Asked): Promise<CallAnswer> {
    const fault = this.#faultFor(asked);
    const call = { ...asked, fault };
    await this.#around.heard.arrived(call);
    if (fault in REJECTED) return { kind: 'rejected', why: REJECTED[fault as keyof typeof REJECTED] };
    if (fault === 'lost-before') return { kind: 'unknown' };
    const before = this.#around.passwords.of(asked.targetId);
    if (fault === 'none' && this.#refusesRepeat(asked) === 'operation') {
      return { kind: 'accepted', operationUrl: this.#follow({ ...asked, password: REFUSED }, before, 'failed') };
    }
    if (fault === 'lost-late') this.#late.push(call);
    else this.#apply(call);
    if (fault !== 'none') return { kind: 'unknown' };
    return { kind: 'accepted', operationUrl: this.#follow(asked, before) };
  }

  /** Calls whose answer was lost while they were still on their way take effect now. */
  arriveLate(): void {
    for (const call of this.#late.splice(0)) this.#apply(call);
  }

  #faultFor(asked: Asked): CallFault {
    const planned = this.#around.nextFault(asked.personId);
    const refusal = this.#refusesRepeat(asked);
    return planned === 'none' && refusal !== 'no' && refusal !== 'operation' ? refusal : planned;
  }

  /** How this call is refused, where that would set the password that is in force already. */
  #refusesRepeat({ targetId, password }: Asked): RefusedRepeat {
    const { passwords, isSynced } = this.#around;
    if (passwords.of(targetId).password !== password) return 'no';
    // A synced account's history does, unless said otherwise.
    return this.refusesRepeat ?? (isSynced(targetId) ? 'weak' : 'no');
  }

  #apply(call: ResetCall): void {
    const { passwords, now, heard } = this.#around;
    passwords.set(call.targetId, { password: call.password, by: call.correlationId, at: now() });
    heard.applied(call);
  }

  #follow({ targetId, password }: Asked, before: InForce, status?: 'failed'): string | undefined {
    const { operations, trouble, isSynced } = this.#around;
    if (trouble() === 'no-operation' && !isSynced(targetId)) return undefined;
    return operations.follow({ targetId, password, before, status: status ?? 'running' });
  }
}
