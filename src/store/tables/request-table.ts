import type { BegunBy, Counted, Limit, Listed } from '../../desk/ports.ts';
import { nextLook } from '../../desk/request/duties.ts';
import { heldTarget } from '../../desk/request/holding.ts';
import { hasLapsed, type Request } from '../../desk/request/request.ts';
import { LimitReachedError, StaleRequestError, StoreError, TargetBusyError } from '../../errors.ts';
import { type OnUnreadable, readable } from '../requests/readable.ts';
import {
  type FoundRequest,
  fromRequestEntity,
  indexChanges,
  isForgottenRow,
  requestKey,
  requestValues,
} from './request-rows.ts';
import { ascending, keyRange, rowKey } from './row-keys.ts';
import type { StoredRow, Table } from './table.ts';
import type { Plan } from './writer.ts';

/** How many rows are read at the same time. */
const AT_ONCE = 20;

/** A row that finds a request which something is left to do for. */
interface Work {
  id: string;
  at: number;
  /** When its state ends by itself. */
  dueAt?: number;
  ordinal: number;
  requesterId: string;
}

/** The requests and the rows that find them. */
export class RequestTable {
  readonly #table: Table;
  readonly #onUnreadable: OnUnreadable;

  constructor(table: Table, onUnreadable: OnUnreadable) {
    this.#table = table;
    this.#onUnreadable = onUnreadable;
  }

  async read(id: string): Promise<FoundRequest | undefined> {
    const row = await this.#row(id);
    return row && fromRequestEntity(row);
  }

  /** @param ordinal the place of its row. @throws StoreError when the id is taken, TargetBusyError */
  async creation(request: Request, ordinal: number, writeId: string): Promise<Plan<void>> {
    const [stored] = await Promise.all([this.read(request.id), this.#requireTarget(request)]);
    if (stored !== undefined) throw new StoreError(`Request ${request.id} is in the store already.`);
    const values = requestValues(request, writeId, ordinal);
    const own = { kind: 'insert' as const, key: requestKey(request.id), values };
    return {
      kind: 'write',
      basis: '',
      changes: [own, ...indexChanges(undefined, request, ordinal)],
      result: undefined,
    };
  }

  /** @throws StaleRequestError, TargetBusyError, LimitReachedError */
  async transition(next: Request, limits: readonly Limit[], writeId: string): Promise<Plan<Request>> {
    const stored = await this.read(next.id);
    if (stored?.writeId === writeId) return { kind: 'landed', result: stored.request };
    if (stored === undefined || stored.request.version !== next.version) throw new StaleRequestError(next.id);
    await this.#requireTarget(next);
    await this.#requireLimits(next.id, limits);
    const { etag, ordinal } = stored;
    const values = requestValues({ ...next, version: next.version + 1 }, writeId, ordinal);
    const own = { kind: 'replace' as const, key: requestKey(next.id), values, etag };
    const result = fromRequestEntity({ key: own.key, etag, values }).request;
    const changes = [own, ...indexChanges(stored.request, next, ordinal)];
    return { kind: 'write', basis: etag, counted: limits.length > 0, changes, result };
  }

  /** The id of the request that holds this target. */
  async holderOf(targetId: string): Promise<string | undefined> {
    const row = await this.#table.get(rowKey('hold', targetId));
    return row && String(row.values.request_id);
  }

  /** The ids of the requests that were begun at or after that time. */
  async startedSince(of: Counted, since: number): Promise<string[]> {
    const ranges =
      'requesterIds' in of
        ? of.requesterIds.map(id => keyRange('started-by-requester', id))
        : [keyRange('started-by-target', of.targetId)];
    const found = ranges.map(range => {
      const from = since > 0 ? `${range.from}${ascending(Math.ceil(since))}` : range.from;
      return this.#found({ ...range, from });
    });
    return (await Promise.all(found)).flat();
  }

  async begun(of: BegunBy, since: number, limit: number): Promise<Request[]> {
    const ranges =
      of === 'everybody'
        ? await this.#rangesOfRequesters()
        : of.requesterIds.map(id => keyRange('started-by-requester', id));
    const found: { id: string; started: string }[] = [];
    for (const { from, below } of ranges) {
      const started = this.#table.range({
        from: `${from}${ascending(Math.max(0, Math.ceil(since)))}`,
        below,
        atMost: limit,
      });
      for await (const { key, values } of started)
        found.push({ id: String(values.request_id), started: key.slice(from.length) });
    }
    const earliest = found.toSorted((one, other) => (one.started < other.started ? -1 : 1)).slice(0, limit);
    return this.#all(earliest.map(({ id }) => id));
  }

