import assert from 'node:assert/strict';
import { putResets } from '../../../desk/sweep/owed-requests.ts';
import { becomes, ERIK, JOHANNA, MINUTE, nowReads, resetAnna, showPassword } from '../../../support/story.ts';
import { World } from '../../../support/world.ts';

const HANGING = 24;

describe('cards whose updates hang', function () {
  this.timeout(180_000);
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(() => world.stop());

  it('keep nobody else waiting, 24 of them, and are true as soon as Teams answers again', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const path = /^PUT .*personal-hanging/;
    world.connector.faults.push({ path, times: Number.POSITIVE_INFINITY, hold: released });
    const [erik, johanna] = [await world.person(ERIK), await world.person(JOHANNA)];
    const at = Date.now();
    const { serviceUrl } = world.connector;
    const due = Array.from({ length: HANGING }, (_, each) => {
      const [conversationId, cardId] = [`personal-hanging-${each}`, `card-${each}`];
      world.connector.messages.set(cardId, { id: cardId, conversationId, type: 'message', text: 'as it was' });
      const handover = { serviceUrl, conversationId, personal: true, cardId };
      return { dueAt: at - each, carriedOutAt: at - 15 * MINUTE, handover };
    });
    await putResets(world, erik, due);
    let swept = false;
    const sweeping = world.bot.sweep().then(() => {
      swept = true;
    });
    const hangs = () => world.connector.calls.filter(call => path.test(`${call.method} ${call.path}`)).length;
    await world.connector.until(() => hangs() >= HANGING || undefined, 'the cards that hang');

    const asked = await world.chat(johanna, 'channel').says('reset password for olivia.bennett@fjallvind.example');
    const { personal, handover } = await resetAnna(world, erik);
    assert.match(await showPassword(personal, handover), /^\S{8,}$/);
    world.passTime(11 * MINUTE);
    void world.bot.sweep();
    await becomes(world, asked, /^Expired/);
    assert.ok(!swept, 'the cards hung all the while');

    release();
    world.connector.faults.length = 0;
    await sweeping;
    for (let looks = 0; looks < 3; looks += 1) {
      world.passTime(MINUTE / 2);
      await world.bot.sweep();
    }
    for (const { handover } of due) {
      const message = world.connector.messages.get(handover.cardId) ?? assert.fail();
      assert.match(nowReads(world, message), /erased/);
    }
  });
});
