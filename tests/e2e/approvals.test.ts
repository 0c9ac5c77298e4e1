import assert from 'node:assert/strict';
import { text } from '../../src/locales/text.ts';
import { asked, assertMayNotDecide, handedOver, type Language, words } from './approval-steps.ts';
import { Client } from './client.ts';
import { onStage } from './on-stage.ts';
import { APPROVER, ERIK, JOHANNA, REQUESTER, TARGETS, TICKET, WRITES } from './second-person.ts';
import type { Stage } from './stage.ts';

for (const bot of ['src', 'bundle'] as const) {
  describe(`A second person in the real client, the bot of ${bot}`, () => {
    everything(bot);
  });
}

function everything(bot: 'src' | 'bundle'): void {
  let stage: Stage;
  onStage(bot, started => (stage = started));

  /** The Playground as Erik, whose Teams is in this language; the Swedish one is as narrow as a phone. */
  async function open(name: string, language: Language): Promise<Client> {
    if (language === 'sv') await stage.control('PATCH', `users/${ERIK}`, { preferredLanguage: 'sv-SE' });
    return Client.open(stage, `${bot === 'src' ? '' : 'bundle-'}approval-${name}-${language}`, language === 'sv');
  }

  /** Where requests are approved is chosen by one of the strongest roles. */
  async function strengthen(whom: string, how: 'assignRoles' | 'removeRoles'): Promise<void> {
    await stage.control('PATCH', `users/${whom}`, { [how]: [{ role: 'Privileged Authentication Administrator' }] });
  }

  async function resets(): Promise<number> {
    const { calls } = await stage.control<{ calls: { path: string }[] }>('GET', 'calls?service=graph');
    return calls.filter(one => one.path.endsWith('/resetPassword')).length;
  }

  for (const [where, language] of [
    ['channel', 'en'],
    ['groupChat', 'sv'],
  ] as const) {
    it(`is asked where the request was made, ${where}, ${language}`, async () => {
      const user = await open(where, language);
      const says = words(language);
      const target = TARGETS[where];
      await user.goTo(where);
      await asked(user, language, target);
      await user.reads(says('reset-password.approval.title'));
      await user.shot();
      await assertMayNotDecide(stage, user, language, target);
      assert.equal(await resets(), 0);

      await user.pressesAs(APPROVER.id, says('action.approve'));
      const outcome = await user.reads(
        says('reset-password.outcome.text', { requester: REQUESTER, target: target.name }),
      );
      await user.shot();
      for (const shown of [APPROVER.name, TICKET]) assert.ok((await outcome.innerText()).includes(shown), shown);
      assert.equal(await user.button(says('action.approve')).count(), 0);
      assert.equal(await resets(), 1);
      await handedOver({ stage, user }, language, where, target);
    });
  }

  for (const [approvals, language] of [
    ['channel', 'en'],
    ['groupChat', 'sv'],
  ] as const) {
    it(`is asked in the approvals conversation for a request from the personal chat, ${approvals}, ${language}`, async () => {
      const user = await open(`personal-${approvals}`, language);
      const says = words(language);
      const target = TARGETS.personal;
      await user.goTo(approvals);
      await strengthen(ERIK, 'assignRoles');
      await user.says(WRITES[language].approvalsHere);
      await user.reads(says('approvals.set.title'));
      await strengthen(ERIK, 'removeRoles');
      await user.shot();
      await user.goTo('personal');
      await asked(user, language, target);
      await user.reads(says('waiting.title'));
      await user.shot();

      await user.goTo(approvals);
      await user.reads(says('reset-password.approval.title'));
      await user.shot();
      await assertMayNotDecide(stage, user, language, target);
      await user.pressesAs(APPROVER.id, says('action.approve'));
      const decided = await user.reads(says('fact.approvedBy'));
      for (const shown of [APPROVER.name, REQUESTER, target.userPrincipalName]) {
        assert.ok((await decided.innerText()).includes(shown), shown);
      }
      assert.equal(await user.button(says('action.approve')).count(), 0);
      await user.shot();
      assert.equal(await resets(), 1);
      await handedOver({ stage, user }, language, approvals, target);
    });
  }

  it('is asked in a window of their own', async () => {
    const says = words('en');
    const target = TARGETS.groupChat;
    const user = await open('two-windows', 'en');
    const page = await stage.newPage();
    try {
      const approver = await Client.open(
        { page, playgroundUrl: stage.approverUrl },
        'approval-two-windows-other',
        false,
      );
      await approver.goTo('groupChat');
      await strengthen(JOHANNA, 'assignRoles');
      await approver.says(WRITES.en.approvalsHere);
      await approver.reads(says('approvals.set.title'));
      await asked(user, 'en', target);
      await user.reads(says('waiting.title'));
      await approver.reads(says('reset-password.approval.title'));
      await approver.shot();
      await approver.press(says('action.approve'));
      await approver.reads(says('fact.approvedBy'));
      await approver.shot();
      assert.equal(await resets(), 1);
      const password = await handedOver({ stage, user }, 'en', 'personal', target);
      assert.deepEqual(await approver.passwords(), []);
      assert.ok(approver.received.length > 0);
      assert.deepEqual(
        approver.received.filter(one => one.includes(password)),
        [],
      );
    } finally {
      await page.close();
    }
  });

  for (const language of ['en', 'sv'] as const) {
    it(`declines with a reason, which the requester is told privately, ${language}`, async () => {
      const user = await open('declined', language);
      const says = words(language);
      const target = TARGETS.groupChat;
      await user.goTo('groupChat');
      await asked(user, language, target);
      await user.reads(says('reset-password.approval.title'));
      const unexplained = await user.pressesAs(APPROVER.id, says('action.decline'));
      assert.ok(unexplained.includes(text('en', 'message.declineNeedsReason')), unexplained);
      await user.writes(says('approval.declineReason'), WRITES[language].why);
      await user.pressesAs(APPROVER.id, says('action.decline'));
      const card = await user.reads(says('declined.title'));
      await user.shot();
      for (const shown of [APPROVER.name, WRITES[language].why]) {
        assert.ok((await card.innerText()).includes(shown), shown);
      }
      await user.goTo('personal');
      await user.reads(says('declined.notice.title'));
      await user.shot();
      assert.equal(await resets(), 0);
      assert.deepEqual(await user.passwords(), []);
    });

    it(`shows what is open and what has been, in the personal chat alone, ${language}`, async () => {
      const user = await open('lists', language);
      const says = words(language);
      // The request before this one has left the first account with a password that was not handed over.
      const target = language === 'en' ? TARGETS.channel : TARGETS.personal;
      await user.goTo('groupChat');
      await asked(user, language, target);
      await user.reads(says('reset-password.approval.title'));
      await user.says('status');
      await user.reads(says('status.private.title'));
      await user.shot();
      assert.equal(await user.card(says('history.state.awaiting-approval')).count(), 0);
      await user.goTo('personal');
      const status = await user.reads(says('history.state.awaiting-approval'));
      await user.shot();
      for (const shown of [target.name, TICKET, says('status.title')]) {
        assert.ok((await status.innerText()).includes(shown), shown);
      }

      await user.goTo('groupChat');
      await user.pressesAs(APPROVER.id, says('action.approve'));
      await user.goTo('personal');
      await user.reads(says('reset-password.handover.title'));
      await user.says(WRITES[language].history);
      const history = await user.reads(says('history.own'));
      await user.shot();
      for (const shown of [target.name, TICKET, APPROVER.name, says('reset-password.history.state.carried-out')]) {
        assert.ok((await history.innerText()).includes(shown), shown);
      }
      await user.says(WRITES[language].historyFor(target.name));
      const about = await user.reads(says('history.for', { target: target.name }));
      await user.shot();
      assert.ok((await about.innerText()).includes(REQUESTER));
      assert.deepEqual(await user.passwords(), []);
    });
  }
}
