import assert from 'node:assert/strict';
import {
  approvalsAt,
  DEFAULT_POLICY,
  eventsOf,
  GUSTAV,
  present,
  rowsOf,
  waitForApproval,
} from '../../support/approvals.ts';
import { actions, type ChatKind, cardOf, textOf } from '../../support/chat.ts';
import { eachInAWorld } from '../../support/scene.ts';
import {
  assertNothingHappened,
  becomes,
  ERIK,
  JOHANNA,
  lineOf,
  nowReads,
  reads,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** What the two of them read, by language. */
const LANGUAGES = {
  'en-US': {
    question:
      /Approve this password reset\?[\s\S]*Erik Lindqvist wants to reset[\s\S]*Gustav Norberg[\s\S]*Reports Reader/,
    because: /because Gustav Norberg holds Reports Reader/,
    reason: /Forgot the password/,
    outcome: /Erik Lindqvist reset the password of Gustav Norberg/,
    byApprover: /Approved by\nJohanna Bergström, \d?\d:\d\d [AP]M/,
    ready: 'The temporary password is ready',
    declined: /Declined\nJohanna Bergström declined the request from Erik Lindqvist at \d?\d:\d\d [AP]M/,
    notice: /Your request was declined\nJohanna Bergström declined at[\s\S]*Gustav Norberg was not changed/,
    wrote: /Johanna Bergström wrote: Not without a ticket/,
    askedForReason: 'Write why you decline, then press Decline again.',
    waits: /Waiting for a second administrator[\s\S]*Gustav Norberg[\s\S]*sent to the approvals conversation/,
  },
  'sv-SE': {
    question:
      /Godkänna att lösenordet återställs\?[\s\S]*Erik Lindqvist vill återställa[\s\S]*Gustav Norberg[\s\S]*Reports Reader/,
    because: /eftersom Gustav Norberg har Reports Reader/,
    reason: /Har glömt lösenordet/,
    outcome: /Erik Lindqvist (har återställt|återställde) lösenordet för Gustav Norberg/,
    byApprover: /Godkänt av\nJohanna Bergström, (kl\. )?\d\d:\d\d/,
    ready: 'Det tillfälliga lösenordet är klart',
    declined: /Avslaget\nJohanna Bergström avslog begäran från Erik Lindqvist kl\. \d\d:\d\d/,
    notice: /Din begäran avslogs\nJohanna Bergström avslog[\s\S]*Gustav Norberg är oförändrat/,
    wrote: /Johanna Bergström skrev: Not without a ticket/,
    askedForReason: 'Skriv varför du avslår och tryck sedan på Avslå igen.',
    waits: /Väntar på en andra administratör[\s\S]*Gustav Norberg[\s\S]*skickats till konversationen för godkännanden/,
  },
} as const;

const ASKED_IN: readonly ChatKind[] = ['channel', 'groupChat', 'personal'];

for (const [locale, words] of Object.entries(LANGUAGES)) {
  for (const kind of ASKED_IN) {
    describe(`a second person, asked in a ${kind}, ${locale}`, () => {
      let world: World;
      let erik: Client;
      let johanna: Client;
      eachInAWorld(async scene => {
        ({ world } = scene);
        erik = await world.person(ERIK, locale);
        johanna = await world.person(JOHANNA, locale);
      }, DEFAULT_POLICY);

      const inputs = { reason: 'forgot', ticket: 'INC0012345' };

      async function wait() {
        const approvals = kind === 'personal' ? await approvalsAt(world, johanna) : undefined;
        const waiting = await waitForApproval(world, erik, { kind, inputs, approvals });
        return { ...waiting, approver: waiting.deciding.chat.as(johanna) };
      }

      it('the card says who asks, for whom, why, and why two are needed; nothing is reset yet', async () => {
        const { deciding, card } = await wait();
        const question = nowReads(world, deciding.card);
        for (const pattern of [words.question, words.because, words.reason, /INC0012345/]) {
          assert.match(question, pattern);
        }
        if (kind === 'personal') {
          assert.match(nowReads(world, card), words.waits);
          assert.deepEqual(
            actions(cardOf(card)).map(one => one.verb),
            ['cancel'],
          );
        }
        const verbs = actions(cardOf(deciding.card)).map(one => one.verb);
        assert.deepEqual(verbs, kind === 'personal' ? ['approve', 'decline'] : ['approve', 'decline', 'cancel']);
        await assertNothingHappened(world);
      });

      it('approved: reset at once, everybody sees who approved and when, only the requester gets the password', async () => {
        const { approver, deciding, card, request } = await wait();
        const answer = await approver.press(deciding.card, 'approve');
        assert.match(reads(answer), words.outcome);
        assert.match(reads(answer), words.byApprover);
        for (const shown of [card, deciding.card]) {
          await becomes(world, shown, words.outcome);
          assert.match(nowReads(world, shown), words.byApprover);
          assert.deepEqual(actions(cardOf(present(world, shown))), [], 'nothing left to press');
        }
        const personal = world.chat(erik);
        const password = await showPassword(personal, await personal.card(words.ready));
        assert.equal(await world.trySignIn(GUSTAV, password), 'must-change-password');
        assert.equal(await resetCalls(world), 1);
        assert.ok(
          !JSON.stringify([world.connector.calls, answer]).includes(password),
          'the password is in no activity',
        );
        assert.equal(world.connector.in(world.chat(johanna).id).length, 0, 'the approver gets nothing of their own');
        const rows = await rowsOf(world, request);
        assert.deepEqual(
          rows.slice(1, 4).map(row => [row.event, row.actorName]),
          [
            ['approval-asked', 'Erik Lindqvist'],
            ['request-approved', 'Johanna Bergström'],
            ['reset-started', 'Erik Lindqvist'],
          ],
        );
        assert.deepEqual([rows[3]?.reason, rows[3]?.ticket], ['forgot', 'INC0012345']);
      });

      it('declined: the card everywhere says who and why, the requester is told privately and at once', async () => {
        const { approver, deciding, card, request } = await wait();
        const answer = await approver.press(deciding.card, 'decline', { declineReason: ' Not without a ticket ' });
        assert.match(reads(answer), words.declined);
        assert.match(reads(answer), /Not without a ticket/);
        for (const shown of [card, deciding.card]) {
          assert.match(nowReads(world, shown), words.declined);
          assert.match(nowReads(world, shown), /Not without a ticket/);
          assert.deepEqual(actions(cardOf(present(world, shown))), []);
        }
        const told = world.connector.in(world.chat(erik).id).map(message => textOf(message).replaceAll('\u200b', ''));
        assert.equal(
          told.filter(text => words.notice.test(text) && words.wrote.test(text)).length,
          1,
          told.join('\n---\n'),
        );
        const last = (await rowsOf(world, request)).at(-1);
        const { event, actorName, detail } = last ?? {};
        assert.deepEqual([event, actorName, detail], ['request-declined', 'Johanna Bergström', 'Not without a ticket']);
        await assertNothingHappened(world);
        await world.bot.sweep();
        assert.equal(world.connector.in(world.chat(erik).id).length, told.length, 'told once');
      });

      it('declined without a reason: asked for one, and the request goes on waiting', async () => {
        const { approver, deciding, request } = await wait();
        for (const declineReason of [undefined, '', '   ', 7, 'x'.repeat(201)]) {
          const answer = await approver.press(deciding.card, 'decline', { declineReason });
          assert.equal(lineOf(answer), words.askedForReason, JSON.stringify(declineReason));
        }
        assert.equal((await eventsOf(world, request)).at(-1), 'approval-asked');
        assert.match(reads(await approver.press(deciding.card, 'approve')), words.outcome);
      });

      it('cancelled by the requester while it waits: everybody sees it, and approving does nothing any more', async () => {
        const { approver, chat, deciding, card, request } = await wait();
        await chat.press(card, 'cancel');
        for (const shown of [card, deciding.card]) {
          assert.match(nowReads(world, shown), /Cancelled\nErik Lindqvist cancelled|Avbrutet\nErik Lindqvist avbröt/);
        }
        for (const verb of ['approve', 'decline']) {
          const answer = await approver.execute(verb, { request, declineReason: 'no' }, deciding.card.id);
          assert.match(reads(answer), /Cancelled|Avbrutet/);
        }
        assert.deepEqual(await eventsOf(world, request), ['request-opened', 'approval-asked', 'request-cancelled']);
        await assertNothingHappened(world);
      });
    });
  }
}
