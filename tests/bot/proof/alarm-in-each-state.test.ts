import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestState } from '../../../src/desk/request/request.ts';
import { approvalsAt, assertPolite, KARIN, policy } from '../../support/approvals.ts';
import { inStore, STORES, type StoreName } from '../../support/both-stores.ts';
import { answeredCard, type InvokeAnswer } from '../../support/chat.ts';
import { PASSES, passesOf, signInWith, statesOf } from '../../support/passes.ts';
import { type AskedCaller, askWho, confirmNow, matched, raises, type Wish, wishFor } from '../../support/proofs.ts';
import { PASSWORD } from '../../support/reveal.ts';
import { pairs } from '../../support/runs.ts';
import {
  ANNA,
  becomes,
  fault,
  JOHANNA,
  LAST_CHANGE,
  MINUTE,
  nowReads,
  RESET,
  reads,
  resetCalls,
} from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const TRIES = 100;
const WISHES = ['reset-password', 'temporary-access-pass'] as const satisfies Wish[];
const READY = {
  'reset-password': 'The temporary password is ready',
  'temporary-access-pass': 'The Temporary Access Pass is ready',
} as const;
const STOPPED = /This may be somebody else/;
const SHOWN = ['password-shown', 'pass-shown'];

/** What there is before the alarm is raised. */
interface Scene {
  world: World;
  johanna: Client;
  anna: Client;
  wish: Wish;
  look(request: string): Promise<Request>;
}

/** What was asked, and what is still under way. */
type Reached = AskedCaller & { underWay?: Promise<InvokeAnswer> };

/** How far the request had come, and what it is after the alarm. */
interface Case {
  state: string;
  policy?: string;
  reach(scene: Scene): Promise<Reached>;
  ends: RequestState;
  /** What its card says then, where that is not why. */
  says?: RegExp;
  /** Whether the directory was called for it. */
  called: boolean;
}

const asked = async ({ world, johanna, anna, wish }: Scene) =>
  askWho(world, await wishFor(world, johanna, { kind: 'channel', wish }), anna);
const shown = async ({ world, johanna, anna, wish }: Scene) =>
  matched(world, await wishFor(world, johanna, { kind: 'channel', wish }), anna);

async function awaiting(scene: Scene): Promise<Reached> {
  await approvalsAt(scene.world, scene.johanna);
  const reached = await shown(scene);
  answeredCard(await confirmNow(scene.world, reached));
  return reached;
}

async function approved(scene: Scene): Promise<Reached> {
  const { world, johanna, look } = scene;
  const reached = await awaiting(scene);
  // What was shown counts no more, so that it waits for its requester.
  world.passTime(11 * MINUTE);
  const karin = await world.person(KARIN);
  await reached.chat.as(karin).execute('approve', { request: reached.request }, reached.asked.id);
  await world.chat(johanna).card('Approved: it is your turn');
  assert.equal((await look(reached.request)).state, 'approved');
  return reached;
}

/** The path of the call, and of what tells afterwards whether it arrived. */
const callOf = (wish: Wish) => (wish === 'reset-password' ? RESET : PASSES);
const lookOf = (wish: Wish) => (wish === 'reset-password' ? LAST_CHANGE : PASSES);

async function running(scene: Scene): Promise<Reached> {
  const { world, wish, look } = scene;
  const reached = await shown(scene);
  await fault(world, { service: 'graph', method: 'POST', pathPattern: callOf(wish), delayMs: 5_000, times: 1 });
  const underWay = confirmNow(world, reached);
  while ((await look(reached.request)).state !== 'running') await wait(20);
  return { ...reached, underWay };
}

async function unknown(scene: Scene): Promise<Reached> {
  const { world, wish, look } = scene;
  const reached = await shown(scene);
  await fault(world, { service: 'graph', method: 'POST', pathPattern: callOf(wish), drop: 'after', times: 1 });
  await fault(world, { service: 'graph', method: 'GET', pathPattern: lookOf(wish), status: 500, times: null });
  await confirmNow(world, reached);
  while ((await look(reached.request)).state !== 'unknown') await wait(20);
  return reached;
}

async function carriedOut(scene: Scene): Promise<Reached> {
  const reached = await shown(scene);
  answeredCard(await confirmNow(scene.world, reached));
  await scene.world.chat(scene.johanna).card(READY[scene.wish]);
  return reached;
}

async function shownOnce(scene: Scene): Promise<Reached> {
  const reached = await carriedOut(scene);
  const personal = scene.world.chat(scene.johanna);
  const handover = await personal.card(READY[scene.wish]);
  answeredCard(await personal.press(handover, 'show'));
  return reached;
}

async function handedOver(scene: Scene): Promise<Reached> {
  const reached = await shownOnce(scene);
  const personal = scene.world.chat(scene.johanna);
  const { id } = await personal.card(READY[scene.wish]);
  await personal.execute('handed-over', { request: reached.request }, id);
  assert.equal((await scene.look(reached.request)).state, 'done');
  return reached;
}

