import type { ApproverNow, Requester, Target } from '../../../src/desk/judging/people-as-read.ts';
import type { CallAnswer, DirectorySession, OperationStatus, SearchResult } from '../../../src/desk/ports.ts';
import type { TargetQuery } from '../../../src/desk/request/errand.ts';
import { DirectoryError } from '../../../src/errors.ts';
import type { ResetFault, Trouble } from './events.ts';
import { type InForce, Passwords } from './passwords.ts';
import { accountOf, listedRoles, PEOPLE, type Person, roleGroups, TARGETS, unitRoles, unitsOf } from './people.ts';

const SECOND = 1_000;
/** Longer than the sweep waits before it looks again. */
const SLOW = 70 * SECOND;
/** Stands for a password that was never set. */
const REFUSED = '(refused)';

/** A reset call as it arrived. */
export interface ResetCall {
  correlationId: string;
  personId: string;
  targetId: string;
  password: string;
  fault: ResetFault;
}

interface Operation {
  status: OperationStatus['kind'];
  targetId: string;
  password: string;
  before: InForce;
}

/** The clock that Entra shares with the bot, and who hears of its reset calls. */
export interface Surroundings {
  now(): number;
  /** So many milliseconds go by. */
  takes(milliseconds: number): void;
  arrived(call: ResetCall): Promise<void>;
  applied(call: ResetCall): void;
}

/** Refused in the answer to the call, or as the outcome of its operation. */
export type RefusedRepeat = 'weak' | 'not-possible' | 'operation' | 'no';

const REJECTED = {
  weak: 'password-not-accepted',
  denied: 'denied',
  gone: 'gone',
  busy: 'busy',
  'not-possible': 'not-possible',
  'sign-in-again': 'sign-in-again',
} as const;

/** A small Entra: people and their roles, the passwords in force, sign-ins, and answers that get lost. */
export class Entra {
  readonly people = new Map<string, Person>(PEOPLE.map(person => [person.id, { ...person }]));
  readonly signedIn = new Set<string>(PEOPLE.map(({ id }) => id));
  /** When somebody set a password without the bot, by account. */
  readonly outside = new Map<string, number>();
  readonly operations = new Map<string, Operation>();
  /** What happens to the next reset calls; without, they work. */
  resetFaults: ResetFault[] = [];
  trouble: Trouble = 'none';
  /** By how many milliseconds its clock is ahead of the bot's; every time that the bot reads is of this clock. */
  ahead = 0;
  /** How long a password change stays invisible, in milliseconds. */
  changeLag = 0;
  /** How it refuses to set the password that is in force once more; undefined: as it does for a synced account. */
  refusesRepeat?: RefusedRepeat;
  readonly #passwords = new Passwords(PEOPLE.map(({ id }) => id));
  readonly #now: () => number;
  readonly #takes: (milliseconds: number) => void;
  readonly #arrived: (call: ResetCall) => Promise<void>;
  readonly #applied: (call: ResetCall) => void;
  #late: (() => void)[] = [];

  constructor({ now, takes, arrived, applied }: Surroundings) {
    this.#now = now;
    this.#takes = takes;
    this.#arrived = arrived;
    this.#applied = applied;
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw new Error(`there is no ${id}`);
    return person;
  }

  passwordOf(id: string): InForce {
    return this.#passwords.of(id);
  }