  async history(of: Listed, limit: number): Promise<Request[]> {
    const range = 'requesterId' in of ? keyRange('by-requester', of.requesterId) : keyRange('by-target', of.targetId);
    return limit > 0 ? this.#all(await this.#found({ ...range, atMost: limit })) : [];
  }

  async due(now: number, limit: number): Promise<Request[]> {
    const work = await this.#work(`work_at le ${Math.floor(now)}L`);
    const oldest = work.toSorted((one, other) => one.at - other.at || one.ordinal - other.ordinal).slice(0, limit);
    const requests = await this.#all(oldest.map(({ id }) => id));
    return requests.filter(request => (nextLook(request) ?? now + 1) <= now);
  }

  async lapsed(now: number, limit: number): Promise<Request[]> {
    const work = await this.#work(`work_at le ${Math.floor(now)}L`);
    // A row that was written before it told so may have lapsed.
    const lapsed = work.filter(({ dueAt = now }) => dueAt <= now);
    const oldest = lapsed.toSorted((one, other) => one.at - other.at || one.ordinal - other.ordinal);
    const requests = await this.#all(oldest.map(({ id }) => id).slice(0, limit));
    return requests.filter(request => hasLapsed(request, now));
  }

  async unfinished(requesterId?: string): Promise<Request[]> {
    const work = await this.#work();
    const wanted = work.filter(each => requesterId === undefined || each.requesterId === requesterId);
    const requests = await this.#all(wanted.toSorted((one, other) => one.ordinal - other.ordinal).map(({ id }) => id));
    const unfinished = requests.filter(request => nextLook(request) !== undefined);
    return unfinished.toSorted((one, other) => one.createdAt - other.createdAt);
  }

  async #work(filter?: string): Promise<Work[]> {
    const work: Work[] = [];
    for await (const { values } of this.#table.range({ ...keyRange('work'), filter })) {
      const { request_id: id, work_at: at, due_at: dueAt, ordinal, requester_id: requesterId } = values;
      work.push({
        id: String(id),
        at: Number(at),
        dueAt: dueAt === undefined ? undefined : Number(dueAt),
        ordinal: Number(ordinal),
        requesterId: String(requesterId),
      });
    }
    return work;
  }

  /** Of each requester who has begun anything: from one to the next, past all that they have begun. */
  async #rangesOfRequesters(): Promise<{ from: string; below: string }[]> {
    const { from, below } = keyRange('started-by-requester');
    const ranges: { from: string; below: string }[] = [];
    for (let next: string | undefined = from; next !== undefined; next = ranges.at(-1)?.below) {
      const known = ranges.length;
      for await (const { key } of this.#table.range({ from: next, below, atMost: 1 })) {
        const beginning = key.slice(0, key.indexOf('|', from.length));
        ranges.push({ from: `${beginning}|`, below: `${beginning}}` });
      }
      if (ranges.length === known) break;
    }
    return ranges;
  }

  async #found(range: { from: string; below: string; atMost?: number }): Promise<string[]> {
    const ids: string[] = [];
    for await (const { values } of this.#table.range(range)) ids.push(String(values.request_id));
    return ids;
  }

  /** Without those that can't be read. */
  async #all(ids: readonly string[]): Promise<Request[]> {
    const rows: { id: string; row: StoredRow }[] = [];
    for (let begin = 0; begin < ids.length; begin += AT_ONCE) {
      const some = ids.slice(begin, begin + AT_ONCE).map(async id => ({ id, row: await this.#row(id) }));
      for (const { id, row } of await Promise.all(some)) if (row !== undefined) rows.push({ id, row });
    }
    return readable(rows, {
      read: ({ row }) => fromRequestEntity(row).request,
      idOf: ({ id }) => id,
      onUnreadable: this.#onUnreadable,
    });
  }

  async #row(id: string): Promise<StoredRow | undefined> {
    const row = await this.#table.get(requestKey(id));
    return row && isForgottenRow(row) ? undefined : row;
  }

  async #requireTarget(request: Request): Promise<void> {
    const held = heldTarget(request);
    const holder = held === undefined ? undefined : await this.holderOf(held);
    if (holder !== undefined && holder !== request.id) throw new TargetBusyError(request.id);
  }

  async #requireLimits(id: string, limits: readonly Limit[]): Promise<void> {
    const started = await Promise.all(limits.map(({ of, since }) => this.startedSince(of, since)));
    for (const [index, { atMost }] of limits.entries()) {
      const others = (started[index] ?? []).filter(each => each !== id);
      if (others.length >= atMost) throw new LimitReachedError(id, index);
    }
  }
}