const CASES: readonly Case[] = [
  { state: 'open, asked', reach: asked, ends: 'refused', called: false },
  { state: 'open, shown', reach: shown, ends: 'refused', called: false },
  { state: 'awaiting-approval', policy: 'proof-and-two-people', reach: awaiting, ends: 'refused', called: false },
  {
    state: 'approved',
    policy: 'proof-and-two-people',
    reach: approved,
    ends: 'refused',
    says: /Approved by.*Karin Holmgren/s,
    called: false,
  },
  { state: 'running', reach: running, ends: 'done', called: true },
  { state: 'unknown', reach: unknown, ends: 'failed', called: true },
  { state: 'carried-out', reach: carriedOut, ends: 'done', called: true },
  { state: 'shown', reach: shownOnce, ends: 'done', called: true },
  { state: 'handed over', reach: handedOver, ends: 'done', says: /handed over/, called: true },
];

for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`from the alarm on nobody is shown a secret (${name})`, function () {
    this.timeout(300_000);
    let world: World;
    let environment: Record<string, string>;
    afterEach(() => world.stop());

    const eventsOf = async (request: string): Promise<string[]> =>
      (await inStore(world, environment, store => store.auditTrail(request))).map(({ event }) => event);

    async function begin(file: string, wish: Wish): Promise<Scene> {
      environment = await STORES[name]();
      world = await World.start({ ...environment, ...policy(file) });
      const [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
      const look = async (request: string) => {
        const found = await inStore(world, environment, store => store.get(request));
        assert.ok(found);
        return found;
      };
      return { world, johanna, anna, wish, look };
    }

    /** So many presses at the same time of everything that might lead to the secret. */
    function tries(
      { johanna }: Scene,
      { request, chat, asked: card }: Reached,
      length: number,
    ): Promise<InvokeAnswer[]> {
      const personal = world.chat(johanna);
      const message = world.connector.in(personal.id).at(-1)?.id ?? card.id;
      const show = () => personal.execute('show', { request }, message);
      const others = [
        () => chat.execute('confirm', { request }, card.id),
        () => personal.execute('run', { request }, message),
        () => chat.execute('retry', { request }, card.id),
      ];
      const pressed = others.map(press => press());
      return Promise.all([...Array.from({ length }, show), ...pressed]);
    }

    /** All were answered, and none with a password or a pass. */
    async function assertNoneIn(answered: readonly InvokeAnswer[]): Promise<void> {
      const secrets = (await passesOf(world)).map(each => each.temporaryAccessPass);
      for (const each of answered) {
        assertPolite(each, 'a try');
        const seen = JSON.stringify(each);
        assert.doesNotMatch(seen, PASSWORD);
        for (const secret of secrets) assert.ok(!seen.includes(secret));
      }
    }

    /** No pass is left that somebody could sign in with; what could not be reached at first is tried again. */
    async function assertTakenBack(): Promise<void> {
      for (let tries = 0; tries < 5 && (await statesOf(world)).some(each => each !== 'deleted'); tries += 1) {
        world.passTime(MINUTE);
        await world.bot.sweep();
      }
      for (const { temporaryAccessPass } of await passesOf(world)) {
        assert.equal(await signInWith(world, temporaryAccessPass), 'wrong-pass');
      }
    }

    for (const [one, wish] of pairs(CASES, WISHES)) {
      const { state, policy: file = 'proof-somebody', reach, ends, says = STOPPED, called } = one;
      it(`${state}, ${wish}`, async () => {
        const scene = await begin(file, wish);
        const reached = await reach(scene);
        const before = await eventsOf(reached.request);
        assert.match(reads(await raises(reached)), /You have raised the alarm/);
        const answered = await tries(scene, reached, TRIES);
        if (reached.underWay) answered.push(await reached.underWay);
        await assertNoneIn(answered);
        await world.sandbox.control('DELETE', 'faults');
        await becomes(world, reached.asked, says);
        await world.chat(scene.johanna).card('This may be somebody else');
        await world.bot.sweep();
        await assertNoneIn(await tries(scene, reached, 10));
        const request = await scene.look(reached.request);
        assert.deepEqual([request.state, 'sealed' in request], [ends, false]);
        const events = await eventsOf(reached.request);
        const count = (all: readonly string[], ...names: string[]) => all.filter(each => names.includes(each)).length;
        assert.equal(count(events, 'alarm-raised'), 1, String(events));
        assert.equal(count(events, ...SHOWN), count(before, ...SHOWN), 'shown no more than before');
        if (!called) assert.equal((await resetCalls(world)) + (await passesOf(world)).length, 0);
        if (state === 'handed over') assert.match(nowReads(world, reached.card), /whoever called may have it/);
        else await assertTakenBack();
        assert.deepEqual((await inStore(world, environment, store => store.verifyAudit())).findings, []);
      });
    }
  });
}