  setOutside(id: string): void {
    this.outside.set(id, this.#now());
    this.#passwords.set(id, { password: `outside-${this.#now()}`, by: 'outside', at: this.#now() });
  }

  /** Resets whose answer was lost while they were still on their way take effect now. */
  arriveLate(): void {
    for (const apply of this.#late.splice(0)) apply();
  }

  /** Operations that still run end so; a failed one takes its password back. */
  endOperations(status: 'succeeded' | 'failed'): void {
    for (const operation of this.operations.values()) {
      if (operation.status !== 'running') continue;
      operation.status = status;
      const { targetId, password, before } = operation;
      const failed = status === 'failed' && this.passwordOf(targetId).password === password;
      if (failed) this.#passwords.takeBack(targetId, before);
    }
  }

  /** Whether a reset with this password has failed after it was accepted. */
  hasFailed(password: string): boolean {
    return [...this.operations.values()].some(one => one.status === 'failed' && one.password === password);
  }

  session(personId: string, correlationId: string): DirectorySession {
    return {
      find: async query => ({ requester: this.#requester(personId), finding: this.#finding(query) }),
      examine: async (targetId, { approver: approving } = {}) => {
        if (this.trouble === 'examine-down') throw new DirectoryError('unavailable', 'Graph is down');
        if (this.trouble === 'examine-slow') this.#takes(SLOW);
        const approver = approving && this.#approver(approving.id);
        const clockAhead = wholeSeconds(this.#now() + this.ahead) - this.#now();
        return { requester: this.#requester(personId), target: this.#target(targetId), approver, clockAhead };
      },
      listedRolesOf: async ids => new Map(ids.map(id => [id, []])),
      scopedRolesOf: async groups => {
        if (this.trouble === 'roles-unreadable') return undefined;
        return groups.length > 0 ? unitRoles(this.person(personId)) : [];
      },
      revokeSessions: async () => (this.trouble === 'revoke-fails' ? 'failed' : 'done'),
      resetPassword: (targetId, password) =>
        this.#reset({ personId, correlationId, targetId, password, fault: 'none' }),
      givePass: async () => ({ kind: 'rejected', why: 'not-possible' }),
      readPass: async () => 'none',
      withdrawPass: async () => 'gone',
      readOperation: async url => this.#operation(url),
      lastPasswordChange: async targetId => this.#lastChange(personId, targetId),
    };
  }

  async #reset(call: ResetCall): Promise<CallAnswer> {
    const fault = this.#faultFor(call);
    const arrived = { ...call, fault };
    await this.#arrived(arrived);
    if (fault in REJECTED) return { kind: 'rejected', why: REJECTED[fault as keyof typeof REJECTED] };
    if (fault === 'lost-before') return { kind: 'unknown' };
    const before = this.passwordOf(call.targetId);
    if (fault === 'none' && this.#refusesRepeat(call) === 'operation') {
      return { kind: 'accepted', operationUrl: this.#follow({ ...call, password: REFUSED }, before, 'failed') };
    }
    if (fault === 'lost-late') this.#late.push(() => this.#apply(arrived));
    else this.#apply(arrived);
    if (fault !== 'none') return { kind: 'unknown' };
    return { kind: 'accepted', operationUrl: this.#follow(call, before) };
  }

  #faultFor(call: ResetCall): ResetFault {
    if (!this.signedIn.has(call.personId)) return 'sign-in-again';
    const planned = this.resetFaults.shift() ?? 'none';
    const refusal = this.#refusesRepeat(call);
    return planned === 'none' && refusal !== 'no' && refusal !== 'operation' ? refusal : planned;
  }

  /** How it refuses this call, where that would set the password that is in force already. */
  #refusesRepeat({ targetId, password }: ResetCall): RefusedRepeat {
    if (this.passwordOf(targetId).password !== password) return 'no';
    // A synced account's history does, unless said otherwise.
    return this.refusesRepeat ?? (this.person(targetId).synced ? 'weak' : 'no');
  }

  #apply(call: ResetCall): void {
    this.#passwords.set(call.targetId, { password: call.password, by: call.correlationId, at: this.#now() });
    this.#applied(call);
  }

  /** The latest change that is to be seen, by its own clock, in whole seconds as Entra tells it. */
  #visibleChange(id: string): number {
    const lag = this.trouble === 'change-late' ? Number.POSITIVE_INFINITY : this.changeLag;
    return wholeSeconds(this.#passwords.lastChange(id, this.#now() - lag) + this.ahead);
  }

  #follow(call: ResetCall, before: InForce, status: Operation['status'] = 'running'): string | undefined {
    const { targetId, password } = call;
    if (this.trouble === 'no-operation' && !this.person(targetId).synced) return undefined;
    const url = `https://graph.example/operations/${this.operations.size}`;
    this.operations.set(url, { status, targetId, password, before });
    return url;
  }

  #operation(url: string): OperationStatus {
    if (this.trouble === 'operation-down') throw new DirectoryError('unavailable', 'Graph is down');
    const kind =
      this.trouble === 'operation-unreadable' ? 'unreadable' : (this.operations.get(url)?.status ?? 'running');
    return { kind };
  }

  #lastChange(personId: string, targetId: string): number | undefined {
    if (this.trouble === 'change-unreadable') return undefined;
    if (this.trouble === 'change-down') throw new DirectoryError('unavailable', 'Graph is down');
    if (!this.signedIn.has(personId)) throw new DirectoryError('sign-in-again', 'the token is not accepted');
    return this.#visibleChange(targetId);
  }

  #requester(id: string): Requester {
    if (!this.signedIn.has(id)) throw new DirectoryError('sign-in-again', 'the token is not accepted');
    const person = this.person(id);
    return { id, displayName: id, roles: listedRoles(person), roleGroupIds: roleGroups(person) };
  }

  /** Read by somebody else, signed in or not; the group's roles at once. */
  #approver(id: string): ApproverNow {
    const person = this.person(id);
    const roles = [...listedRoles(person), ...unitRoles(person)];
    return { id, displayName: id, account: 'in-use', roles, roleGroupIds: [] };
  }

  #target(id: string): Target {
    const person = this.person(id);
    return {
      account: accountOf(person, new Date(this.#visibleChange(id)).toISOString()),
      roles: [...listedRoles(person), ...unitRoles(person)],
      rolesComplete: true,
      eligibilityUnknown: false,
      unseenGroupIds: [],
      guardsRoles: false,
      groupIds: [],
      units: unitsOf(person),
      domains: [{ name: 'contoso.example', federated: false }],
    };
  }

  #finding(query: TargetQuery): SearchResult {
    if (query.by === 'object-id') return { kind: 'one', target: this.#target(query.value) };
    if (query.value === 'nobody') return { kind: 'none', searched: ['name'] };
    return { kind: 'several', candidates: TARGETS.map(id => this.#target(id).account), more: false };
  }
}

/** Entra tells the time of a password change in whole seconds. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / SECOND) * SECOND;
}
