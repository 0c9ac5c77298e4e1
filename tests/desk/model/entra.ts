import assert from 'node:assert/strict';
import type { ActionKind } from '../../../src/action-kinds.ts';
import type { Manager, Requester, Target } from '../../../src/desk/judging/people-as-read.ts';
import type { DirectorySession, SearchResult } from '../../../src/desk/ports.ts';
import type { TargetQuery } from '../../../src/desk/request/errand.ts';
import { DirectoryError } from '../../../src/errors.ts';
import type { CallFault, Outside, Trouble } from './events.ts';
import { Operations } from './operations.ts';
import { PassCalls, type PassesHeard } from './pass-calls.ts';
import { Passes } from './passes.ts';
import { type InForce, Passwords } from './passwords.ts';
import {
  approverOf,
  listedRoles,
  PEOPLE,
  type Person,
  reaches,
  roleGroups,
  TARGETS,
  targetOf,
  unitRoles,
} from './people.ts';
import { ResetCalls, type ResetsHeard } from './reset-calls.ts';

const SECOND = 1_000;
/** Longer than the sweep waits before it looks again. */
const SLOW = 70 * SECOND;

/** What is read about a target, and for whose request. */
interface Wanted {
  action: ActionKind;
  correlationId: string;
}

/** The clock that Entra shares with the bot, and who hears of its calls. */
export interface Surroundings extends PassesHeard, ResetsHeard {
  now(): number;
  /** Of a pass. */
  newId(): string;
  /** So many milliseconds go by. */
  takes(milliseconds: number): void;
}

/** A small Entra: people and their roles, the passwords in force, sign-ins, and answers that get lost. */
export class Entra {
  readonly people = new Map<string, Person>(PEOPLE.map(person => [person.id, { ...person }]));
  readonly signedIn = new Set<string>(PEOPLE.map(({ id }) => id));
  /** When somebody set a password without the bot, by account. */
  readonly outside = new Map<string, number>();
  readonly operations: Operations;
  readonly passes: Passes;
  readonly passCalls: PassCalls;
  readonly resetCalls: ResetCalls;
  /** What happens to the next calls; without, they work. */
  callFaults: CallFault[] = [];
  trouble: Trouble = 'none';
  /** By how many milliseconds its clock is ahead of the bot's; every time that the bot reads is of this clock. */
  ahead = 0;
  /** How long a password change stays invisible, in milliseconds. */
  changeLag = 0;
  readonly #passwords = new Passwords(PEOPLE.map(({ id }) => id));
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    const { now } = around;
    this.#around = around;
    this.operations = new Operations(this.#passwords, () => this.trouble);
    this.resetCalls = new ResetCalls({
      passwords: this.#passwords,
      operations: this.operations,
      now,
      trouble: () => this.trouble,
      nextFault: personId => this.#nextFault(personId),
      isSynced: targetId => this.person(targetId).synced,
      heard: around,
    });
    this.passes = new Passes(() => now() + this.ahead, around.newId);
    this.passCalls = new PassCalls({
      passes: this.passes,
      now,
      trouble: () => this.trouble,
      nextFault: personId => this.#nextFault(personId),
      isSignedIn: personId => this.signedIn.has(personId),
      mayGivePass: (personId, targetId) =>
        reaches(this.person(personId), this.person(targetId), 'temporary-access-pass'),
      heard: around,
    });
  }

  person(id: string): Person {
    return this.people.get(id) ?? assert.fail(`there is no ${id}`);
  }

  passwordOf(id: string): InForce {
    return this.#passwords.of(id);
  }

