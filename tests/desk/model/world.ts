import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import { TERMINAL_EVENTS } from '../../../src/desk/request/audit-entry.ts';
import type { DutyKind } from '../../../src/desk/request/duty.ts';
import { type Request, type RequestState, targetOf } from '../../../src/desk/request/request.ts';
import { TokenServiceError } from '../../../src/errors.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { KEYS, MINUTE } from '../../store/samples.ts';
import { Entra } from './entra.ts';
import type { Around } from './events.ts';
import { Ledger, sealedIn } from './ledger.ts';
import type { Looks } from './looks.ts';
import type { ModelPolicy } from './policies.ts';
import { BotProcess, type Crash, type CrashCounts, type ProcessHeard, type ProcessOptions } from './process.ts';

/** How long a sealed password may wait in each state, written down once more. Milliseconds. */
export const WINDOW: Readonly<Partial<Record<RequestState, number>>> = {
  running: MINUTE,
  unknown: 15 * MINUTE,
  'carried-out': 15 * MINUTE,
};
const FINAL: readonly RequestState[] = ['cancelled', 'declined', 'expired', 'refused', 'failed', 'done'];
const STARTS: readonly string[] = ['reset-started', 'pass-started'];
const DAY = 24 * 60 * MINUTE;
const MOST_PAUSES = 3;

/** The bot stops: nobody waits for an operation any longer. */
export class Stopped extends Error {}

export interface Counts {
  crashes: CrashCounts;
  passed: Set<string>;
}

/** One sequence: its clock, its Entra, a store, and processes of the bot that come and go. */
export class World {
  readonly entra: Entra;
  readonly ledger: Ledger;
  readonly modelPolicy: ModelPolicy;
  readonly store: AuditedRequestStore;
  /** Every request as it was last written. */
  readonly requests = new Map<string, Request>();
  /** Since when each request is in its state. */
  readonly since = new Map<string, number>();
  /** Where the first process that comes there dies. */
  aim: Crash | undefined;
  now: number;
  nextSweep: number;
  readonly #name: string;
  readonly #counts: Counts;
  readonly #desk: Desk;
  readonly #touched = new Set<string>();
  readonly #processes: BotProcess[] = [];
  #ids = 0;
  #moments = 0;
  #pauses = 0;

