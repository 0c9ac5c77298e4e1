import type { ForgettingStore } from '../../src/desk/forgetting-store.ts';
import type { BegunBy, Counted, DoubtStore, Limit, Listed } from '../../src/desk/ports.ts';
import type { AuditEntry, RecordedEntry } from '../../src/desk/request/audit-entry.ts';
import type { Doubt } from '../../src/desk/request/doubt.ts';
import { nextLook } from '../../src/desk/request/duties.ts';
import type { PendingCommand } from '../../src/desk/request/errand.ts';
import { heldTarget } from '../../src/desk/request/holding.ts';
import { dueAtOf, hasLapsed, type Request } from '../../src/desk/request/request.ts';
import type { Settings } from '../../src/desk/settings.ts';
import { ERRAND_LIFETIME, MESSAGE_KEPT } from '../../src/desk/times.ts';
import { LimitReachedError, StaleRequestError, StoreError, TargetBusyError } from '../../src/errors.ts';
import type { StoredEntry } from '../../src/store/record/audit-columns.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import { verifyChain } from '../../src/store/record/chain.ts';
import type { AuditFindings } from '../../src/store/record/chain-findings.ts';
import {
  type AuditHead,
  type ChainedRow,
  type CutMark,
  chainRow,
  headOf,
  NO_HASH,
} from '../../src/store/record/chain-row.ts';
import { deriveChainKey } from '../../src/store/seal/chain-keys.ts';

import { begunOf, concerns, resets } from './memory-begun.ts';
import { memoryDoubts } from './memory-doubts.ts';
import { memoryForgetting } from './memory-forgetting.ts';

/** What stores in memory share: as much as a file or an account of the others. */
export class MemoryData {
  /** By id, in the order in which they were created. */
  readonly requests = new Map<string, Request>();
  readonly settings = new Map<string, unknown>();
  readonly pending = new Map<string, PendingCommand>();
  readonly messages = new Map<string, number>();
  /** By id, in the order in which they were kept. */
  readonly doubts = new Map<string, Doubt>();
  readonly rows: ChainedRow[] = [];
  /** What the first rows were cut by. */
  cut: CutMark | undefined;
}

/**
 * The store of the desk's specs: it keeps its promises (tests/store/contract.ts) without a file or a service, and gives nobody
 * an object that somebody else can change.
 */
export class MemoryStore implements AuditedRequestStore {
  readonly #data: MemoryData;
  readonly #key: ReturnType<typeof deriveChainKey>;
  #closed = false;
  readonly doubts: DoubtStore;
  readonly forgetting: ForgettingStore;

