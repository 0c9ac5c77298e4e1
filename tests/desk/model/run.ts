import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { KEYS, MINUTE, NOW } from '../../store/samples.ts';
import { perform } from './acts.ts';
import type { Act, ModelEvent } from './events.ts';
import { interleave, type Turns } from './interleaving.ts';
import { POLICIES } from './policies.ts';
import type { Sequence } from './sequences.ts';
import { standStill } from './standing-still.ts';
import { idle, pass, passToTheEnd } from './sweeping.ts';
import { type Counts, World } from './world.ts';

const HOUR = 60 * MINUTE;
/** Longer than the limits look back. */
const APART = 25 * HOUR;
/** Opening a store takes longer than a sequence: so many share one, a day apart. */
const PER_STORE = 100;

interface Shared {
  store: AuditedRequestStore;
  used: number;
  now: number;
}

/** Runs sequences, each in its own time; the store is given up after one that failed. */
export class Runner {
  readonly counts: Counts = { crashes: new Map(), passed: new Set() };
  readonly #stores = new Map<boolean, Shared>();
  #sequences = 0;

  /** @throws AssertionError when something was not as it must be. */
  async run({ aimed, events, turns, ahead, refusesRepeat, secondPass, ...chance }: Sequence): Promise<void> {
    const { opening = chance.opening, policy = chance.policy, approvals = chance.approvals } = aimed?.way ?? {};
    await this.inWorld(policy, approvals, async world => {
      world.entra.ahead = ahead;
      world.entra.resetCalls.refusesRepeat = refusesRepeat;
      world.entra.passCalls.secondPass = secondPass;
      for (const event of opening) await happen(world, event, turns);
      world.aim = aimed?.aim;
      for (const event of aimed ? [aimed.event, ...events] : events) await happen(world, event, turns);
    });
  }

  /** Gives `story` a world, and lets everything come to its end afterwards. */
  async inWorld(policy: number, approvals: boolean, story: (world: World) => Promise<void>): Promise<void> {
    const modelPolicy = POLICIES[policy];
    if (!modelPolicy) throw new Error(`there is no policy ${policy}`);
    const shared = await this.#storeFor(approvals);
    this.#sequences += 1;
    const world = new World(`r${this.#sequences}`, shared.store, modelPolicy, shared.now, this.counts);
    try {
      await story(world);
      world.aim = undefined;
      await passToTheEnd(world);
      await world.end();
      await world.checkEnded(['withdraw']);
      // Until here some could not do what takes their own sign-in and role.
      world.entra.restore();
      await passToTheEnd(world);
      await world.end();
      await world.checkEnded();
    } catch (error) {
      this.#stores.delete(approvals);
      throw error;
    }
    shared.now = world.now + APART;
    shared.used += 1;
  }

  async #storeFor(approvals: boolean): Promise<Shared> {
    const present = this.#stores.get(approvals);
    if (present && present.used < PER_STORE) return present;
    await present?.store.close();
    const store = openSqliteStore(':memory:', { keys: KEYS });
    if (approvals) await setApprovals(store);
    const shared = { store, used: 0, now: NOW };
    this.#stores.set(approvals, shared);
    return shared;
  }
}

async function happen(world: World, event: ModelEvent, turns: Turns): Promise<void> {
  await change(world, event, turns);
  await world.end();
}

async function change(world: World, event: ModelEvent, turns: Turns): Promise<void> {
  switch (event.happens) {
    case 'act':
      world.begin(event);
      return perform(world, world.process({ crash: event.act.crash }), event.act);
    case 'at-once':
      world.begin(event);
      return atOnce(world, event.acts, turns);
    case 'stands-still':
      world.begin(event);
      return standStill(world, event);
    case 'wait':
      world.begin(event);
      return event.down ? idle(world, event.milliseconds) : pass(world, event.milliseconds, event.crash);
    case 'standing':
      world.entra.person(event.who).standing = event.standing;
      return;
    case 'managed':
      world.entra.person(event.target).manager = event.by === event.target ? undefined : event.by;
      return;
    case 'sign-in':
      if (event.holds) world.entra.signedIn.add(event.who);
      else world.entra.signedIn.delete(event.who);
      return;
    case 'outside':
      return world.entra.outsideDoes(event);
    case 'operations':
      return world.entra.operations.end(event.end);
  }
}

/** Each act in a process of its own, and at every port call `turns` say who goes on. */
export function atOnce(world: World, acts: readonly Act[], turns: Turns): Promise<void> {
  return interleave(
    acts.map(act => yieldTo => perform(world, world.process({ crash: act.crash, yieldTo }), act)),
    turns,
  );
}

async function setApprovals(store: AuditedRequestStore): Promise<void> {
  const place = { serviceUrl: 'https://teams.example', conversationId: 'approvals', personal: false };
  const setBy = { id: 'gunnar', name: 'gunnar' };
  const value = { place, locale: 'en', setBy, setAt: NOW } as const;
  const row = { at: NOW, event: 'approvals-set', correlationId: 'k', actorId: 'gunnar', actorName: 'gunnar' } as const;
  await store.putSetting('approvals', value, row);
}