  constructor(name: string, store: AuditedRequestStore, modelPolicy: ModelPolicy, start: number, counts: Counts) {
    this.#name = name;
    this.store = store;
    this.modelPolicy = modelPolicy;
    this.now = start;
    this.nextSweep = start + MINUTE;
    this.#counts = counts;
    const now = () => this.now;
    const seal = createSeal(KEYS.current);
    this.entra = new Entra({
      now,
      newId: () => `pass-${this.nextId()}`,
      takes: milliseconds => {
        this.now += milliseconds;
      },
      arrived: call => this.ledger.arrived(call),
      applied: call => this.ledger.applied(call),
      passRead: correlationId => this.ledger.passes.passRead(correlationId),
      passAsked: call => this.ledger.passes.passAsked(call),
      passMade: (...made) => this.ledger.passes.passMade(...made),
      passTaken: (...taken) => this.ledger.passes.passTaken(...taken),
    });
    const { entra } = this;
    const inFlight = () => this.#processes.map(one => one.callInFlight).filter(one => one !== undefined);
    const looksFor = (target: string) => this.#processes.find(({ callInFlight }) => callInFlight === target)?.looks;
    const moment = () => this.#moment();
    this.ledger = new Ledger({ entra, store, seal, modelPolicy, now, moment, inFlight, looksFor });
    this.#desk = {
      directory: { as: (_token, correlationId, requesterId) => entra.session(requesterId, correlationId) },
      store,
      seal,
      policy: modelPolicy.policy,
      signedIn: async ({ id }, correlationId) => {
        if (entra.trouble === 'token-service-down') throw new TokenServiceError('the token service is down');
        return entra.signedIn.has(id) ? entra.session(id, correlationId) : undefined;
      },
      now,
      newId: () => this.nextId(),
      random: below => this.#random(below),
      pause: async milliseconds => this.#pause(milliseconds),
    };
  }

  /** Some number; which does not matter, and the same one in each run. */
  #random(below: number): number {
    this.#ids += 1;
    return (this.#ids * 7) % below;
  }

  #moment(): number {
    this.#moments += 1;
    return this.#moments;
  }

  nextId(): string {
    this.#ids += 1;
    return `${this.#name}-${this.#ids}`;
  }

  /** A new process of the bot on the same store. */
  process({ crash, yieldTo }: Pick<ProcessOptions, 'crash' | 'yieldTo'> = {}): BotProcess {
    const { aim } = this;
    const onDeath = () => {
      if (!crash) this.aim = undefined;
    };
    const heard = {
      moment: () => this.#moment(),
      requestWritten: (next: Request, event: string | undefined, looks: Looks) => this.#written(next, event, looks),
      settingWritten: (...written: Parameters<ProcessHeard['settingWritten']>) =>
        this.ledger.callers.settingWritten(...written),
    };
    const process = new BotProcess(this.#desk, { crash: crash ?? aim, yieldTo, onDeath, heard, ...this.#counts });
    this.#processes.push(process);
    return process;
  }

  /** What is wrong while an event happens. */
  begin({ resets, trouble }: Around): void {
    this.entra.callFaults = [...resets];
    this.entra.trouble = trouble;
    this.#pauses = 0;
  }

  /** Lets what is still under way arrive, and checks everything that must hold after every event. */
  async end(): Promise<void> {
    this.entra.arriveLate();
    this.begin({ resets: [], trouble: 'none' });
    this.#processes.length = 0;
    this.ledger.endOfEvent();
    this.ledger.passes.checkLive();
    assert.deepEqual(this.ledger.violations, []);
    for (const id of this.#touched) await this.#checkStored(id);
    this.#touched.clear();
    const holding = [...this.requests.values()].filter(({ state }) => state in WINDOW);
    const held = holding.map(request => targetOf(request)?.id);
    assert.equal(new Set(held).size, held.length, `more than one request holds a target: ${held.join()}`);
  }

  /** A sweep that began then went through: no sealed password was older than its window. */
  checkPurged(began: number): void {
    for (const request of this.requests.values()) {
      if (sealedIn(request) === undefined) continue;
      const { id, state } = request;
      const age = began - (this.since.get(id) ?? 0);
      assert.ok(age < (WINDOW[state] ?? 0), `${id}: a password has been sealed for ${age} ms in ${state}`);
    }
  }

  /** After hours of sweeps nothing is left to do, but what has to wait for somebody. */
  async checkEnded(waiting: readonly DutyKind[] = []): Promise<void> {
    await this.#checkAlarms();
    for (const request of this.requests.values()) {
      const { id, state, duties } = request;
      assert.ok(FINAL.includes(state), `${id} has not ended: ${state}`);
      const left = duties.map(({ what }) => what).filter(what => !waiting.includes(what));
      assert.deepEqual(left, [], `${id}: something is still to be done`);
    }
  }

  /** Each alarm holds for all requests about the target. */
  async #checkAlarms(): Promise<void> {
    for (const { request, targetId, at } of this.ledger.callers.alarms.all) {
      const { id } = request;
      const kept = await this.store.setting(`alarm:${targetId}`);
      const ids = kept ? [kept, ...(kept.before ?? [])].map(({ requestId }) => requestId) : [];
      // With one that comes a day later it need not be kept any more.
      const isOver = kept !== undefined && kept.at - at >= DAY;
      assert.equal(ids.filter(each => each === id).length, isOver ? 0 : 1, `${id}: its alarm is not kept`);
      const rows = (await this.store.auditTrail(id)).filter(({ event }) => event === 'alarm-raised');
      assert.equal(rows.length, 1, `${id}: its alarm is not on record once`);
    }
  }

  async #checkStored(id: string): Promise<void> {
    const request = await this.store.get(id);
    assert.ok(request, `${id} is not in the store`);
    assert.equal(request.version, this.requests.get(id)?.version);
    const isFinal = FINAL.includes(request.state);
    const ends = (await this.store.auditTrail(id)).filter(({ event }) => TERMINAL_EVENTS.includes(event));
    assert.equal(ends.length, isFinal ? 1 : 0, `${id} in ${request.state}: ${ends.map(({ event }) => event).join()}`);
    const isSealed = request.action === 'reset-password' ? request.state in WINDOW : request.state === 'carried-out';
    assert.equal(sealedIn(request) !== undefined, isSealed, `${id}: sealed in ${request.state}`);
  }

  #written(next: Request, event: string | undefined, looks: Looks): void {
    const before = this.requests.get(next.id);
    if (!before) this.ledger.opened(next);
    if (before?.state !== next.state || STARTS.includes(event ?? '')) this.since.set(next.id, this.now);
    this.requests.set(next.id, next);
    this.#touched.add(next.id);
    this.ledger.written(before, next, { event, looks });
  }

  #pause(milliseconds: number): void {
    this.#pauses += 1;
    if (this.#pauses > MOST_PAUSES) throw new Stopped();
    this.now += milliseconds;
    const { trouble } = this.entra;
    if (this.#pauses > 1 && trouble !== 'operation-hangs') {
      this.entra.operations.end(trouble === 'operation-fails' ? 'failed' : 'succeeded');
    }
  }
}