  /** @param sealKey SEAL_KEY, which the record is chained with. */
  constructor(sealKey: Buffer, data = new MemoryData()) {
    this.#key = deriveChainKey(sealKey);
    this.#data = data;
    this.doubts = memoryDoubts(() => this.#open().doubts);
    this.forgetting = memoryForgetting(() => this.#open(), this.#key);
  }

  async create(request: Request, audit: AuditEntry): Promise<void> {
    const { requests, rows } = this.#open();
    if (requests.has(request.id)) throw new StoreError(`There is a request ${request.id} already`);
    const row = this.#rowOf(audit);
    requests.set(request.id, copyOf(request));
    rows.push(row);
  }

  async get(id: string): Promise<Request | undefined> {
    return this.#open()
      .requests.values()
      .filter(request => request.id === id)
      .map(copyOf)
      .toArray()[0];
  }

  async replace(next: Request, audit?: AuditEntry, limits: readonly Limit[] = []): Promise<Request> {
    const { requests, rows } = this.#open();
    if (requests.get(next.id)?.version !== next.version) throw new StaleRequestError(next.id);
    const others = [...requests.values()].filter(({ id }) => id !== next.id);
    const held = heldTarget(next);
    if (held !== undefined && others.some(other => heldTarget(other) === held)) throw new TargetBusyError(next.id);
    const reached = limits.findIndex(({ of, since, atMost }) => resets(others, of, since) >= atMost);
    if (reached >= 0) throw new LimitReachedError(next.id, reached);
    if (audit) rows.push(this.#rowOf(audit));
    const written = copyOf({ ...next, version: next.version + 1 });
    requests.set(next.id, written);
    return copyOf(written);
  }

  async due(now: number, limit: number): Promise<Request[]> {
    const at = (request: Request) => nextLook(request) ?? Number.POSITIVE_INFINITY;
    const due = this.#requests().filter(request => at(request) <= now);
    return due.sort((one, other) => at(one) - at(other)).slice(0, limit);
  }

  async lapsed(now: number, limit: number): Promise<Request[]> {
    const lapsed = this.#requests().filter(request => hasLapsed(request, now));
    return lapsed.sort((one, other) => (dueAtOf(one) ?? 0) - (dueAtOf(other) ?? 0)).slice(0, limit);
  }

  async unfinished(requesterId?: string): Promise<Request[]> {
    return this.#requests()
      .filter(({ requester }) => (requesterId ?? requester.id) === requester.id)
      .filter(request => nextLook(request) !== undefined)
      .sort((one, other) => one.createdAt - other.createdAt);
  }

  async busyWith(targetId: string): Promise<Request | undefined> {
    return this.#requests().find(request => heldTarget(request) === targetId);
  }

  async begunSince(of: Counted, since: number): Promise<number> {
    return resets(this.#requests(), of, since);
  }

  async begun(of: BegunBy, since: number, limit: number): Promise<Request[]> {
    return begunOf(this.#requests(), of, since).slice(0, limit);
  }

  async history(of: Listed, limit: number): Promise<Request[]> {
    return this.#requests()
      .filter(request => concerns(request, of))
      .reverse()
      .sort((one, other) => other.createdAt - one.createdAt)
      .slice(0, limit);
  }

  async record(audit: AuditEntry): Promise<void> {
    const { rows } = this.#open();
    rows.push(this.#rowOf(audit));
  }

  async auditTrail(requestId?: string): Promise<StoredEntry[]> {
    return this.#open()
      .rows.map(({ entry }) => copyOf(entry))
      .filter(entry => requestId === undefined || entry.requestId === requestId);
  }

  async *recorded({ from, before }: { from: number; before: number }): AsyncIterable<RecordedEntry> {
    const rows = this.#open().rows.filter(({ entry: { at } }) => at >= from && at < before);
    for (const { entry } of rows) yield copyOf(entry);
  }

  async *auditRows({ from = 1, to = Number.POSITIVE_INFINITY } = {}): AsyncIterable<ChainedRow> {
    for (const row of this.#open().rows.filter(({ seq }) => seq >= from && seq <= to)) yield copyOf(row);
  }

  async auditHead(): Promise<AuditHead | undefined> {
    const { rows, cut } = this.#open();
    return headOf(this.#key, rows.at(-1), cut);
  }

  async verifyAudit(): Promise<AuditFindings> {
    const { rows, cut } = this.#open();
    const last = rows.at(-1);
    return verifyChain(this.auditRows({ to: last?.seq ?? 0 }), headOf(this.#key, last, cut), {
      current: this.#key,
      earlier: [],
    });
  }

  async setting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    const value = this.#open().settings.get(name);
    return value === undefined ? undefined : (copyOf(value) as Settings[Name]);
  }

  async putSetting<Name extends keyof Settings>(name: Name, value: Settings[Name], audit: AuditEntry): Promise<void> {
    const { settings, rows } = this.#open();
    rows.push(this.#rowOf(audit));
    settings.set(name, copyOf(value));
  }

  async replaceSetting<Name extends keyof Settings>(
    name: Name,
    { before, after }: { before: Settings[Name] | undefined; after: Settings[Name] },
    audit: AuditEntry,
  ): Promise<boolean> {
    if (JSON.stringify(this.#open().settings.get(name)) !== JSON.stringify(before)) return false;
    await this.putSetting(name, after, audit);
    return true;
  }

  async keepPending(personId: string, command: PendingCommand): Promise<void> {
    const { pending } = this.#open();
    for (const [id, { keptAt }] of pending) if (keptAt <= command.keptAt - ERRAND_LIFETIME) pending.delete(id);
    pending.set(personId, copyOf(command));
  }

  async takePending(personId: string, now: number): Promise<PendingCommand | undefined> {
    const { pending } = this.#open();
    const command = pending.get(personId);
    pending.delete(personId);
    return command && command.keptAt > now - ERRAND_LIFETIME ? command : undefined;
  }

  async takeMessage(key: string, now: number): Promise<boolean> {
    const { messages } = this.#open();
    if (isKept(messages.get(key), now)) return false;
    messages.set(key, now);
    return true;
  }

  async isMessageTaken(key: string, now: number): Promise<boolean> {
    return isKept(this.#open().messages.get(key), now);
  }

  async releaseMessage(key: string): Promise<void> {
    this.#open().messages.delete(key);
  }

  async check(): Promise<void> {
    this.#open();
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #open(): MemoryData {
    if (this.#closed) throw new StoreError('The store is closed');
    return this.#data;
  }

  #requests(): Request[] {
    return [...this.#open().requests.values()].map(copyOf);
  }

  #rowOf(entry: AuditEntry): ChainedRow {
    const last = this.#data.rows.at(-1);
    return copyOf(chainRow(this.#key, last?.hash ?? NO_HASH, (last?.seq ?? 0) + 1, entry));
  }
}

/** As it comes out of a store: what is undefined is not there. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function isKept(takenAt: number | undefined, now: number): boolean {
  return takenAt !== undefined && takenAt > now - MESSAGE_KEPT;
}
