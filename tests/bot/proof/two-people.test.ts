import assert from 'node:assert/strict';
import { approvalsAt, eventsOf, KARIN, policy, present, stored } from '../../support/approvals.ts';
import { actions, answeredCard, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { inputsOf } from '../../support/passes.ts';
import { answers, askWho, confirmNow, JAMES, matched, raises, wishFor } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, becomes, JOHANNA, lineOf, MINUTE, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('a proof, where a second person has to agree as well', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  let karin: Client;
  let approvals: Chat;

  /** What is there before each test. */
  async function begin(scene: { world: World }): Promise<void> {
    ({ world } = scene);
    johanna = await world.person(JOHANNA);
    anna = await world.person(ANNA);
    karin = await world.person(KARIN);
    approvals = await approvalsAt(world, johanna);
  }

  /** The proof is there, and a second person is asked. */
  async function asked(shows: () => ReturnType<typeof matched>) {
    const shown = await shows();
    const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
    answeredCard(await confirmNow(world, shown));
    return { ...shown, question: await approvals.next(before, 'the question') };
  }

  const byNumber = async () => matched(world, await wishFor(world, johanna), anna);

  /** The card in her own chat with which Johanna runs what was approved. */
  async function approvedLate(question: SentActivity): Promise<SentActivity> {
    world.passTime(11 * MINUTE);
    await approvals.as(karin).press(question, 'approve');
    return world.chat(johanna).card('Approved: it is your turn');
  }

  function asks(card: SentActivity): unknown[] {
    return actions(cardOf(present(world, card))).flatMap(({ data }) => data?.kind ?? []);
  }

  describe('that the caller gives', () => {
    eachInAWorld(begin, policy('proof-and-two-people'));

    it('is on the card of whoever approves, with its level, and what was approved is done', async () => {
      const waits = await asked(byNumber);
      assert.match(nowReads(world, waits.question), /Number match in Teams.*Level 2: shown by the caller/s);
      assert.match(reads(await approvals.as(karin).press(waits.question, 'approve')), /reset the password of Anna/);
      assert.equal(await resetCalls(world), 1);
      const outcome = nowReads(world, waits.asked);
      assert.match(outcome, /Approved by.*Karin Holmgren/s);
      assert.match(outcome, /Number match in Teams/);
    });

    it('counts no more where the approval comes too late: it is shown anew, from the card that runs it', async () => {
      const waits = await asked(byNumber);
      const card = await approvedLate(waits.question);
      assert.equal(await resetCalls(world), 0);
      assert.match(nowReads(world, card), /because what was shown before no longer counts/);
      assert.ok(!(await eventsOf(world, waits.request)).includes('not-allowed'), 'nobody has pressed');
      const run = { chat: world.chat(johanna), asked: card, request: waits.request };
      const early = await run.chat.execute('run', { request: waits.request }, card.id);
      assert.match(reads(early), /Something has to show first/);
      assert.deepEqual(asks(card), ['number-match', 'manager']);
      const again = await askWho(world, run, anna);
      await becomes(world, card, /has three numbers in Teams/);
      await answers(again, again.number);
      await becomes(world, card, /Anna Svensson chose the right number/);
      assert.match(reads(await run.chat.press(present(world, card), 'run')), /reset the password of Anna/);
      assert.equal(await resetCalls(world), 1);
    });

    it('is not there yet: whoever would approve has nothing to press', async () => {
      const wished = await wishFor(world, johanna, { kind: 'channel' });
      const early = await wished.chat.as(karin).execute('approve', { request: wished.request }, wished.asked.id);
      assert.match(lineOf(early), /./);
      assert.equal((await stored(world, wished.request)).state, 'open');
      assert.equal(await resetCalls(world), 0);
    });

    it('ends with the alarm, after the approval too', async () => {
      const waits = await asked(byNumber);
      await approvedLate(waits.question);
      assert.match(reads(await raises(waits)), /You have raised the alarm/);
      const late = await world.chat(johanna).execute('run', { request: waits.request }, waits.asked.id);
      assert.match(reads(late), /This may be somebody else/);
      await becomes(world, waits.question, /was not|Not done|stopped|refused/i);
      assert.equal(await resetCalls(world), 0);
      assert.ok((await eventsOf(world, waits.request)).includes('request-refused'));
    });

    it('is the word of the manager, and on the card of whoever approves', async () => {
      const wished = await wishFor(world, johanna);
      const vouched = await askWho(world, wished, await world.person(JAMES), 'manager');
      assert.match(nowReads(world, vouched.card), /Can you say who is calling\?.*Johanna Bergström/s);
      assert.match(reads(await answers(vouched, 'yes')), /Thank you/);
      await becomes(world, wished.asked, /James Whitaker said at .* that it is Anna Svensson/);
      const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
      answeredCard(await confirmNow(world, wished));
      const question = await approvals.next(before, 'the question');
      assert.match(nowReads(world, question), /James Whitaker vouched/);
    });

    it('the manager can not tell: both know, and another way is left', async () => {
      const wished = await wishFor(world, johanna);
      const vouched = await askWho(world, wished, await world.person(JAMES), 'manager');
      assert.match(reads(await answers(vouched, 'cannot-tell')), /Johanna Bergström sees that you can't tell/);
      await becomes(world, wished.asked, /James Whitaker can't tell who it is/);
      assert.deepEqual(asks(wished.asked), ['number-match']);
      assert.match(reads(await answers(vouched, 'yes')), /can't tell/);
    });
  });

  describe('that is the word of the requester', () => {
    eachInAWorld(begin, policy('word-and-two-people'));

    it('is given again where the approval comes too late', async () => {
      const wished = await wishFor(world, johanna);
      const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
      answeredCard(await confirmNow(world, wished, { word: 'voice' }));
      const question = await approvals.next(before, 'the question');
      assert.match(
        nowReads(world, question),
        /Known by voice, says Johanna Bergström.*Level 1: the word of whoever asks/s,
      );
      const card = await approvedLate(question);
      assert.equal(await resetCalls(world), 0);
      assert.ok('word' in inputsOf(cardOf(card)));
      const chat = world.chat(johanna);
      const without = await chat.execute('run', { request: wished.request }, card.id);
      assert.match(reads(without), /Choose on the card how you know/);
      const done = await chat.execute('run', { request: wished.request, word: 'called-back' }, card.id);
      assert.match(reads(done), /Called back on the number on file/);
      assert.equal(await resetCalls(world), 1);
    });
  });
});
