import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../desk/request/audit-entry.ts';
import type { AuditHead, CutMark } from '../record/chain-row.ts';
import { headChange } from './record-rows.ts';
import type { Change, Table } from './table.ts';
import type { RecordEnd, TableRecord } from './table-record.ts';
import { type Attempt, writeUntilSettled } from './write-until-settled.ts';

/** How many writes are made in one transaction at most; each is judged at the same time as the others. */
const MOST_TOGETHER = 20;
/** How many changes a transaction takes (Azure Table Storage, "Performing entity group transactions"). */
const MOST_CHANGES = 100;

/** What a write comes to, as things are now; `basis` names the versions that it was judged on. */
export type Plan<T> =
  | { kind: 'landed'; result: T }
  /** `counted`: it was judged by rows that writes before it may add. `cut`: the changes cut the record's first rows. */
  | { kind: 'write'; basis: string; counted?: boolean; cut?: CutMark; changes: readonly Change[]; result: T };

/** Tells whoever asked for a write that it was made. */
type Tell = () => void;

/** A write that waits for its turn. */
interface Waiting {
  entry: AuditEntry | undefined;
  writeId: string;
  plan(place: number, head: AuditHead): Promise<Plan<Tell>>;
  refuse(error: unknown): void;
  /** The place of its row in the last transaction that it was part of, and of the last row before that transaction. */
  tried?: { place: number; after: number; tell: Tell };
}

/** One write of a transaction, and the end of the record before and after it. */
interface Part {
  kind: 'part';
  write: Waiting;
  basis: string;
  counted: boolean;
  changes: readonly Change[];
  tell: Tell;
  begin: RecordEnd;
  end: RecordEnd;
}
type NoPart = { kind: 'landed'; tell: Tell } | { kind: 'refused'; why: unknown };

/** Makes changes together with the record, or without it. */
export class Writer {
  readonly #table: Table;
  readonly #record: TableRecord;
  readonly #waiting: Waiting[] = [];
  #running = false;
  /** Settles with the write that was asked for last. */
  #last: Promise<unknown> = Promise.resolve();
  /** How many of those that wait could not be made together. */
  #alone = 0;

  constructor(table: Table, record: TableRecord) {
    this.#table = table;
    this.#record = record;
  }

  /**
   * Makes the changes in one transaction with a row of the record and its head. The head is read before anything is
   * judged and must still be the same when it is written, so that nothing that was counted can have grown meanwhile.
   * Without an entry the head is only written again. The writes of one process happen in the order in which they were asked
   * for, so that only processes compete; those that wait together, and have nothing to do with each other, in one transaction.
   * @param plan judges what is stored now; gets the place of the row, and the head that must still be there.
   */
  withRow<T>(
    entry: AuditEntry | undefined,
    plan: (place: number, writeId: string, head: AuditHead) => Promise<Plan<T>>,
  ): Promise<T> {
    const writeId = randomUUID();
    const written = new Promise<T>((resolve, reject) => {
      const planned = async (place: number, head: AuditHead): Promise<Plan<Tell>> => {
        const { result, ...rest } = await plan(place, writeId, head);
        return { ...rest, result: () => resolve(result) };
      };
      this.#waiting.push({ entry, writeId, plan: planned, refuse: reject });
    });
    this.#last = written.catch(() => undefined);
    if (!this.#running) this.#run();
    return written;
  }

  /** Makes changes that the record does not tell of; what they depend on is guarded by the changes themselves. */
  withoutRow<T>(plan: (writeId: string) => Promise<Plan<T>>): Promise<T> {
    const writeId = randomUUID();
    return writeUntilSettled(this.#table.host, async () => {
      const planned = await plan(writeId);
      return planned.kind === 'landed' ? planned : { ...planned, commit: () => this.#table.commit(planned.changes) };
    });
  }

  /** Settles when none of the writes that were asked for until now waits any more. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Whoever asks in the same breath goes along.
    await undefined;
    while (this.#waiting.length > 0) await this.#writeSome();
    this.#running = false;
  }

  /** Those at the front, as many as go together. What fails together is tried one by one, so that each has its own answer. */
  async #writeSome(): Promise<void> {
    let most = this.#alone > 0 ? 1 : MOST_TOGETHER;
    let together = 1;
    try {
      const made = await writeUntilSettled(this.#table.host, async () => {
        together = 1;
        const attempt = await this.#attempt(this.#waiting.slice(0, most));
        if (attempt.kind === 'write') together = attempt.result.length;
        // Fewer are judged sooner, where others are faster.
        most = Math.ceil(most / 2);
        return attempt;
      });
      for (const tell of made) tell();
      this.#settle(made.length);
    } catch (error) {
      if (together > 1) this.#alone = together;
      else for (const { refuse } of this.#settle(1)) refuse(error);
    }
  }

