import type { RequestStore } from '../ports.ts';
import type { AuditEntry } from '../request/audit-entry.ts';
import { COUNTED_FOR, MOST_APART, MOST_KINDS } from '../times.ts';
import { withMethods } from '../with-methods.ts';
import { isCounted, repeatedRow, type Tally, tallied } from './repeated.ts';

interface CounterOptions {
  /** Milliseconds, never going back. */
  clock(): number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits; rejects when the bot stops. */
  pause(milliseconds: number): Promise<void>;
  /** Starts work that a stop waits for, and reports what it throws. */
  run(work: () => Promise<unknown>): void;
  /** Is told of each row that is counted instead of written. */
  onCounted(entry: AuditEntry): void;
}

/** Rows of one person, event, rule, detail and action. */
interface Kind {
  until: number;
  /** What those are about that were written one by one. */
  apart: Set<string>;
  tally?: Tally;
}

/**
 * Keeps one person from filling the record, and the queue in which rows are written, by being refused again and again: the first
 * of a kind is written at once, as are a few that are about something else; what follows within a minute is counted, and is one
 * row at the end of that minute, or when the bot stops. A crash loses the count of its last minute, and nothing else.
 */
export class RefusalCounter {
  readonly #kinds = new Map<string, Kind>();
  readonly #options: CounterOptions;
  readonly #write: (entry: AuditEntry) => Promise<void>;

  constructor(write: (entry: AuditEntry) => Promise<void>, options: CounterOptions) {
    this.#write = write;
    this.#options = options;
  }

  /** Writes a row that belongs to no transition, now or counted together with others of its kind. */
  async record(entry: AuditEntry): Promise<void> {
    if (!isCounted(entry)) return this.#write(entry);
    const key = JSON.stringify([entry.actorId, entry.event, entry.rule, entry.detail, entry.action]);
    const about = JSON.stringify([entry.requestId, entry.targetId, entry.targetName, entry.conversationId]);
    const kind = this.#present(key);
    if (!kind) {
      if (this.#kinds.size < MOST_KINDS) this.#begin(key, about);
      return this.#write(entry);
    }
    if (!kind.apart.has(about) && kind.apart.size < MOST_APART) {
      kind.apart.add(about);
      return this.#write(entry);
    }
    kind.tally = tallied(kind.tally, entry);
    this.#options.onCounted(entry);
  }

  #present(key: string): Kind | undefined {
    const kind = this.#kinds.get(key);
    return kind && kind.until > this.#options.clock() ? kind : undefined;
  }

  #begin(key: string, about: string): void {
    const kind: Kind = { until: this.#options.clock() + COUNTED_FOR, apart: new Set([about]) };
    this.#kinds.set(key, kind);
    this.#options.run(() => this.#end(key, kind));
  }

  /** Writes what was counted when its time is over; again a minute later where the store can't be written then. */
  async #end(key: string, kind: Kind): Promise<void> {
    const { pause, now } = this.#options;
    for (;;) {
      const stops = await pause(COUNTED_FOR).then(
        () => false,
        () => true,
      );
      if (this.#kinds.get(key) === kind) this.#kinds.delete(key);
      if (!kind.tally) return;
      try {
        return await this.#write(repeatedRow(kind.tally, now()));
      } catch (error) {
        if (stops) throw error;
      }
    }
  }
}

/** The same store; rows that belong to no transition go through the counter. */
export function countedStore(store: RequestStore, options: CounterOptions): RequestStore {
  const counter = new RefusalCounter(entry => store.record(entry), options);
  return withMethods(store, { record: entry => counter.record(entry) });
}