  /** Somebody does something to an account without the bot. */
  outsideDoes({ target, what }: { target: string; what: Outside }): void {
    if (what !== 'password') {
      this.passes.outsideDoes(target, what);
      return;
    }
    this.outside.set(target, this.#around.now());
    this.#passwords.set(target, { password: `outside-${this.#around.now()}`, by: 'outside', at: this.#around.now() });
  }

  /** Everybody is signed in, with the roles that they began with. */
  restore(): void {
    for (const person of PEOPLE) {
      this.signedIn.add(person.id);
      Object.assign(this.person(person.id), { manager: undefined }, person);
    }
  }

  /** Calls whose answer was lost while they were still on their way take effect now. */
  arriveLate(): void {
    this.resetCalls.arriveLate();
    this.passCalls.arriveLate();
  }

  session(personId: string, correlationId: string): DirectorySession {
    return {
      ...this.passCalls.session(personId, correlationId),
      find: async (query, action) => ({
        requester: this.#requester(personId),
        finding: this.#finding(query, action && { action, correlationId }),
      }),
      examine: async (targetId, { approver: approving, action } = {}) => {
        if (this.trouble === 'examine-down') throw new DirectoryError('unavailable', 'Graph is down');
        if (this.trouble === 'examine-slow') this.#around.takes(SLOW);
        const approver = approving && approverOf(this.person(approving.id));
        const clockAhead = wholeSeconds(this.#around.now() + this.ahead) - this.#around.now();
        return {
          requester: this.#requester(personId),
          target: this.#target(targetId, action && { action, correlationId }),
          approver,
          clockAhead,
        };
      },
      units: async () => [],
      listedRolesOf: async ids => new Map(ids.map(id => [id, []])),
      scopedRolesOf: async groups => {
        if (this.trouble === 'roles-unreadable') return undefined;
        return groups.length > 0 ? unitRoles(this.person(personId)) : [];
      },
      revokeSessions: async () => (this.trouble === 'revoke-fails' ? 'failed' : 'done'),
      resetPassword: (targetId, password) => this.resetCalls.reset({ personId, correlationId, targetId, password }),
      namesakesOf: async () => [],
      managerOf: async id => this.#managerOf(id),
      phonesOf: async () => undefined,
      readOperation: async url => this.operations.read(url),
      lastPasswordChanges: async ids =>
        new Map(
          ids.flatMap(id => {
            const changed = this.#lastChange(personId, id);
            return changed === undefined ? [] : [[id, changed] as const];
          }),
        ),
      lastPasswordChange: async targetId => this.#lastChange(personId, targetId),
    };
  }

  /** Of whoever is not signed in nothing is accepted. */
  #nextFault(personId: string): CallFault {
    return this.signedIn.has(personId) ? (this.callFaults.shift() ?? 'none') : 'sign-in-again';
  }

  /** The latest change that is to be seen, by its own clock, in whole seconds as Entra tells it. */
  #visibleChange(id: string): number {
    const lag = this.trouble === 'change-late' ? Number.POSITIVE_INFINITY : this.changeLag;
    return wholeSeconds(this.#passwords.lastChange(id, this.#around.now() - lag) + this.ahead);
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

  #managerOf(id: string): Manager | 'none' | undefined {
    if (this.trouble === 'manager-unreadable') return undefined;
    const { manager } = this.person(id);
    if (manager === undefined) return 'none';
    return { id: manager, displayName: manager, accountEnabled: true, userType: 'Member' };
  }

  /** `wanted`: for which action, and for whose request. */
  #target(id: string, wanted?: Wanted): Target {
    const read = targetOf(this.person(id), new Date(this.#visibleChange(id)).toISOString());
    if (wanted?.action !== 'temporary-access-pass') return read;
    return { ...read, findings: this.passCalls.findings(id, wanted.correlationId) };
  }

  #finding(query: TargetQuery, wanted?: Wanted): SearchResult {
    if (query.by === 'object-id') return { kind: 'one', target: this.#target(query.value, wanted) };
    if (query.value === 'nobody') return { kind: 'none', searched: ['name'] };
    return { kind: 'several', candidates: TARGETS.map(id => this.#target(id).account), more: false };
  }
}

/** Entra tells the time of a password change in whole seconds. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / SECOND) * SECOND;
}
