import assert from 'node:assert/strict';
import { approvalsAt, eventsOf, present, rowsOf, type Waiting, waitForApproval } from '../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { codeFrom, loginRequestOf, ssoToken, stands } from '../../support/sign-in.ts';
import {
  assertNothingHappened,
  ERIK,
  fault,
  lineOf,
  MINUTE,
  nowReads,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('an approval that takes its time', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let personal: Chat;
  eachWithApprover(scene => {
    ({ world, erik, johanna } = scene);
    personal = world.chat(erik);
  });

  const toldErik = () => world.connector.in(personal.id).map(message => textOf(message).replaceAll('\u200b', ''));
  const approve = ({ deciding }: Waiting) => deciding.chat.as(johanna).press(present(world, deciding.card), 'approve');

  for (const kind of ['channel', 'personal'] as const) {
    describe(`asked in a ${kind}`, () => {
      let waiting: Waiting;
      beforeEach(async () => {
        const approvals = kind === 'personal' ? await approvalsAt(world, johanna) : undefined;
        waiting = await waitForApproval(world, erik, { kind, approvals });
      });

      it('nobody decides for 60 minutes: requester and approvers are told, and nothing can be approved any more', async () => {
        world.passTime(60 * MINUTE - 5_000);
        await world.bot.sweep();
        assert.match(nowReads(world, waiting.deciding.card), /Approve this password reset\?/);
        world.passTime(5_000);
        await world.bot.sweep();
        for (const shown of [waiting.card, waiting.deciding.card]) {
          assert.match(nowReads(world, shown), /^Expired\nNobody decided in time on the request from Erik Lindqvist/);
          assert.deepEqual(actions(cardOf(present(world, shown))), []);
        }
        const notices = toldErik().filter(text =>
          /^Nobody approved in time\n.*Gustav Norberg was not changed/.test(text),
        );
        assert.equal(notices.length, 1, toldErik().join('\n---\n'));
        const late = await waiting.deciding.chat.as(johanna).execute('approve', waiting, waiting.deciding.card.id);
        assert.match(reads(late), /Expired/);
        assert.deepEqual(await eventsOf(world, waiting.request), [
          'request-opened',
          'approval-asked',
          'request-expired',
        ]);
        await assertNothingHappened(world);
        await world.bot.sweep();
        assert.equal(toldErik().filter(text => /Nobody approved in time/.test(text)).length, 1, 'told once');
      });

      it('pressed after 60 minutes, before the minute timer has come: expired', async () => {
        world.passTime(60 * MINUTE);
        assert.match(reads(await approve(waiting)), /Expired/);
        assert.match(nowReads(world, waiting.card), /Expired/);
        await assertNothingHappened(world);
      });

      describe('the requester’s sign-in has lapsed when it is approved', () => {
        beforeEach(async () => {
          await stands(world, erik, { state: 'signed-out' });
          const answer = await approve(waiting);
          assert.match(
            reads(answer),
            /Approved\nJohanna Bergström approved at .*Erik Lindqvist has until .* to sign in/,
          );
        });

        const runCard = () => personal.card('Approved: it is your turn');

        it('they get a card to run it, the others see that it waits for them, and nothing is reset yet', async () => {
          const text = textOf(await runCard()).replaceAll('\u200b', '');
          assert.match(text, /Johanna Bergström approved at .*Sign in and reset the password of Gustav Norberg by/);
          assert.match(text, /I could not do it at once/);
          assert.match(nowReads(world, waiting.deciding.card), /Johanna Bergström approved at/);
          await world.bot.sweep();
          assert.equal(toldErik().filter(one => /it is your turn/.test(one)).length, 1);
          await assertNothingHappened(world);
        });

        it('they press it: asked to sign in, and with the sign-in it is reset', async () => {
          const card = await runCard();
          loginRequestOf(await personal.press(card, 'run'));
          await assertNothingHappened(world);
          const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
          assert.match(
            reads(await personal.press(card, 'run', {}, { authentication })),
            /reset the password of Gustav/,
          );
          const password = await showPassword(personal, await personal.card('The temporary password is ready'));
          assert.equal(await world.trySignIn('gustav.norberg@fjallvind.example', password), 'must-change-password');
          for (const shown of [waiting.deciding.card, waiting.card, card]) {
            assert.match(nowReads(world, shown), /Erik Lindqvist reset the password of Gustav Norberg/);
            assert.match(nowReads(world, shown), /Approved by\nJohanna Bergström/);
          }
          assert.equal(await resetCalls(world), 1);
        });

        it('pressed again afterwards: no second reset', async () => {
          const card = await runCard();
          await stands(world, erik, { state: 'signed-in' });
          await Promise.all([personal.press(card, 'run'), personal.press(card, 'run')]);
          assert.match(reads(await personal.press(card, 'run')), /reset the password of Gustav Norberg/);
          assert.equal(await resetCalls(world), 1);
        });

        it('the approver can neither run it nor take the approval back', async () => {
          for (const verb of ['run', 'cancel']) {
            const answer = await world.chat(johanna).execute(verb, waiting, (await runCard()).id);
            assert.equal(lineOf(answer), 'Only Erik Lindqvist can use this card.');
          }
          const { chat, card } = waiting.deciding;
          const declined = await chat.as(johanna).execute('decline', { ...waiting, declineReason: 'no' }, card.id);
          assert.match(reads(declined), /^Approved\n/);
          assert.equal((await eventsOf(world, waiting.request)).includes('request-declined'), false);
          await assertNothingHappened(world);
        });

        it('they do not sign in within 30 minutes: it expires, and everybody is told what really happened', async () => {
          const card = await runCard();
          world.passTime(30 * MINUTE);
          await world.bot.sweep();
          for (const shown of [waiting.card, waiting.deciding.card, card]) {
            assert.match(nowReads(world, shown), /^Expired\nIt was not reset in time/);
            assert.deepEqual(actions(cardOf(present(world, shown))), []);
          }
          assert.ok(!toldErik().some(text => /Nobody approved/.test(text)), toldErik().join('\n---\n'));
          await stands(world, erik, { state: 'signed-in' });
          assert.match(reads(await personal.execute('run', waiting, card.id)), /Expired/);
          assert.equal((await eventsOf(world, waiting.request)).at(-1), 'request-expired');
          await assertNothingHappened(world);
        });

        it('they cancel: everybody sees it', async () => {
          const card = await runCard();
          await personal.press(card, 'cancel');
          for (const shown of [waiting.card, waiting.deciding.card, card]) {
            assert.match(nowReads(world, shown), /^Cancelled\nErik Lindqvist cancelled/);
          }
          await assertNothingHappened(world);
        });

        it('they lost their role meanwhile: refused at the run, with the reason', async () => {
          await stands(world, erik, { state: 'signed-in' });
          const path = `users/${encodeURIComponent(ERIK)}`;
          await world.sandbox.control('PATCH', path, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
          const answer = await personal.press(await runCard(), 'run');
          assert.match(reads(answer), /no longer hold a role that resets passwords/);
          assert.equal((await rowsOf(world, waiting.request)).at(-1)?.rule, 'requester-roles-changed');
          await assertNothingHappened(world);
        });
      });
    });
  }

  describe('the approver is not signed in', () => {
    let waiting: Waiting;
    beforeEach(async () => {
      waiting = await waitForApproval(world, erik);
      await stands(world, johanna, { state: 'signed-out' });
    });
    const again = (value: Record<string, unknown>, inputs = {}, verb = 'approve') =>
      waiting.deciding.chat.as(johanna).press(waiting.deciding.card, verb, inputs, value);

    it('asked to sign in by the answer to the click alone; then it goes on', async () => {
      loginRequestOf(await approve(waiting));
      assert.equal((await eventsOf(world, waiting.request)).at(-1), 'approval-asked');
      const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, johanna) };
      assert.match(reads(await again({ authentication })), /Approved by\nJohanna Bergström/);
      assert.equal(await resetCalls(world), 1);
    });

    it('with the code of the sign-in page, a reason to decline is kept', async () => {
      const offer = loginRequestOf(await again({}, { declineReason: 'wrong person' }, 'decline'));
      const answer = await again({ state: await codeFrom(offer) }, { declineReason: 'wrong person' }, 'decline');
      assert.match(reads(answer), /Johanna Bergström declined[\s\S]*wrong person/);
    });

    for (const [what, value, status] of [
      ['a wrong code', { state: '000000' }, 401],
      ['a token that is none', { authentication: { id: '1', connectionName: 'graph', token: 'none' } }, 412],
    ] as const) {
      it(`${what}: nothing is decided`, async () => {
        loginRequestOf(await approve(waiting));
        assert.equal((await again(value)).statusCode, status);
        assert.equal((await eventsOf(world, waiting.request)).at(-1), 'approval-asked');
        await assertNothingHappened(world);
      });
    }

    it('Graph no longer takes the approver’s token: asked to sign in again, nothing is decided', async () => {
      await stands(world, johanna, { state: 'signed-in' });
      await fault(world, { service: 'graph', pathPattern: 'batch', status: 401 });
      loginRequestOf(await approve(waiting));
      assert.equal((await eventsOf(world, waiting.request)).at(-1), 'approval-asked');
      assert.match(nowReads(world, waiting.card), /Approve this password reset\?/);
    });
  });

  it('the sign-out that was asked for happens after the approval', async () => {
    const waiting = await waitForApproval(world, erik, { inputs: { signOut: 'true' } });
    assert.match(reads(await approve(waiting)), /Signed out everywhere/);
    const calls = (await world.graphCalls()).filter(call => call.path.includes('revokeSignInSessions'));
    assert.equal(calls.length, 1);
    assert.ok((await eventsOf(world, waiting.request)).includes('sessions-revoked'));
  });

  it('and also when the requester has to run it', async () => {
    const waiting = await waitForApproval(world, erik, { inputs: { signOut: 'true' } });
    await stands(world, erik, { state: 'signed-out' });
    await approve(waiting);
    await stands(world, erik, { state: 'signed-in' });
    await personal.press(await personal.card('Approved: it is your turn'), 'run');
    assert.ok((await eventsOf(world, waiting.request)).includes('sessions-revoked'));
  });

  it('nobody is signed out where it was not asked for', async () => {
    const waiting = await waitForApproval(world, erik);
    await approve(waiting);
    assert.equal((await world.graphCalls()).filter(call => call.path.includes('revokeSignInSessions')).length, 0);
  });
});
