import assert from 'node:assert/strict';
import { assertPolite, eventsOf, policy, present, requestOn, rowsOf, stored } from '../../support/approvals.ts';
import { actions, cardOf } from '../../support/chat.ts';
import {
  answers,
  askWho,
  assertNoSecretSent,
  assertNothingShown,
  confirmNow,
  dataOf,
  JAMES,
  matched,
  numberOn,
  proofsOf,
  raises,
  wishFor,
} from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import {
  ANNA,
  becomes,
  change,
  ERIK,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  OLIVIA,
  reads,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('whoever changes something between the question, the answer and the deed gets nothing', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
  }, policy('proof-somebody'));
  afterEach(() => assertNoSecretSent(world));

  it('answers for another person: what one is asked shows nothing of somebody else', async () => {
    const olivia = await world.person(OLIVIA);
    const ofAnna = await askWho(world, await wishFor(world, johanna), anna);
    const ofOlivia = await askWho(world, await wishFor(world, johanna, { kind: 'channel', target: OLIVIA }), olivia);
    // Anna's own press with what Olivia is asked, and with her own ask for Olivia's request.
    for (const ask of [dataOf(ofOlivia.card).ask, dataOf(ofAnna.card).ask]) {
      const data = { request: ofOlivia.request, ask, answer: ofOlivia.number };
      for (const card of [ofAnna.card, ofOlivia.card]) {
        const said = lineOf(await ofAnna.theirs.execute('answer-proof', data, card.id));
        assert.match(said, /^Only Olivia Bennett can answer this|^Only /);
        await ofAnna.theirs.execute('raise-alarm', data, card.id);
      }
    }
    await assertNothingShown(world, ofAnna);
    await assertNothingShown(world, ofOlivia);
    for (const { request } of [ofAnna, ofOlivia]) {
      const events = await eventsOf(world, request);
      assert.ok(!events.includes('proof-given') && !events.includes('alarm-raised'), String(events));
    }
    assert.match(reads(await answers(ofOlivia, ofOlivia.number)), /Thank you/);
    assert.deepEqual(await proofsOf(world, ofAnna.request), []);
  });

  it('presses on the card of an earlier question of the same request: it is over, whichever number', async () => {
    const first = await askWho(world, await wishFor(world, johanna), anna);
    world.passTime(3 * MINUTE + 1_000);
    await world.bot.sweep();
    await becomes(world, first.asked, /No answer from Anna Svensson/);
    const second = await askWho(world, first, anna);
    for (const number of [first.number, second.number]) {
      assert.match(reads(await answers(first, number)), /can't be answered any more/);
      const crossed = { ...dataOf(first.card), answer: number };
      assertPolite(await second.theirs.execute('answer-proof', crossed, second.card.id), 'the ask of before');
    }
    await assertNothingShown(world, second);
    assert.equal((await rowsOf(world, first.request)).filter(({ event }) => event === 'proof-asked').length, 2);
  });

  it('uses what was shown for a pass for a password', async () => {
    const shown = await matched(world, await wishFor(world, johanna, { wish: 'temporary-access-pass' }), anna);
    assert.match(reads(await shown.chat.press(present(world, shown.asked), 'instead')), /Who is calling\?/);
    const request = requestOn(present(world, shown.asked));
    assert.notEqual(request, shown.request);
    await assertNothingShown(world, { ...shown, request });
    // Nor does the one that was given up for it go on.
    assertPolite(await shown.chat.execute('confirm', { request: shown.request }, shown.asked.id), 'the pass');
    assert.equal((await stored(world, shown.request)).state, 'cancelled');
    await assertNothingShown(world, { ...shown, request });
  });

  it('uses once more what was shown for a request that is done', async () => {
    const shown = await matched(world, await wishFor(world, johanna), anna);
    assert.match(reads(await shown.chat.press(present(world, shown.asked), 'cancel')), /Cancelled/);
    const again = await wishFor(world, johanna);
    const forged = { ...dataOf(shown.card), answer: shown.number, withoutProof: false };
    for (const { id } of [shown.asked, again.asked, shown.card]) {
      const { request } = again;
      assertPolite(await again.chat.execute('confirm', { ...forged, request }, id), 'confirm');
      assertPolite(await shown.theirs.execute('answer-proof', { ...forged, request }, id), 'answer');
    }
    assertPolite(await shown.chat.execute('confirm', forged, shown.asked.id), 'what is over');
    assert.equal((await stored(world, shown.request)).state, 'cancelled');
    await assertNothingShown(world, again);
  });

  it('has another manager named after the word of the one who was: nobody who manages them has said it', async () => {
    const wished = await wishFor(world, johanna);
    const vouched = await askWho(world, wished, await world.person(JAMES), 'manager');
    assert.match(reads(await answers(vouched, 'yes')), /Thank you/);
    await becomes(world, wished.asked, /James Whitaker said at .* that it is Anna Svensson/);
    for (const manager of [ERIK, null]) {
      await change(world, ANNA, { manager });
      assert.match(reads(await confirmNow(world, wished)), /Something has to show first/, String(manager));
    }
    assert.equal(await resetCalls(world), 0);
    assert.ok((await rowsOf(world, wished.request)).some(({ rule }) => rule === 'proof-missing'));
    assert.deepEqual(await proofsOf(world, wished.request), ['manager'], 'what was said stays on record');
  });

  it('takes the app away after the question: no answer comes, and nothing is shown by it', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    world.connector.withoutApp.add(anna.objectId);
    world.passTime(3 * MINUTE + 1_000);
    await world.bot.sweep();
    await becomes(world, asked.asked, /No answer from Anna Svensson in Teams/);
    await assertNothingShown(world, asked);
    const offered = actions(cardOf(present(world, asked.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['number-match', 'manager']);
    assert.deepEqual(
      (await rowsOf(world, asked.request)).find(({ event }) => event === 'proof-not-given')?.detail,
      'over',
    );
  });

  it('takes the app away, and the answer was on its way: it counts, though her card can’t say so', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    world.connector.withoutApp.add(anna.objectId);
    assert.match(reads(await answers(asked, asked.number)), /Thank you/);
    await becomes(world, asked.asked, /Anna Svensson chose the right number/);
    assert.deepEqual(await proofsOf(world, asked.request), ['number-match']);
    assert.match(nowReads(world, asked.card), /Are you on the phone/);
  });

  it('floods with alarms that are not theirs: strangers raise none', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    const others = await Promise.all([ERIK, JOHANNA, JAMES, OLIVIA].map(upn => world.person(upn)));
    const pressed = await Promise.all(
      others.flatMap(other => Array.from({ length: 10 }, () => raises(asked, world.chat(other)))),
    );
    for (const answer of pressed) assert.match(lineOf(answer), /^Only Anna Svensson can answer this/);
    const events = await eventsOf(world, asked.request);
    assert.ok(!events.includes('alarm-raised'), String(events));
    assert.equal((await stored(world, asked.request)).state, 'open');
    assert.equal(numberOn(cardOf(present(world, asked.asked))), asked.number, 'it still waits for her');
  });
});
