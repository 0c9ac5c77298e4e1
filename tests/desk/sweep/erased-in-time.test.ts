import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { endianness, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request } from '../../../src/desk/request/request.ts';
import { UnreliableNetwork } from '../../store/tables/unreliable-network.ts';
import { sharedAzurite } from '../../support/azurite.ts';
import { inStore, STORES, type StoreName } from '../../support/both-stores.ts';
import { ERIK, MINUTE } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';
import { openCard, putRequests, waitingReset } from './owed-requests.ts';

const SECOND = 1_000;
const WITHIN = 5 * SECOND;
const HANGING = 24;
const MANY = 500;
/** Each transaction of the bot's ends at least so many on the average, */
const TOGETHER = 4;
/** where no more than so many want a core: else what could go together comes too slowly to wait for each other. */
const UNHURRIED = 8;

/** How long after its time the last of many had ended, in milliseconds; with how many transactions, and the machine's highest load meanwhile. */
interface End {
  late: number;
  transactions: number;
  load: number;
}

/** Where a world's bots keep their requests, and how many transactions they have made there. */
interface Stage {
  environment: Record<string, string>;
  transactions(world: World): number;
  stop(): Promise<void>;
}

const STAGES: Readonly<Record<StoreName, () => Promise<Stage>>> = {
  // SQLite, "WAL-mode File Format": iChange of the index.
  SQLite: async () => ({
    environment: {},
    transactions(world) {
      const index = readFileSync(`${world.storePath}-shm`);
      return endianness() === 'LE' ? index.readUInt32LE(8) : index.readUInt32BE(8);
    },
    stop: async () => undefined,
  }),
  'Azure Tables': async () => {
    const network = await UnreliableNetwork.to(await (await sharedAzurite()).emptyAccount());
    let made = 0;
    network.mishap = (method, url) => {
      if (method === 'POST' && url.includes('$batch')) made += 1;
      return undefined;
    };
    return {
      environment: { STORE: network.account.connectionString },
      transactions: () => made,
      stop: () => network.stop(),
    };
  },
};

/** The bot is a process of its own, with its own timers and real time. */
for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`what ends by itself, ${MANY} at once (${name})`, function () {
    this.timeout(300_000);
    let stage: Stage;
    let world: World;
    let erik: Client;
    beforeEach(async () => {
      stage = await STAGES[name]();
      world = await World.startProcesses(1, stage.environment);
      erik = await world.person(ERIK);
    });
    afterEach(async () => {
      await world.stop();
      await stage.stop();
    });

    const hanging = { path: /^PUT .*personal-hanging/, times: 1_000, holdMilliseconds: 30_000 };
    const refusing = { path: /^(PUT|POST)/, times: 10_000, status: 503 };
    const look = <T>(what: Parameters<typeof inStore<T>>[2]) => inStore(world, stage.environment, what);

    /** Waits until the bot has ended all of them; how long that took after their time, and with how many transactions. */
    async function ended(requests: readonly Request[], begin: number): Promise<End> {
      const count = () => look(async store => (await store.auditHead())?.count ?? 0);
      // A row for each that is put there, and one for each that has ended.
      const last = (await count()) + 2 * requests.length;
      await putRequests(world, requests, stage.environment);
      const from = Math.max(begin, Date.now());
      const before = stage.transactions(world);
      let load = 0;
      while ((await count()) < last) {
        load = Math.max(load, loadavg()[0] ?? 0);
        await wait(SECOND / 4);
      }
      assert.deepEqual(await look(store => store.lapsed(begin, requests.length)), []);
      return { late: Date.now() - from, transactions: stage.transactions(world) - before, load };
    }

    /** One by one, so that each call has its answer in time on a machine that is busy. */
    const stored = (requests: readonly Request[]) =>
      look(async store => {
        const found: Request[] = [];
        for (const { id } of requests) found.push((await store.get(id)) ?? assert.fail(`${id} is gone`));
        return found;
      });

    /**
     * On a machine that others want as well, everything takes as many times longer as there are who want a core, this test among
     * them. Bot, store and the services beside it hand each transaction on to each other, and each of them waits for a core.
     */
    function assertInTime({ late, transactions, load }: End, count: number): void {
      const together = load <= UNHURRIED ? TOGETHER : 1;
      assert.ok(transactions <= count / together, `${transactions} transactions for ${count}, with a load of ${load}`);
      const limit = WITHIN * 2 * Math.max(1, load);
      assert.ok(late <= limit, `the last one ${late} ms late, with a load of ${load}`);
    }

    async function assertNoneEarly(event: string, dueAt: ReadonlyMap<string, number>): Promise<void> {
      const rows = (await look(store => store.auditTrail())).filter(row => row.event === event);
      assert.deepEqual(rows.map(({ requestId }) => requestId).sort(), [...dueAt.keys()].sort());
      const early = rows.filter(({ at, requestId = '' }) => at < (dueAt.get(requestId) ?? 0));
      assert.deepEqual(early, []);
    }

    it(`erases each password within five seconds, with ${HANGING} cards that hang and a Teams that refuses everything`, async () => {
      world.connector.faults.push(hanging, refusing);
      const begin = Date.now() + 10 * SECOND;
      const { serviceUrl } = world.connector;
      const requests = Array.from({ length: HANGING + MANY }, (_, each) => {
        const dueAt = each < HANGING ? begin - 4 * SECOND : begin;
        const conversationId = each < HANGING ? `personal-hanging-${each}` : `personal-refusing-${each}`;
        const handover = { serviceUrl, conversationId, personal: true, cardId: `card-${each}` };
        return waitingReset(world, erik, { dueAt, carriedOutAt: dueAt - 15 * MINUTE, handover });
      });
      assertInTime(await ended(requests, begin), requests.length);
      const present = await stored(requests);
      assert.deepEqual(new Set(present.map(({ state }) => state)), new Set(['done']));
      assert.ok(!present.some(request => 'sealed' in request));
      await assertNoneEarly('password-erased', new Map(requests.map(({ id, dueAt }) => [id, dueAt])));
      const held = () => world.connector.calls.filter(({ path }) => path.includes('personal-hanging')).length;
      while (held() < HANGING) await wait(SECOND / 4);
    });

    it('expires each confirm card within five seconds', async () => {
      world.connector.faults.push(refusing);
      const begin = Date.now() + 10 * SECOND;
      const requests = Array.from({ length: MANY }, () => openCard(world, erik, { dueAt: begin }));
      assertInTime(await ended(requests, begin), requests.length);
      const present = await stored(requests);
      assert.deepEqual(new Set(present.map(({ state }) => state)), new Set(['expired']));
      await assertNoneEarly('request-expired', new Map(requests.map(({ id, dueAt }) => [id, dueAt])));
    });
  });
}
