import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { answeredCard } from '../../support/chat.ts';
import { askForPass, confirmPass, givePass, handOverPass, PASSES, pressOn } from '../../support/passes.ts';
import { JOHANNA } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';
import { type Collected, collect } from '../../telemetry/support/collected.ts';

/** What names people, and what people wrote: none of it belongs into a trace or a metric. */
const PRIVATE = /anna|svensson|johanna|bergstr|fjallvind|lost her phone|INC00|29:|%40|@/i;
const ACTION = 'temporary-access-pass';

describe('telemetry of passes', () => {
  let collected: Collected;
  let world: World;
  let johanna: Client;
  before(async () => {
    collected = collect();
    world = await World.start();
  });
  after(async () => {
    await world.stop();
    await collected.stop();
  });
  beforeEach(async () => {
    await world.reset();
    johanna = await world.person(JOHANNA);
    collected.forget();
  });

  async function total(name: string, attributes: Record<string, unknown>): Promise<number> {
    const points = (await collected.points(name)).filter(point =>
      Object.entries(attributes).every(([key, value]) => point.attributes[key] === value),
    );
    return points.reduce((sum, { value }) => sum + value, 0);
  }

  /** Waits until one more is counted of a pass that ended so; of resets none is. */
  async function countsOne(outcome: string, act: () => Promise<unknown>): Promise<void> {
    const ofPasses = () => total('nyckel.resets', { action: ACTION, outcome });
    const ofResets = () => total('nyckel.resets', { action: 'reset-password' });
    const [before, resets] = [await ofPasses(), await ofResets()];
    await act();
    while ((await ofPasses()) === before) await wait(50);
    assert.deepEqual([await ofPasses(), await ofResets()], [before + 1, resets]);
  }

  it('counts one that was made', () => countsOne('accepted', () => givePass(world, johanna)));

  it('counts one that was refused', async () => {
    await countsOne('failed', async () => {
      const chat = world.chat(johanna);
      const asked = await askForPass(world, chat);
      await world.fault({ service: 'graph', method: 'POST', pathPattern: PASSES, status: 400 });
      answeredCard(await confirmPass(chat, asked));
    });
  });

  it('counts one of which it is not known', async () => {
    await countsOne('unknown', async () => {
      const chat = world.chat(johanna);
      const asked = await askForPass(world, chat);
      await world.fault({ service: 'graph', method: 'POST', pathPattern: PASSES, drop: 'before' });
      answeredCard(await confirmPass(chat, asked));
    });
  });

  it('names the turns by what was pressed, and Graph’s paths without ids', async () => {
    const given = await givePass(world, johanna);
    const { receipt } = await handOverPass(given);
    await pressOn(given, receipt, 'read-receipt');
    await pressOn(given, receipt, 'withdraw');
    const kinds = world.log.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'turn');
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['temporary-access-pass', 'confirm', 'show', 'handed-over', 'read-receipt', 'withdraw'],
    );
    assert.equal(new Set(kinds.slice(1).map(({ request }) => request)).size, 1);
    const path = '/users/{id}/authentication/temporaryAccessPassMethods';
    for (const call of [
      { method: 'POST', path, status: 201 },
      { method: 'GET', path, status: 200 },
      { method: 'DELETE', path: `${path}/{id}`, status: 204 },
    ]) {
      assert.ok((await total('nyckel.graph.calls', call)) >= 1, JSON.stringify(call));
    }
  });

  it('holds no name, no address, nothing that was written and no pass', async () => {
    const chat = world.chat(johanna);
    const reset = await chat.says('reset password for Anna Svensson because she lost her phone, INC0012345');
    const card = answeredCard(await chat.press(reset, 'instead'));
    assert.ok(card);
    const given = await givePass(world, johanna, { ticket: 'INC0012345' });
    const { receipt, secret } = await handOverPass(given);
    await pressOn(given, receipt, 'read-receipt');
    const everything = JSON.stringify([
      await collected.points(),
      collected.spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    ]);
    assert.ok(collected.spans().length > 10);
    assert.doesNotMatch(everything, PRIVATE);
    assert.ok(!everything.includes(secret));
  });
});
