import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectorFault } from '../support/connector.ts';
import type { World } from '../support/world.ts';

const PAGE =
  '<!DOCTYPE html><html><head><title>Blocked</title></head><body>This page is not allowed here.</body></html>';
/** From something in between, which is not the service. */
const HTML = { foreign: 'html' };
/** How long a fault that nobody met stays. Milliseconds. */
const LASTS = 4_000;
/** How many faults there are to each time at which all calls that hang arrive. */
const ARRIVALS = 1 / 20;
/** Longer than the bot waits for Graph: what is asked then happens after it has given up. Milliseconds. */
const HANG = 25_000;

type SandboxFault = Record<string, unknown> & { service: string };
type Fault = { sandbox: SandboxFault } | { connector: ConnectorFault };

/** What a service answers in the place of what was asked. */
const ANSWERS: readonly Record<string, unknown>[] = [
  { status: 500 },
  { status: 502, ...HTML },
  { status: 503, retryAfter: 1 },
  { status: 504 },
  { status: 429, retryAfter: 1.5 },
  { status: 400 },
  { status: 401 },
  { status: 403, ...HTML },
  { status: 404, ...HTML },
  { status: 409 },
  { status: 302, foreign: 'empty', headers: { location: 'https://elsewhere.example/' } },
  { status: 200, ...HTML },
  { status: 202, ...HTML },
  { status: 200, foreign: 'empty' },
  { status: 202, foreign: 'json' },
  { status: 200, body: { error: { code: 'ServiceError', message: 'Not now.' } } },
  { malformedJson: true },
  { drop: 'before' },
  { drop: 'after' },
  { delayMs: 1_500 },
  { delayMs: 6_000 },
];

/** What replaces the answer after the service has done what was asked, or before it does: a late call hangs in the network. */
const LOST: readonly Record<string, unknown>[] = [
  { status: 500, applied: true },
  { status: 502, applied: true, ...HTML },
  { status: 200, applied: true, ...HTML },
  { status: 403, applied: true, ...HTML },
  { drop: 'after' },
  { drop: 'late' },
  { drop: 'late' },
  { malformedJson: true },
];

/** What the bot asks Graph, as patterns of paths. */
const GRAPH = [
  ...['', 'batch', 'resetPassword', 'resetPassword', 'lastPasswordChangeDateTime$', 'operations/', 'users'],
  'revokeSignInSessions',
];

/** What Teams answers instead of doing what was asked, or does without saying so. */
const TEAMS: readonly Partial<ConnectorFault>[] = [
  { status: 429, headers: { 'retry-after': '1' } },
  { status: 412 },
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 404, deletes: true },
  { drops: true },
  { drops: true },
  { holdMilliseconds: 3_000 },
  { delayMilliseconds: 3_000 },
  { status: 200, raw: PAGE, headers: { 'content-type': 'text/html' } },
  { status: 201, raw: '' },
];

/** Lets all services fail, each in every way, until it is told to stop. The same seed gives the same order. */
export class Weather {
  readonly #world: World;
  readonly #random: () => number;
  /** How many faults were met. */
  met = 0;

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#random = seeded(seed);
  }

  /** Lets something go wrong every so many milliseconds, until the signal; then everything works again. */
  async blow(every: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const ending = this.#one(this.#fault());
      if (this.#random() < ARRIVALS) await this.#world.sandbox.control('POST', 'late-calls');
      await Promise.race([ending, wait(every)]);
    }
    await this.#world.sandbox.control('DELETE', 'faults');
    this.#world.connector.faults.length = 0;
  }

  async #one(fault: Fault): Promise<void> {
    if ('connector' in fault) {
      this.#world.connector.faults.push(fault.connector);
      await wait(LASTS);
      this.met += fault.connector.times === 0 ? 1 : 0;
      fault.connector.times = 0;
      return;
    }
    const { id } = await this.#world.sandbox.control<{ id: string }>('POST', 'faults', fault.sandbox);
    await wait(LASTS);
    const left = await this.#world.sandbox.control<{ faults: { id: string }[] }>('GET', 'faults');
    const unmet = left.faults.some(each => each.id === id);
    this.met += unmet ? 0 : 1;
    if (unmet) await this.#world.sandbox.control('DELETE', `faults/${id}`).catch(() => undefined);
  }

  #fault(): Fault {
    const dice = this.#random();
    if (dice < 0.5) return { sandbox: this.#graphFault() };
    if (dice < 0.65) return { sandbox: { service: 'token', ...this.#of(ANSWERS) } };
    if (dice < 0.7) return { sandbox: { service: this.#of(['login', 'channel']), ...this.#of(ANSWERS) } };
    const path = this.#of([/^(POST|PUT)/, /^POST/, /^PUT/, /./]);
    return { connector: { path, times: 1, ...this.#of(TEAMS) } };
  }

  #graphFault(): SandboxFault {
    const pathPattern = this.#of(GRAPH);
    const writes = pathPattern === 'resetPassword' || pathPattern === 'revokeSignInSessions';
    const hangs = writes && this.#random() < 0.05;
    const how = hangs ? { delayMs: HANG } : this.#of(writes && this.#random() < 0.5 ? LOST : ANSWERS);
    return { service: 'graph', ...(pathPattern && { pathPattern }), ...how };
  }

  #of<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.#random() * list.length)];
    if (chosen === undefined) throw new Error('An empty list');
    return chosen;
  }
}

/** Numbers from 0 to 1, always the same for one seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