  #settle(count: number): Waiting[] {
    this.#alone = Math.max(0, this.#alone - count);
    return this.#waiting.splice(0, count);
  }

  /** @throws what the first of them is refused for. */
  async #attempt(writes: readonly Waiting[]): Promise<Attempt<Tell[]>> {
    const tried = writes.flatMap(write => write.tried ?? []);
    // From the row before on, so that rows that these writes may have made already are seen.
    const from = tried.length > 0 ? Math.min(...tried.map(({ after }) => after)) : undefined;
    const end = await this.#record.readEnd(from);
    const made = writes.filter(write => write.tried && end.writeIds.get(write.tried.place) === write.writeId);
    if (made.length > 0) return { kind: 'landed', result: made.flatMap(write => write.tried?.tell ?? []) };
    const places = placesOf(writes, end.head.count);
    const plans = await Promise.allSettled(writes.map((write, each) => write.plan(places[each] ?? 0, end.head)));
    const parts: Part[] = [];
    for (const [each, write] of writes.entries()) {
      const next = this.#part(write, plans[each], parts.at(-1)?.end ?? end);
      if (next.kind === 'part' && goesAlong(next, parts)) {
        parts.push(next);
        continue;
      }
      // Whatever does not go along is judged anew when it is the first.
      if (parts.length > 0) break;
      if (next.kind === 'refused') throw next.why;
      return { kind: 'landed', result: [next.tell] };
    }
    return this.#transaction(parts, end);
  }

  /** One write with its row, after those that end the record so. */
  #part(write: Waiting, plan: PromiseSettledResult<Plan<Tell>> | undefined, end: RecordEnd): Part | NoPart {
    if (plan?.status !== 'fulfilled') return { kind: 'refused', why: plan?.reason };
    const { value } = plan;
    if (value.kind === 'landed') return { kind: 'landed', tell: value.result };
    try {
      const { rows, end: after } = this.#record.append(end, write.entry, write.writeId);
      const { basis, counted = false, cut, result: tell } = value;
      const next = cut ? this.#record.cutTo(after, cut) : after;
      return { kind: 'part', write, basis, counted, changes: [...value.changes, ...rows], tell, begin: end, end: next };
    } catch (why) {
      return { kind: 'refused', why };
    }
  }

  #transaction(parts: readonly Part[], { head, headEtag }: RecordEnd): Attempt<Tell[]> {
    for (const { write, begin, tell } of parts) write.tried = { place: begin.head.count + 1, after: head.count, tell };
    const changes = parts.flatMap(part => part.changes);
    changes.push(headChange(parts.at(-1)?.end.head ?? head, headEtag));
    const basis = [headEtag, ...parts.map(part => part.basis)].join(' ');
    return { kind: 'write', basis, commit: () => this.#table.commit(changes), result: parts.map(({ tell }) => tell) };
  }
}

/** Where the row of each write stands if all of them are made. */
function placesOf(writes: readonly Waiting[], count: number): number[] {
  let rows = count;
  return writes.map(({ entry }) => {
    const place = rows + 1;
    if (entry) rows = place;
    return place;
  });
}

/** Nothing that those before it change is part of what it was judged on, or is changed by it too. */
function goesAlong({ counted, changes }: Part, parts: readonly Part[]): boolean {
  const [first] = parts;
  if (!first) return true;
  // Nothing on the record would tell that it was made together with them.
  if (!first.write.entry) return false;
  const before = parts.flatMap(part => part.changes.map(({ key }) => key));
  // One more is that of the head.
  if (counted || before.length + changes.length + 1 > MOST_CHANGES) return false;
  return !changes.some(({ key }) => before.includes(key));
}
