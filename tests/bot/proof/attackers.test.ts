import assert from 'node:assert/strict';
import {
  approvalsAt,
  assertPolite,
  eventsOf,
  KARIN,
  policy,
  present,
  requestOn,
  rowsOf,
  stored,
} from '../../support/approvals.ts';
import { actions, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import { passesOf } from '../../support/passes.ts';
import {
  type AskedCaller,
  answers,
  askWho,
  confirmNow,
  dataOf,
  JAMES,
  matched,
  numbersOn,
  pressAsk,
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
  reads,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const INGRID = 'ingrid.dahl@fjallvind.example';

describe('whoever attacks the question who calls gets nothing', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
  }, policy('proof-somebody'));

  /** No proof is kept, nothing was called for, and the card can't be confirmed. */
  async function assertNothingShown({ request, ...wished }: Pick<AskedCaller, 'chat' | 'asked' | 'request'>) {
    assert.deepEqual(await proofsOf(world, request), []);
    const tried = await confirmNow(world, { request, ...wished });
    assert.match(reads(tried), /It is not shown|Something has to show first/);
    assert.equal(await resetCalls(world), 0);
    assert.deepEqual(await passesOf(world), []);
  }

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
    await assertNothingShown(asked);
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
    await assertNothingShown(asked);
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
    await assertNothingShown(asked);
    const turned = (await rowsOf(world, asked.request)).filter(({ event }) => event === 'not-allowed');
    assert.ok(turned.some(({ rule, actorName }) => rule === 'not-yours' && actorName === 'Karin Holmgren'));
  });

  it('presses from another conversation', async () => {
    const asked = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    const elsewhere = [asked.chat.as(anna), world.chat(anna, 'groupChat'), world.chat(anna, 'channel')];
    for (const from of elsewhere) {
      assert.match(lineOf(await answers(asked, asked.number, from)), /does not work any more/);
    }
    await assertNothingShown(asked);
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
    await assertNothingShown(asked);
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
    for (const each of [first, second]) await assertNothingShown(each);
  });

  it('forges what the card of the requester carries: levels, words and proofs are not taken from it', async () => {
    const wished = await wishFor(world, johanna);
    const forged = [
      { word: 'number-match' },
      { word: 'manager' },
      { word: 'in-person' },
      { word: ['called-back', 'voice'] },
      { atLeast: 0 },
      { level: 3, proof: 'number-match', proofs: [{ kind: 'manager', level: 2 }] },
      { demand: { atLeast: 0, rules: [] }, isShown: true },
      { kind: 'manager', ask: 'x', answer: 'yes' },
      { caller: { proofs: [{ kind: 'number-match', at: Date.now() }], asks: [] } },
    ];
    for (const each of forged) {
      const answer = await wished.chat.execute('confirm', { request: wished.request, ...each }, wished.asked.id);
      assertPolite(answer, JSON.stringify(each));
    }
    await assertNothingShown(wished);
  });

  it('answers for the caller with an ask that was never made', async () => {
    const wished = await wishFor(world, johanna);
    for (const ask of ['', 'x', wished.request, '../x', 'a'.repeat(99)]) {
      const answer = await world
        .chat(anna)
        .execute('answer-proof', { request: wished.request, ask, answer: 'yes' }, wished.asked.id);
      assertPolite(answer, ask);
    }
    await assertNothingShown(wished);
  });

  it('uses what was shown for a password for a pass, and for another request', async () => {
    const shown = await matched(world, await wishFor(world, johanna), anna);
    const instead = await shown.chat.press(present(world, shown.asked), 'instead');
    assert.match(reads(instead), /Temporary Access Pass.*Who is calling\?/s);
    const now = present(world, shown.asked);
    assert.notEqual(requestOn(now), shown.request);
    await assertNothingShown({ ...shown, request: requestOn(now) });
    const again = await wishFor(world, johanna);
    await assertNothingShown(again);
  });

  it('uses a proof after its ten minutes', async () => {
    const shown = await matched(world, await wishFor(world, johanna), anna);
    world.passTime(9 * MINUTE);
    assert.equal((await stored(world, shown.request)).state, 'open');
    world.passTime(MINUTE + 1_000);
    await world.bot.sweep();
    assertPolite(await shown.chat.execute('confirm', { request: shown.request }, shown.asked.id), 'late');
    assert.equal(await resetCalls(world), 0);
  });

  it('renames the account, or blocks it, after it was shown: what was confirmed is not what was shown', async () => {
    const shown = await matched(world, await wishFor(world, johanna), anna);
    await change(world, ANNA, { displayName: 'Somebody Else' });
    assert.match(reads(await confirmNow(world, shown)), /changed|not the same/i);
    assert.equal(await resetCalls(world), 0);
  });

  it('asks again and again: three times an hour, whoever asks', async () => {
    const ingrid = await world.person(INGRID);
    const answered: InvokeAnswer[] = [];
    for (const who of [johanna, ingrid, johanna]) {
      const asked = await askWho(world, await wishFor(world, who, { kind: 'channel' }), anna);
      answered.push(asked.answer);
    }
    const before = world.connector.in(world.chat(anna).id).length;
    for (const who of [johanna, ingrid]) {
      const wished = await wishFor(world, who, { kind: 'channel' });
      await pressAsk(world, wished, 'number-match');
      await becomes(world, wished.asked, /has been asked 3 times lately/);
    }
    assert.equal(world.connector.in(world.chat(anna).id).length, before);
    world.passTime(61 * MINUTE);
    await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
  });

  it('takes the app away in between: the requester is told at once, and the other ways are offered', async () => {
    const wished = await wishFor(world, johanna);
    world.connector.withoutApp.add(anna.objectId);
    const answer = await pressAsk(world, wished, 'number-match');
    assert.match(reads(answer), /Anna Svensson could not be asked: Nyckel is not installed for them/);
    await becomes(world, wished.asked, /Nyckel is not installed for them/);
    const offered = actions(cardOf(present(world, wished.asked))).flatMap(({ data }) => data?.kind ?? []);
    assert.deepEqual(offered, ['manager']);
    await assertNothingShown(wished);
    assert.ok((await eventsOf(world, wished.request)).includes('proof-not-asked'));
  });

  it('is the manager of nobody: changed, blocked or the requester, between the question and the answer', async () => {
    const james = await world.person(JAMES);
    const asked = await askWho(world, await wishFor(world, johanna), james, 'manager');
    await change(world, ANNA, { manager: ERIK });
    assert.match(lineOf(await answers(asked, 'yes')), /names somebody else as the manager/);
    await change(world, ANNA, { manager: JAMES });
    await change(world, JAMES, { accountEnabled: false });
    assert.match(lineOf(await answers(asked, 'yes')), /an account that is not in use/);
    await change(world, ANNA, { manager: JOHANNA });
    assert.match(lineOf(await answers(asked, 'yes')), /has a part in this request|names somebody else/);
    await assertNothingShown(asked);
  });

  it('asks the manager where that is the requester', async () => {
    await change(world, ANNA, { manager: JOHANNA });
    const wished = await wishFor(world, johanna);
    assert.match(reads(await pressAsk(world, wished, 'manager')), /has a part in this request/);
    await assertNothingShown(wished);
  });

  it('presses the buttons of the requester as somebody else', async () => {
    const wished = await wishFor(world, johanna, { kind: 'channel' });
    for (const upn of [ERIK, ANNA]) {
      const other = await world.person(upn);
      for (const [verb, more] of [
        ['ask-proof', { kind: 'number-match' }],
        ['show-phones', {}],
        ['confirm', { withoutProof: true }],
      ] as const) {
        const answer = await wished.chat.as(other).execute(verb, { request: wished.request, ...more }, wished.asked.id);
        assert.match(lineOf(answer), /^Only Johanna Bergström can use this card/, verb);
      }
    }
    assert.equal(world.connector.in(world.chat(anna).id).length, 0);
    await assertNothingShown(wished);
  });

  it('goes on by a second person, and that is told', async () => {
    const approvals = await approvalsAt(world, johanna);
    const wished = await wishFor(world, johanna);
    const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
    const waits = await wished.chat.execute(
      'confirm',
      { request: wished.request, withoutProof: true },
      wished.asked.id,
    );
    assert.match(reads(waits), /Waiting for a second administrator/);
    const question = await approvals.next(before, 'the question');
    assert.match(nowReads(world, question), /Nothing has shown who calls/);
    assert.equal(await resetCalls(world), 0);
    const karin = await world.person(KARIN);
    await approvals.as(karin).press(question, 'approve');
    await approvals.card('Approved without proof of who calls');
    assert.equal(await resetCalls(world), 1);
  });
});
