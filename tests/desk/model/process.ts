import type { Desk } from '../../../src/desk/desk.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import type { AuditEntry } from '../../../src/desk/request/audit-entry.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { Looks } from './looks.ts';

/** Where a process dies: at its so many-th call of a port, or at a place, before or after the call had its effect. */
export type Crash = ({ at: number } | { place: string }) & { when: 'before' | 'after' };

/** What does an action; their first argument is the target. */
const CALLS: readonly string[] = ['resetPassword', 'givePass'];

/** Who hears of what a process has read and written, at the moment it happens. */
export interface ProcessHeard {
  /** A number that is greater than all before. */
  moment(): number;
  /** A request was written by a process that had looked so since it last wrote; `event` of its row. */
  requestWritten(next: Request, event: string | undefined, looks: Looks): void;
  /** What is known beyond one request was written, with this row. */
  settingWritten(name: string, value: unknown, row: AuditEntry): void;
}

/** A process died: nobody gets an answer. */
export class Died extends Error {}

/** How often a process died at each place, as `use case: port.method, before`. */
export type CrashCounts = Map<string, number>;

export interface ProcessOptions {
  crash?: Crash;
  crashes: CrashCounts;
  /** Every place that was passed, as in CrashCounts without before and after. */
  passed: Set<string>;
  heard: ProcessHeard;
  onDeath?: () => void;
  /** Lets others go first. */
  yieldTo?: (place: string) => Promise<void>;
}

/**
 * One process of the bot, with a desk whose every call of a port is counted. Once it has died, no call of it comes back or
 * has an effect, as after a kill -9; nothing in the desk gets to know of it.
 */
export class BotProcess {
  readonly desk: Desk;
  readonly #options: ProcessOptions;
  readonly #died = Promise.withResolvers<never>();
  #dead = false;
  #reached = 0;
  #useCase = '';
  #inFlight: string | undefined;
  #looks = new Looks();

  constructor(world: Desk, options: ProcessOptions) {
    this.#options = options;
    // Nobody may be waiting when it dies.
    this.#died.promise.catch(() => undefined);
    const sessions = (session: DirectorySession) => this.#ported('directory', session);
    this.desk = {
      ...world,
      directory: { as: (...args) => sessions(world.directory.as(...args)) },
      store: this.#ported('store', world.store),
      seal: {
        seal: (plain, context) => this.#now('seal.seal', () => world.seal.seal(plain, context)),
        unseal: (sealed, context) => this.#now('seal.unseal', () => world.seal.unseal(sealed, context)),
      },
      signedIn: async (...args) => {
        const session = await this.#through('signedIn', () => world.signedIn(...args));
        return session && sessions(session);
      },
      pause: milliseconds => this.#through('pause', () => world.pause(milliseconds)),
    };
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** The account whose call of this process waits for its answer. */
  get callInFlight(): string | undefined {
    return this.#dead ? undefined : this.#inFlight;
  }

  /** What it has read since it last wrote a request. */
  get looks(): Looks {
    return this.#looks;
  }

  /** Runs a use case. Throws what it throws; Died when the process died in it or before. */
  async run<T>(useCase: string, work: (desk: Desk) => Promise<T>): Promise<T> {
    if (this.#dead) throw new Died();
    this.#useCase = useCase;
    return Promise.race([work(this.desk), this.#died.promise]);
  }

  #ported<T extends object>(port: string, whole: T): T {
    return new Proxy(whole, {
      get: (object, name) => {
        const method: unknown = Reflect.get(object, name);
        if (typeof method !== 'function') return method;
        const inFlight = (args: readonly unknown[]) => (CALLS.includes(String(name)) ? String(args[0]) : undefined);
        return (...args: unknown[]) =>
          this.#through(
            `${port}.${String(name)}${rowOf(args)}`,
            async () => this.#noted(String(name), args, await Reflect.apply(method, object, args)),
            inFlight(args),
          );
      },
    });
  }

  #noted<T>(name: string, args: readonly unknown[], result: T): T {
    const { heard } = this.#options;
    const [first, second] = args;
    const row = args.find(isEntry);
    const looked = (what: string) => {
      this.#looks = this.#looks.with(what, heard.moment());
    };
    if (name === 'get') looked(`request:${String(first)}`);
    if (name === 'setting') looked(String(first));
    if (name === 'history' && isAboutTarget(first)) looked(`history:${first.targetId}`);
    if (name === 'replaceSetting' && result === true && row)
      heard.settingWritten(String(first), (second as { after: unknown }).after, row);
    // What the store gives back of these two is the request as it was written, or nothing.
    if (name === 'create' || name === 'replace') {
      heard.requestWritten((result ?? first) as Request, row?.event, this.#looks);
      this.#looks = new Looks();
    }
    return result;
  }

  async #through<T>(point: string, call: () => Promise<T>, inFlight?: string): Promise<T> {
    const place = `${this.#useCase}: ${point}`;
    await this.#options.yieldTo?.(place);
    const index = this.#reached++;
    if (this.#diesAt(index, place, 'before')) return never();
    this.#inFlight = inFlight;
    try {
      return await call();
    } finally {
      await this.#options.yieldTo?.(place);
      this.#inFlight = undefined;
      if (this.#diesAt(index, place, 'after')) await never();
    }
  }

  /** A port that answers at once can't stand still: what it throws reaches nobody, since every later call does. */
  #now<T>(point: string, call: () => T): T {
    const place = `${this.#useCase}: ${point}`;
    const index = this.#reached++;
    if (this.#diesAt(index, place, 'before')) throw new Died();
    const result = call();
    if (this.#diesAt(index, place, 'after')) throw new Died();
    return result;
  }

  #diesAt(index: number, place: string, when: Crash['when']): boolean {
    const { crash, crashes, passed, onDeath } = this.#options;
    passed.add(place);
    if (this.#dead) return true;
    if (crash?.when !== when) return false;
    if ('place' in crash ? crash.place !== place : crash.at !== index) return false;
    this.#dead = true;
    crashes.set(`${place}, ${when}`, (crashes.get(`${place}, ${when}`) ?? 0) + 1);
    this.#died.reject(new Died());
    onDeath?.();
    return true;
  }
}

/** The row that a write puts on record tells one write of a use case from another. */
function rowOf(args: readonly unknown[]): string {
  const row = args.find(isEntry);
  return row ? `(${row.event})` : '';
}

function isEntry(value: unknown): value is AuditEntry {
  return typeof value === 'object' && value !== null && 'event' in value && 'actorId' in value;
}

function isAboutTarget(value: unknown): value is { targetId: string } {
  return typeof value === 'object' && value !== null && 'targetId' in value;
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
