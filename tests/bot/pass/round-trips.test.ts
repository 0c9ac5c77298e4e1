import assert from 'node:assert/strict';
import { requestOn } from '../../support/approvals.ts';
import { answeredCard, cardOf, textOf } from '../../support/chat.ts';
import { askForPass, confirmPass, handOverPass, madeElsewhere, tenantSays } from '../../support/passes.ts';
import { serial } from '../../support/round-trips.ts';
import { ANNA, JOHANNA, reads } from '../../support/story.ts';
import { type Client, type GraphCall, World } from '../../support/world.ts';

describe('Graph round trips of a pass', () => {
  let world: World;
  let johanna: Client;
  // Its own sandbox, and nothing that was handed over before: what becomes of that is read whenever she writes.
  before(async () => {
    world = await World.start({}, true);
  });
  after(() => world?.stop());
  beforeEach(async () => {
    await world.reset();
    johanna = await world.person(JOHANNA);
  });

  const UNTIL_CONFIRM_CARD: readonly [what: string, person: string, atMost: number][] = [
    ['a free-text name', 'Anna Svensson', 2],
    ['a sign-in name', ANNA, 1],
    ['a sign-in name with an apostrophe', "siobhan.o'brien@fjallvind.example", 1],
    ['somebody whose password is kept elsewhere', 'agneta.lapp@lappmark.example', 1],
  ];
  for (const [what, person, atMost] of UNTIL_CONFIRM_CARD) {
    it(`${what}: at most ${atMost} one after the other until the confirm card`, async () => {
      const card = await world.chat(johanna).says(`temporary access pass for ${person}`);
      assert.match(textOf(cardOf(card)), /Give a Temporary Access Pass\?/);
      const calls = await world.graphCalls();
      assert.ok(calls.length > 0);
      assert.ok(serial(calls) <= atMost, `${serial(calls)} round trips: ${names(calls)}`);
    });
  }

  it('instead of a reset: 1 from the press to the confirm card', async () => {
    const chat = world.chat(johanna);
    const reset = await chat.says(`reset password for ${ANNA}`);
    await world.sandbox.control('DELETE', 'calls');
    answeredCard(await chat.press(reset, 'instead'));
    const calls = await world.graphCalls();
    assert.equal(serial(calls), 1, names(calls));
  });

  it('confirm: 2 until it is made', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    await world.sandbox.control('DELETE', 'calls');
    assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
    assert.equal(names(await world.graphCalls()), '$batch, temporaryAccessPassMethods');
  });

  it('confirm where there is one already: 2 as Microsoft documents it, and 5 where it has to be deleted first', async () => {
    const chat = world.chat(johanna);
    for (const [secondPass, trips] of [
      ['replaces', 2],
      ['refused', 5],
    ] as const) {
      await world.reset();
      await tenantSays(world, {}, { secondPass });
      await madeElsewhere(world);
      const asked = await askForPass(world, chat);
      await world.sandbox.control('DELETE', 'calls');
      assert.match(reads(await confirmPass(chat, asked)), /Temporary Access Pass made/);
      const calls = await world.graphCalls();
      assert.equal(serial(calls), trips, names(calls));
    }
  });

  it('what has become of it and taking it back: 2 each', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    const confirmed = await confirmPass(chat, asked);
    const handover = await chat.card('The Temporary Access Pass is ready');
    const given = { chat, personal: chat, asked, request: requestOn(asked), confirmed, handover };
    await handOverPass(given);
    for (const verb of ['read-receipt', 'withdraw']) {
      await world.sandbox.control('DELETE', 'calls');
      answeredCard(await chat.execute(verb, { request: given.request }, handover.id));
      const calls = await world.graphCalls();
      assert.equal(serial(calls), 2, `${verb}: ${names(calls)}`);
    }
  });

  function names(calls: readonly GraphCall[]): string {
    return calls.map(call => call.path.replace(/^.*\//, '')).join(', ');
  }
});
