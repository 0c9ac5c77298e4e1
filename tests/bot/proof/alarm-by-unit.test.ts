import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { unitConversation } from '../../desk/approvals/taking.ts';
import { approvalsAt, policy, stored } from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { askWho, raises, wishFor } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, becomes, change, JOHANNA, MINUTE } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const ALERT = 'Somebody may be trying to get into this account';
const STOCKHOLM = 'Stockholm office';

describe('the alarm about a member of a unit', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  let general: Chat;
  let unit: Chat;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
    general = await approvalsAt(world, johanna);
    unit = await unitConversation(world, johanna, STOCKHOLM);
  }, policy('proof-somebody'));

  const alertsIn = ({ id }: Chat) => world.connector.in(id).filter(each => textOf(each).includes(ALERT)).length;

  async function raised(): Promise<string> {
    const asked = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    await raises(asked);
    await becomes(world, asked.asked, /This may be somebody else/);
    return asked.request;
  }

  it('comes to the general conversation and to that of the unit', async () => {
    await change(world, ANNA, { joinUnits: [STOCKHOLM] });
    await raised();
    for (const chat of [general, unit]) await chat.card(ALERT);
    assert.deepEqual([alertsIn(general), alertsIn(unit)], [1, 1]);
  });

  it('comes to the general one alone where they are in no such unit', async () => {
    await raised();
    await general.card(ALERT);
    assert.deepEqual([alertsIn(general), alertsIn(unit)], [1, 0]);
  });

  it('one of them can’t be told: it is tried again, and the other one is told once', async () => {
    await change(world, ANNA, { joinUnits: [STOCKHOLM] });
    world.connector.faults.push({ path: new RegExp(`^POST .*${unit.id}`), status: 404, times: 99 });
    const request = await raised();
    while (!(await stored(world, request)).duties.some(({ reached }) => reached?.includes(general.id))) await wait(50);
    for (let look = 0; look < 2; look += 1) {
      world.passTime(11 * MINUTE);
      await world.bot.sweep();
    }
    assert.deepEqual([alertsIn(general), alertsIn(unit)], [1, 0]);
    world.connector.faults.length = 0;
    world.passTime(11 * MINUTE);
    await world.bot.sweep();
    assert.deepEqual([alertsIn(general), alertsIn(unit)], [1, 1]);
  });
});
