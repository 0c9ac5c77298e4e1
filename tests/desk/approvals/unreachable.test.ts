import assert from 'node:assert/strict';
import { approvalsAt, eventsOf, PETER, present, requestOn, rowsOf, waitForApproval } from '../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { assertNothingHappened, becomes, events, MINUTE, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const ASK_GUSTAV = 'reset password for gustav.norberg@fjallvind.example';

describe('the approvals conversation, when Teams is in trouble', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let approvals: Chat;
  let chat: Chat;
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    approvals = await approvalsAt(world, johanna);
    chat = world.chat(erik);
  });

  const textsIn = (chat: Chat) => world.connector.in(chat.id).map(message => textOf(message).replaceAll('\u200b', ''));
  const posting = () => new RegExp(`^POST /v3/conversations/${approvals.id.replaceAll('.', '\\.')}/`);
  const questions = () => textsIn(approvals).filter(text => /Approve this password reset/.test(text));

  it('the question can’t be sent now: the minute timer sends it, once', async () => {
    const asked = await chat.says(ASK_GUSTAV);
    world.connector.faults.push({ path: posting(), status: 500, times: 4 });
    assert.match(reads(await chat.press(asked, 'confirm')), /Waiting for a second administrator/);
    assert.equal(questions().length, 0);
    await becomes(world, asked, /on its way to the approvals conversation/, 20_000);
    world.passTime(2 * MINUTE);
    await world.bot.sweep();
    assert.equal(questions().length, 1);
    assert.doesNotMatch(nowReads(world, asked), /on its way/);
    world.passTime(5 * MINUTE);
    await world.bot.sweep();
    assert.equal(questions().length, 1);
    const question = await approvals.card('Approve this password reset?');
    assert.match(reads(await approvals.press(question, 'approve')), /reset the password of Gustav Norberg/);
  });

  for (const [how, fault] of [
    ['404 once', { status: 404, code: 'ConversationNotFound', times: 1 }],
    ['404 twice', { status: 404, times: 2 }],
    ['a dropped connection', { drops: true, times: 1 }],
    ['a page of a gateway', { status: 403, raw: '<html>blocked</html>', times: 1 }],
    ['200 and a page of a gateway', { status: 200, raw: '<html>sign in</html>', times: 1 }],
  ] as const) {
    it(`the question is answered with ${how}: it is asked again, and refused by nobody`, async () => {
      const asked = await chat.says(ASK_GUSTAV);
      world.connector.faults.push({ path: posting(), ...fault });
      await chat.press(asked, 'confirm');
      const question = await approvals.card('Approve this password reset?');
      assert.ok(!(await events(world)).includes('request-refused'));
      await becomes(world, asked, /Waiting for a second administrator/);
      assert.match(reads(await approvals.press(question, 'approve')), /reset the password of Gustav Norberg/);
    });
  }

  for (const [status, code, says] of [
    [403, 'BotNotInConversationRoster', /Nobody has been asked yet[\s\S]*write "approvals here" in another/],
    [403, 'BotDisabledByAdmin', /Nobody has been asked yet[\s\S]*an administrator of Teams allow it/],
    [404, 'ConversationNotFound', /still on its way to the approvals conversation[\s\S]*keeps trying/],
    [403, 'SomethingNew', /still on its way to the approvals conversation[\s\S]*keeps trying/],
  ] as const) {
    it(`the bot is kept out, or so it seems (${status} ${code}): the requester reads so, and it is asked once it may`, async () => {
      const asked = await chat.says(ASK_GUSTAV);
      const request = requestOn(asked);
      world.connector.faults.push({ path: posting(), status, code, times: 1_000 });
      await chat.press(asked, 'confirm');
      await becomes(world, asked, says, 20_000);
      assert.deepEqual(
        actions(cardOf(present(world, asked))).map(({ verb }) => verb),
        ['cancel'],
      );
      assert.deepEqual(await eventsOf(world, request), ['request-opened', 'approval-asked']);
      await assertNothingHappened(world);
      world.connector.faults.length = 0;
      // A try that had begun before may still be on its way.
      for (let tries = 0; questions().length === 0 && tries < 20; tries += 1) {
        world.passTime(MINUTE);
        await world.bot.sweep();
      }
      assert.equal(questions().length, 1);
      await becomes(world, asked, /has been sent to the approvals conversation/);
      const question = await approvals.card('Approve this password reset?');
      assert.match(reads(await approvals.press(question, 'approve')), /reset the password of Gustav Norberg/);
    });
  }

  it('the bot is kept out until the time of the request is over: it expires, and can be cancelled before', async () => {
    const cancelled = await chat.says('reset password for peter.hedlund@fjallvind.example');
    const asked = await chat.says(ASK_GUSTAV);
    world.connector.faults.push({ path: posting(), status: 403, times: 1_000 });
    for (const card of [cancelled, asked]) {
      await chat.press(card, 'confirm');
      await becomes(world, card, /Nobody has been asked yet/, 20_000);
    }
    assert.match(reads(await chat.press(cancelled, 'cancel')), /^Cancelled/);
    world.passTime(61 * MINUTE);
    await world.bot.sweep();
    assert.match(nowReads(world, asked), /^Expired/);
    assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.event, 'request-expired');
    await assertNothingHappened(world);
  });

  it('the card there can’t be updated after the decision: the minute timer does it', async () => {
    const { deciding, card } = await waitForApproval(world, erik, { kind: 'personal', approvals });
    world.connector.faults.push({ path: new RegExp(`^PUT .*/${deciding.card.id}$`), status: 401, times: 1 });
    const answer = await approvals.press(deciding.card, 'decline', { declineReason: 'no' });
    assert.match(reads(answer), /Declined/);
    assert.match(nowReads(world, card), /Declined/);
    assert.match(nowReads(world, deciding.card), /Approve this password reset\?/);
    world.passTime(2 * MINUTE);
    await world.bot.sweep();
    assert.match(nowReads(world, deciding.card), /Declined/);
  });

  it('the requester can’t be told now: told by the minute timer, once', async () => {
    const waiting = await waitForApproval(world, erik, { kind: 'personal', approvals, target: PETER });
    world.connector.faults.push({ path: new RegExp(`^POST .*/${chat.id}/`), status: 500, times: 1 });
    await approvals.press(waiting.deciding.card, 'decline', { declineReason: 'no' });
    const notices = () => textsIn(chat).filter(text => /Your request was declined/.test(text));
    assert.equal(notices().length, 0);
    for (let minute = 0; minute < 3; minute += 1) {
      world.passTime(2 * MINUTE);
      await world.bot.sweep();
    }
    assert.equal(notices().length, 1);
  });
});
