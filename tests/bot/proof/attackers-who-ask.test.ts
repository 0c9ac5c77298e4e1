import assert from 'node:assert/strict';
import {
  approvalsAt,
  assertPolite,
  eventsOf,
  KARIN,
  policy,
  present,
  requestOn,
  stored,
} from '../../support/approvals.ts';
import { actions, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import {
  answers,
  askWho,
  assertNothingShown,
  confirmNow,
  JAMES,
  matched,
  pressAsk,
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

describe('whoever attacks what is asked for, and who is asked, gets nothing', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
  }, policy('proof-somebody'));

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
    await assertNothingShown(world, wished);
  });

  it('answers for the caller with an ask that was never made', async () => {
    const wished = await wishFor(world, johanna);
    for (const ask of ['', 'x', wished.request, '../x', 'a'.repeat(99)]) {
      const answer = await world
        .chat(anna)
        .execute('answer-proof', { request: wished.request, ask, answer: 'yes' }, wished.asked.id);
      assertPolite(answer, ask);
    }
    await assertNothingShown(world, wished);
  });

  it('uses what was shown for a password for a pass, and for another request', async () => {
    const shown = await matched(world, await wishFor(world, johanna), anna);
    const instead = await shown.chat.press(present(world, shown.asked), 'instead');
    assert.match(reads(instead), /Temporary Access Pass.*Who is calling\?/s);
    const now = present(world, shown.asked);
    assert.notEqual(requestOn(now), shown.request);
    await assertNothingShown(world, { ...shown, request: requestOn(now) });
    const again = await wishFor(world, johanna);
    await assertNothingShown(world, again);
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
    await assertNothingShown(world, wished);
    assert.ok((await eventsOf(world, wished.request)).includes('proof-not-asked'));
  });

  it('is the manager of nobody: changed, blocked or the requester, between the question and the answer', async () => {
    const [james, erik] = await Promise.all([world.person(JAMES), world.person(ERIK)]);
    const wished = await wishFor(world, johanna);
    const asked = await askWho(world, wished, james, 'manager');
    await change(world, ANNA, { manager: ERIK });
    assert.match(lineOf(await answers(asked, 'yes')), /names somebody else as the manager/);
    await becomes(world, asked.card, /Johanna Bergström does not wait for your answer about Anna Svensson any more/);
    await becomes(world, wished.asked, /No answer from James Whitaker.*Ask the manager, Erik/s);
    const second = await askWho(world, wished, erik, 'manager');
    await change(world, ERIK, { accountEnabled: false });
    assert.match(lineOf(await answers(second, 'yes')), /an account that is not in use/);
    await becomes(world, second.card, /does not wait for your answer/);
    await becomes(world, wished.asked, /Ask the manager, Erik/);
    await change(world, ERIK, { accountEnabled: true });
    const third = await askWho(world, wished, erik, 'manager');
    await change(world, ANNA, { manager: JOHANNA });
    assert.match(lineOf(await answers(third, 'yes')), /has a part in this request|names somebody else/);
    for (const each of [asked, second, third]) assert.doesNotMatch(reads(await answers(each, 'yes')), /Thank you/);
    await assertNothingShown(world, wished);
  });

  it('asks the manager where that is the requester', async () => {
    await change(world, ANNA, { manager: JOHANNA });
    const wished = await wishFor(world, johanna);
    assert.match(reads(await pressAsk(world, wished, 'manager')), /has a part in this request/);
    await assertNothingShown(world, wished);
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
    await assertNothingShown(world, wished);
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
    assert.match(nowReads(world, question), /Nothing has shown that it is .* who calls/);
    assert.equal(await resetCalls(world), 0);
    const karin = await world.person(KARIN);
    await approvals.as(karin).press(question, 'approve');
    await approvals.card('Approved without proof of who calls');
    assert.equal(await resetCalls(world), 1);
  });
});
