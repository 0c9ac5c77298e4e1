import assert from 'node:assert/strict';
import { assertPolite, eventsOf, KARIN, policy, present, rowsOf, stored } from '../../support/approvals.ts';
import { actions, cardOf } from '../../support/chat.ts';
import {
  type AskedCaller,
  answers,
  askWho,
  assertNothingShown,
  dataOf,
  JAMES,
  matched,
  numbersOn,
  proofsOf,
  raises,
  wishFor,
} from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, becomes, ERIK, JOHANNA, lineOf, MINUTE, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('whoever attacks the answer to who calls gets nothing', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
  }, policy('proof-somebody'));

  /** Two numbers that are on the card and are not the one. */
  function wrongNumbers({ card, number }: AskedCaller): number[] {
    return numbersOn(cardOf(card)).filter(each => each !== number);
  }

  it('guesses the number: one try, and both are told', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    const [wrong] = wrongNumbers(asked);
    assert.match(reads(await answers(asked, wrong)), /That was not the number/);
    await becomes(world, asked.asked, /Anna Svensson chose a wrong number/);
    assert.match(reads(await answers(asked, asked.number)), /That was not the number/);
    await assertNothingShown(world, asked);
    const offered = actions(cardOf(present(world, asked.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['manager'], 'it is used up for this request');
    assert.ok((await eventsOf(world, asked.request)).includes('proof-not-given'));
  });

  it('tries all three at the same moment: one counts', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    await Promise.all([...wrongNumbers(asked), ...wrongNumbers(asked), asked.number].map(each => answers(asked, each)));
    const rows = (await eventsOf(world, asked.request)).filter(event => /^proof-(not-)?given$/.test(event));
    assert.equal(rows.length, 1, String(rows));
    const proofs = await proofsOf(world, asked.request);
    assert.deepEqual(proofs, rows[0] === 'proof-given' ? ['number-match'] : []);
  });

  it('presses a number that is not on the card, or is none', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    const others = [
      7,
      100,
      -1,
      0,
      'yes',
      'cannot-tell',
      String(asked.number),
      null,
      [asked.number],
      { n: 1 },
      1.5,
      true,
    ];
    const none = [...Array(90).keys()].map(n => n + 10).find(n => !numbersOn(cardOf(asked.card)).includes(n));
    for (const each of [...others, none]) assertPolite(await answers(asked, each), JSON.stringify(each));
    await assertNothingShown(world, asked);
    assert.match(reads(await answers(asked, asked.number)), /Thank you/);
  });

  it('presses as somebody else: the requester, an administrator, the manager', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    for (const upn of [JOHANNA, ERIK, KARIN, JAMES]) {
      const other = await world.person(upn);
      for (const from of [asked.theirs.as(other), world.chat(other)]) {
        assert.match(lineOf(await answers(asked, asked.number, from)), /^Only Anna Svensson can answer this/);
        assert.match(lineOf(await raises(asked, from)), /^Only Anna Svensson can answer this/);
      }
    }
    await assertNothingShown(world, asked);
    const turned = (await rowsOf(world, asked.request)).filter(({ event }) => event === 'not-allowed');
    assert.ok(turned.some(({ rule, actorName }) => rule === 'not-yours' && actorName === 'Karin Holmgren'));
  });

  it('presses from another conversation', async () => {
    const asked = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    const elsewhere = [asked.chat.as(anna), world.chat(anna, 'groupChat'), world.chat(anna, 'channel')];
    for (const from of elsewhere) {
      assert.match(lineOf(await answers(asked, asked.number, from)), /does not work any more/);
    }
    await assertNothingShown(world, asked);
  });

  it('answers twice: the second press changes nothing', async () => {
    const asked = await matched(world, await wishFor(world, johanna), anna);
    const [wrong] = wrongNumbers(asked);
    for (const again of [asked.number, wrong]) assert.match(reads(await answers(asked, again)), /Thank you/);
    assert.deepEqual(await proofsOf(world, asked.request), ['number-match']);
  });

  it('answers after three minutes', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    world.passTime(3 * MINUTE + 1_000);
    assert.match(reads(await answers(asked, asked.number)), /can't be answered any more/);
    await world.bot.sweep();
    await becomes(world, asked.asked, /No answer from Anna Svensson in Teams/);
    assert.match(reads(await answers(asked, asked.number)), /can't be answered any more/);
    await assertNothingShown(world, asked);
  });

  it('answers after the request was cancelled', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    assert.match(reads(await asked.chat.press(present(world, asked.asked), 'cancel')), /Cancelled|cancelled/);
    await becomes(world, asked.card, /This is over/);
    assert.match(reads(await answers(asked, asked.number)), /This is over/);
    assert.deepEqual(await proofsOf(world, asked.request), []);
    assert.equal((await stored(world, asked.request)).state, 'cancelled');
  });

  it('answers one request with what another one asks', async () => {
    const first = await askWho(world, await wishFor(world, johanna), anna);
    const second = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    const crossed = [
      [first, second],
      [second, first],
    ] as const;
    for (const [one, other] of crossed) {
      const data = { request: one.request, ask: dataOf(other.card).ask, answer: other.number };
      assertPolite(await one.theirs.execute('answer-proof', data, one.card.id), 'crossed');
      assertPolite(await one.theirs.execute('answer-proof', data, other.card.id), 'crossed');
    }
    for (const each of [first, second]) await assertNothingShown(world, each);
  });
});
