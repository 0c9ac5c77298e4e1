import assert from 'node:assert/strict';
import { timesOf } from '../../../../src/desk/refusals/repeated.ts';
import { ANNA, askForAnna, audit, ERIK, OLIVIA } from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';
import { type Collected, collect } from '../../../telemetry/support/collected.ts';

describe('one person who is refused again and again', () => {
  let collected: Collected;
  let world: World;
  let olivia: Client;
  before(() => {
    collected = collect();
  });
  after(() => collected.stop());
  beforeEach(async () => {
    world = await World.startUnhurried(1_000);
    olivia = await world.person(OLIVIA);
  });
  afterEach(() => world.stop());

  const ofOlivia = async () => (await audit(world)).filter(row => row.actorId === olivia.objectId);

  async function presses(times: number): Promise<void> {
    const { chat, asked } = await askForAnna(world, await world.person(ERIK), 'groupChat');
    for (let each = 0; each < times; each += 1) await chat.as(olivia).press(asked, 'confirm');
  }

  it('is one row, and one more with the number of the others when the bot stops', async () => {
    await presses(40);
    assert.equal((await ofOlivia()).length, 1);
    await world.bot.stop();
    const rows = await ofOlivia();
    assert.deepEqual(
      rows.map(({ event, rule, targetName, detail }) => [event, rule, targetName, detail]),
      [
        ['not-allowed', 'not-yours', ANNA, undefined],
        ['not-allowed', 'not-yours', ANNA, 'repeated 39 times'],
      ],
    );
    assert.equal(
      rows.reduce((sum, { detail }) => sum + timesOf({ event: 'not-allowed', detail }), 0),
      40,
    );
  });

  it('is told with its rule in the line of each turn', async () => {
    await presses(10);
    const lines = world.log
      .map(line => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg, person }) => msg === 'turn' && person === olivia.objectId);
    assert.deepEqual(
      lines.map(({ rule }) => rule),
      Array(10).fill('not-yours'),
    );
  });

  it('is counted each time in what the alert goes by', async () => {
    const sum = async (rule: string) =>
      (await collected.points('nyckel.refusals'))
        .filter(({ attributes }) => attributes.rule === rule && attributes.person === olivia.objectId)
        .reduce((total, { value }) => total + value, 0);
    const before = await sum('not-yours');
    await presses(25);
    await world.bot.stop();
    assert.equal((await sum('not-yours')) - before, 25);
  });

  for (const [what, value, rule] of [
    ['a code that Microsoft documents', { code: 'ResourceMatchFailed' }, 'resourcematchfailed'],
    ['another one', { code: "a;=cmd|'/C calc'!A0" }, 'other'],
    ['no text', { code: 5 }, undefined],
    ['nothing', undefined, undefined],
  ] as const) {
    it(`a failed sign-in with ${what}: no text of the client gets on record`, async () => {
      await world.chat(olivia).invoke('signin/failure', value);
      assert.deepEqual(
        (await ofOlivia()).map(row => [row.event, row.rule]),
        [['sign-in-failed', rule]],
      );
    });
  }
});
