import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import type { DirectorySession, RequestStore } from '../../../src/desk/ports.ts';
import type { AuditEvent } from '../../../src/desk/request/audit-entry.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { withMethods } from '../../../src/desk/with-methods.ts';
import { DirectoryError, StoreError, TokenServiceError, UnrecordedCallError } from '../../../src/errors.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { KEYS, NOW } from '../../store/samples.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { Entra } from '../model/entra.ts';
import { listedRoles } from '../model/people.ts';
import { POLICIES } from '../model/policies.ts';

/** Places of tests/desk/model/policies.ts. */
export const BY_ROLE = 0;
export const TWO_AN_HOUR = 2;
export const ALWAYS_TWO_PEOPLE = 3;
/** The word of the requester, and somebody else where the target holds a role; or a second person. */
export const WORD = 5;
/** The word for a password, somebody else for a pass; and no second person in the place of that. */
export const PROOF_OR_NOTHING = 6;
/** Somebody else always, and a second person where the target holds a role. */
export const SOMEBODY_ELSE = 7;

/** The desk on a store in memory, with the small Entra of the model: no HTTP, no file, no process. */
export class Scene {
  readonly store = new MemoryStore(KEYS.current);
  readonly entra: Entra;
  readonly desk: Desk;
  now = NOW;
  /** The store fails to write this row. */
  unwritable?: AuditEvent;
  /** Accounts that are blocked. */
  readonly blocked = new Set<string>();
  /** Reset calls as they arrived: who, for whom. */
  readonly calls: string[] = [];
  #ids = 0;
  #passes = 0;
  #numbers = 0;

  constructor(policy: number) {
    const now = () => this.now;
    this.entra = new Entra({
      now,
      newId: () => `pass-${this.nextPass()}`,
      takes: milliseconds => {
        this.now += milliseconds;
      },
      arrived: async ({ personId, targetId }) => void this.calls.push(`${personId} for ${targetId}`),
      applied: () => undefined,
      passRead: () => undefined,
      passAsked: async ({ personId, targetId }) => void this.calls.push(`pass: ${personId} for ${targetId}`),
      passMade: () => undefined,
      passTaken: ({ what }) => void this.calls.push(`deleted: ${what.id}`),
    });
    const { policy: rules } = POLICIES[policy] ?? assert.fail(`there is no policy ${policy}`);
    this.desk = {
      directory: { as: (_token, _correlationId, requesterId) => this.session(requesterId) },
      store: withMethods<RequestStore>(this.store, { replace: (...args) => this.#replace(...args) }),
      seal: createSeal(KEYS.current),
      policy: rules,
      signedIn: async ({ id }) => (this.entra.signedIn.has(id) ? this.session(id) : undefined),
      now,
      newId: () => this.nextId(),
      random: below => (this.nextNumber() * 7) % below,
      pause: async milliseconds => {
        this.now += milliseconds;
      },
    };
  }

  async #replace(...args: Parameters<RequestStore['replace']>): ReturnType<RequestStore['replace']> {
    if (this.unwritable && args[1]?.event === this.unwritable) throw new StoreError('the disk is full');
    return this.store.replace(...args);
  }

  nextId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  nextPass(): number {
    this.#passes += 1;
    return this.#passes;
  }

  /** The directory as this person; with what the model does not tell: who of many holds which role, and who is blocked. */
  session(who: string): DirectorySession {
    const rolesOf = (id: string) => listedRoles(this.entra.person(id));
    const session = this.entra.session(who, 'correlation-1');
    return {
      ...session,
      examine: async (...args) => {
        const read = await session.examine(...args);
        const { target } = read;
        const accountEnabled = !this.blocked.has(args[0]);
        return { ...read, target: target && { ...target, account: { ...target.account, accountEnabled } } };
      },
      listedRolesOf: async ids => new Map(ids.map(id => [id, rolesOf(id)])),
    };
  }

  /** The latest request of Erik, or of somebody else, as it is now; `back`: so many before it. */
  async request(back = 0, requesterId = 'erik'): Promise<Request> {
    const all = await this.store.history({ requesterId }, 9);
    return all[back] ?? assert.fail('nobody has asked for anything');
  }

  /** The record, a line for each row: its event, the rule in brackets, and whose it is. */
  async record(): Promise<string[]> {
    const rows = await this.store.auditTrail();
    return rows.map(({ event, rule, actorId }) => `${event}${rule ? ` (${rule})` : ''} by ${actorId}`);
  }
}

/** Something that somebody does, or that happens. Resolves to what is answered, in a word. */
export type Step = (scene: Scene) => Promise<string | undefined>;

/** What is to be seen then. What is not named has to be nothing. */
interface Seen {
  said: string;
  /** New lines of the record. */
  record?: readonly string[];
  /** New reset calls. */
  calls?: readonly string[];
  /** Whether there is a sealed password for the latest request; undefined: whatever there is. */
  sealed?: boolean;
  /** Whose latest request that is; Erik's where it is missing. */
  by?: string;
}

interface Given {
  /** What a spec is about: it is done, and compared with what is to be seen. */
  when(step: Step): { thenSee(seen: Seen): Promise<Scene> };
}

/** Begins a spec: what has been done and has happened before, under this policy. */
export function givenUnder(policy: number, ...before: readonly Step[]): Given {
  return {
    when: step => ({
      async thenSee({ said, record = [], calls = [], sealed, by }) {
        const scene = new Scene(policy);
        for (const each of before) await each(scene);
        const [rowsBefore, callsBefore] = [(await scene.record()).length, scene.calls.length];
        assert.equal(await answerTo(step, scene), said);
        assert.deepEqual((await scene.record()).slice(rowsBefore), record);
        assert.deepEqual(scene.calls.slice(callsBefore), calls);
        if (sealed !== undefined) assert.equal('sealed' in (await scene.request(0, by)), sealed);
        return scene;
      },
    }),
  };
}

/** The same where one person is enough for whoever holds no role. */
export function given(...before: readonly Step[]): Given {
  return givenUnder(BY_ROLE, ...before);
}

/** Something that is tried, and perhaps goes wrong. */
export function inVain(step: Step): Step {
  return scene => answerTo(step, scene);
}

/** What goes wrong at Microsoft or in the store is an answer too. */
async function answerTo(step: Step, scene: Scene): Promise<string | undefined> {
  try {
    return await step(scene);
  } catch (error) {
    if (error instanceof DirectoryError) return `fails: ${error.trouble}`;
    if (error instanceof TokenServiceError) return 'fails: token service';
    if (error instanceof UnrecordedCallError) return 'fails: not on record';
    throw error;
  }
}
