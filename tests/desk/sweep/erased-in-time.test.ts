import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { audit, ERIK, MINUTE } from '../../support/story.ts';
import { World } from '../../support/world.ts';
import { putResets } from './owed-requests.ts';

const SECOND = 1_000;
const WITHIN = 5 * SECOND;
const HANGING = 24;
const MANY = 100;

/** The bot is a process of its own, with its own timers and real time. */
describe('a password whose time is over', function () {
  this.timeout(180_000);
  let world: World;
  beforeEach(async () => {
    world = await World.startProcesses(1);
  });
  afterEach(() => world.stop());

  const hanging = { path: /^PUT .*personal-hanging/, times: 1_000, holdMilliseconds: 30_000 };
  const refusing = { path: /^(PUT|POST)/, times: 10_000, status: 503 };

  it('is erased within five seconds, with 24 cards that hang, a Teams that refuses everything and a hundred at once', async () => {
    world.connector.faults.push(hanging, refusing);
    const erik = await world.person(ERIK);
    const begin = Date.now() + 10 * SECOND;
    const { serviceUrl } = world.connector;
    const due = Array.from({ length: HANGING + MANY }, (_, each) => {
      const dueAt = each < HANGING ? begin : begin + 4 * SECOND;
      const conversationId = each < HANGING ? `personal-hanging-${each}` : `personal-refusing-${each}`;
      const handover = { serviceUrl, conversationId, personal: true, cardId: `card-${each}` };
      return { dueAt, carriedOutAt: dueAt - 15 * MINUTE, handover };
    });
    const ids = await putResets(world, erik, due);
    assert.ok(Date.now() < begin, 'they were in the store before their time');
    const erased = async () => (await audit(world)).filter(({ event }) => event === 'password-erased');
    while ((await erased()).length < ids.length) await wait(2 * SECOND);
    const dueAt = new Map(ids.map((id, each) => [id, due[each]?.dueAt ?? 0]));
    const late = (await erased()).map(({ at, requestId = '' }) => at - (dueAt.get(requestId) ?? 0));
    assert.ok(Math.min(...late) >= 0, `${Math.min(...late)} ms too early`);
    assert.ok(Math.max(...late) <= WITHIN, `the last one ${Math.max(...late)} ms late`);
    const held = world.connector.calls.filter(({ path }) => path.includes('personal-hanging')).length;
    assert.ok(held >= HANGING, `only ${held} cards hang`);
  });
});
