import assert from 'node:assert/strict';
import { approvalsAt, GUSTAV, rowsOf, type Waiting, waitForApproval } from '../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { runWithNewSignIn } from '../../support/sign-in.ts';
import {
  assertNothingHappened,
  becomes,
  change,
  ERIK,
  events,
  fault,
  LAST_CHANGE,
  lineOf,
  nowReads,
  RESET,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

for (const kind of ['channel', 'personal'] as const) {
  describe(`what changed before the approval, asked in a ${kind}`, () => {
    let world: World;
    let erik: Client;
    let johanna: Client;
    let personal: Chat;
    let waiting: Waiting;
    eachWithApprover(async scene => {
      ({ world, erik, johanna } = scene);
      personal = world.chat(erik);
      const approvals = kind === 'personal' ? await approvalsAt(world, johanna) : undefined;
      waiting = await waitForApproval(world, erik, { kind, approvals });
    });

    const approve = () => waiting.deciding.chat.as(johanna).press(waiting.deciding.card, 'approve');
    const toldErik = () => world.connector.in(personal.id).map(message => textOf(message).replaceAll('\u200b', ''));

    /** The request ends for this reason, its requester reads why in the personal chat, and nothing was reset. */
    async function assertEnds(rule: string, words: RegExp): Promise<void> {
      reads(await approve());
      const { event, rule: recorded } = (await rowsOf(world, waiting.request)).at(-1) ?? {};
      assert.deepEqual([event, recorded], ['request-refused', rule]);
      assert.ok(
        toldErik().some(text => words.test(text)),
        toldErik().join('\n---\n'),
      );
      for (const shown of [waiting.card, waiting.deciding.card]) {
        const card = cardOf(world.connector.messages.get(shown.id) ?? shown);
        assert.ok(!actions(card).some(one => one.verb), 'nothing left to press');
      }
      await assertNothingHappened(world);
      reads(await approve());
      await assertNothingHappened(world);
    }

    it('the target got another role that the approver’s covers', async () => {
      await change(world, GUSTAV, { assignRoles: [{ role: 'Guest Inviter' }] });
      await assertEnds('target-roles-changed', /Gustav Norberg got or lost an administrator role/);
    });

    it('the target lost the role', async () => {
      await change(world, GUSTAV, { removeRoles: [{ role: 'Reports Reader' }] });
      await assertEnds('target-roles-changed', /Gustav Norberg got or lost an administrator role/);
    });

    it('the target has another name', async () => {
      await change(world, GUSTAV, { displayName: 'Gustav Nord' });
      await assertEnds('target-changed', /The card showed Gustav Norberg[\s\S]*is now Gustav Nord /);
    });

    it('the target has another sign-in name', async () => {
      await change(world, GUSTAV, { userPrincipalName: 'gustav.nord@fjallvind.example' });
      await assertEnds('target-changed', /is now Gustav Norberg \(gustav\.nord@/);
    });

    it('the target was deleted', async () => {
      await world.sandbox.control('DELETE', `users/${encodeURIComponent(GUSTAV)}`);
      await assertEnds('target-gone', /Gustav Norberg is no longer in the directory/);
    });

    it('the requester’s role is gone: approved in vain, nothing is reset', async () => {
      await change(world, ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
      await assertEnds('requester-roles-changed', /no longer hold a role that resets passwords/);
      assert.ok((await events(world)).includes('request-approved'));
    });

    it('the requester’s role no longer covers the target', async () => {
      const roles = {
        removeRoles: [{ role: 'Helpdesk Administrator' }],
        assignRoles: [{ role: 'Password Administrator' }],
      };
      await change(world, ERIK, roles);
      await assertEnds('requester-role-does-not-cover', /holds Reports Reader, so your role may not reset/);
    });

    it('the approver reads nothing about roles of their own when the requester lost theirs', async () => {
      await change(world, ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
      assert.doesNotMatch(reads(await approve()), /\b[Yy]ou(r)?\b/);
      assert.doesNotMatch(nowReads(world, waiting.deciding.card), /\b[Yy]ou(r)?\b/);
    });

    it('the target got a role that only the requester’s covers: the approver may not decide any more', async () => {
      await change(world, GUSTAV, { assignRoles: [{ role: 'Helpdesk Administrator' }] });
      assert.match(lineOf(await approve()), /None of your active roles could reset the password of Gustav Norberg/);
      assert.match(nowReads(world, waiting.deciding.card), /Approve this password reset\?/);
      await assertNothingHappened(world);
    });

    it('nothing that matters: a new title is no obstacle', async () => {
      await change(world, GUSTAV, { jobTitle: 'Chief of reports' });
      assert.match(reads(await approve()), /reset the password of Gustav Norberg/);
    });

    describe('when Graph is in trouble', () => {
      it('at the approver’s click: an answer in words, and the card still works', async () => {
        await fault(world, { service: 'graph', pathPattern: 'batch', times: null, status: 500 });
        assert.match(lineOf(await approve()), /give your administrator this number: [\w-]{36}$/);
        await assertNothingHappened(world);
        await world.sandbox.control('DELETE', 'faults');
        assert.match(reads(await approve()), /reset the password of Gustav Norberg/);
      });

      it('after the approval, before the reset: the approval holds, and its requester can run it', async () => {
        await fault(world, { service: 'graph', pathPattern: 'batch', times: null, skip: 1, status: 500 });
        assert.match(reads(await approve()), /^Approved\n/);
        await world.sandbox.control('DELETE', 'faults');
        const card = await personal.card('Approved: it is your turn');
        assert.match(reads(await personal.press(card, 'run')), /reset the password of Gustav Norberg/);
        assert.equal(await resetCalls(world), 1);
      });

      it('the answer to the reset is lost: called unknown, and Try again gives the same password', async () => {
        await fault(world, { service: 'graph', pathPattern: LAST_CHANGE, times: null, status: 500 });
        await fault(world, { service: 'graph', pathPattern: RESET, drop: 'after' });
        await approve();
        await becomes(world, waiting.card, /Not sure that it worked/);
        assert.match(nowReads(world, waiting.deciding.card), /Not sure that it worked/);
        assert.equal((await rowsOf(world, waiting.request)).at(-1)?.event, 'reset-unknown');
        await world.sandbox.control('DELETE', 'faults');
        const notice = await personal.card('Not sure that it worked');
        assert.match(reads(await personal.press(notice, 'retry')), /reset the password of Gustav Norberg/);
        const password = await showPassword(personal, await personal.card('The temporary password is ready'));
        assert.equal(await world.trySignIn(GUSTAV, password), 'must-change-password');
        const starts = (await events(world)).filter(event => event === 'request-approved');
        assert.equal(starts.length, 1, 'not approved again');
      });

      it('the approver can’t try again in the requester’s place', async () => {
        await fault(world, { service: 'graph', pathPattern: RESET, status: 500 });
        await approve();
        const answer = await waiting.deciding.chat
          .as(johanna)
          .execute('retry', { request: waiting.request }, waiting.deciding.card.id);
        assert.equal(lineOf(answer), 'Only Erik Lindqvist can use this card.');
        assert.equal(await resetCalls(world), 1);
      });

      it('Graph refuses the reset, with a new sign-in too: everybody sees that nothing changed, and who had approved', async () => {
        await fault(world, { service: 'graph', pathPattern: RESET, times: null, status: 403 });
        await approve();
        await runWithNewSignIn(world, erik, personal);
        for (const shown of [waiting.card, waiting.deciding.card]) {
          assert.match(nowReads(world, shown), /The password was not reset[\s\S]*Approved by\nJohanna Bergström/);
        }
        assert.equal((await rowsOf(world, waiting.request)).at(-1)?.event, 'reset-failed');
      });

      it('no password is good enough for Graph: failed after three, and the old one still works', async () => {
        await world.sandbox.control('POST', 'set-password', { userPrincipalName: GUSTAV, password: 'Old-Password-1' });
        const error = { code: 'BadRequest', innerError: { code: 'PasswordPolicyViolation' } };
        await fault(world, { service: 'graph', pathPattern: RESET, times: null, status: 400, body: { error } });
        await approve();
        assert.equal(await resetCalls(world), 3);
        assert.equal(await world.trySignIn(GUSTAV, 'Old-Password-1'), 'signed-in');
      });
    });
  });
}
