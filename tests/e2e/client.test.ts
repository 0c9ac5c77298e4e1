import assert from 'node:assert/strict';
import { keyFor, type TextValues, text } from '../../src/locales/text.ts';
import type { TextKey } from '../../src/locales/text-key.ts';
import { Client, PLACES, type Where } from './client.ts';
import { onStage } from './on-stage.ts';
import { call, type Stage } from './stage.ts';

const ERIK = 'erik.lindqvist@fjallvind.example';

type Language = 'en' | 'sv';

/** What Erik writes, and for whom; one person for each language, as resets of one account are limited. */
const REQUESTS = {
  en: {
    message: 'reset password for Anna Svensson because she is locked out, INC0012345',
    reason: 'she is locked out',
  },
  sv: {
    message: 'återställ lösenordet för Åsa Öhman för att hon är utelåst, INC0012345',
    reason: 'hon är utelåst',
  },
} as const;
const TARGETS = {
  en: { name: 'Anna Svensson', userPrincipalName: 'anna.svensson@fjallvind.example' },
  sv: { name: 'Åsa Öhman', userPrincipalName: 'asa.ohman@fjallvind.example' },
} as const;

for (const bot of ['src', 'bundle'] as const) {
  describe(`In the real client, the bot of ${bot}`, () => {
    everything(bot);
  });
}

function everything(bot: 'src' | 'bundle'): void {
  let stage: Stage;
  onStage(bot, started => (stage = started));

  /** The Playground as Erik, whose Teams is in this language; the Swedish one is as narrow as a phone. */
  async function open(name: string, language: Language): Promise<Client> {
    if (language === 'sv') await change(ERIK, { preferredLanguage: 'sv-SE' });
    return Client.open(stage, bot === 'src' ? name : `bundle-${name}`, language === 'sv');
  }

  async function change(userPrincipalName: string, patch: object): Promise<void> {
    await stage.control('PATCH', `users/${userPrincipalName}`, patch);
  }

  async function resets(): Promise<string[]> {
    const { calls } = await stage.control<{ calls: { path: string }[] }>('GET', 'calls?service=graph');
    return calls.map(one => one.path).filter(one => one.endsWith('/resetPassword'));
  }

  for (const language of ['en', 'sv'] as const) {
    for (const where of PLACES) {
      it(`resets a password from a message to the handover, ${where}, ${language}`, async () => {
        const user = await open(`reset-${where}-${language}`, language);
        const says = (key: TextKey, values: TextValues = {}) => text(language, key, values);
        await confirmed(user, where, language);
        if (where !== 'personal') {
          assert.deepEqual(await user.passwords(), []);
          await user.goTo('personal');
        }
        await user.reads(says('reset-password.handover.title'));
        assert.ok(user.received.some(one => one.includes(says('reset-password.handover.title'))));
        await user.shot();
        assert.deepEqual(await user.passwords(), []);
        const password = await shown(user, language);
        await user.press(says('action.handedOver'));
        await user.reads(says('link.caption'));
        await user.shot();
        await assertGone(user, password);
        if (where === 'personal') return;
        await user.goTo(where);
        await user.reads(says('reset-password.outcome.handed-over', { requester: 'Erik Lindqvist' }));
        await user.shot();
        await assertGone(user, password);
      });
    }
  }

  /** From the message to the outcome, which everybody in the conversation sees. */
  async function confirmed(user: Client, where: Where, language: Language): Promise<void> {
    const { message, reason } = REQUESTS[language];
    await user.goTo(where);
    await user.says(message);
    const card = await user.reads(text(language, 'reset-password.confirm.title'));
    await user.shot();
    for (const shown of [TARGETS[language].name, reason]) assert.ok((await card.innerText()).includes(shown), shown);
    assert.deepEqual(await resets(), []);
    await user.press(text(language, 'reset-password.action.confirm'));
    const outcome = await user.reads(
      text(language, 'reset-password.outcome.text', { requester: 'Erik Lindqvist', target: TARGETS[language].name }),
    );
    await user.reads(text(language, 'reset-password.outcome.verified'));
    await user.shot();
    for (const shown of [reason, 'INC0012345']) assert.ok((await outcome.innerText()).includes(shown), shown);
    assert.equal((await resets()).length, 1);
    assert.equal(await user.button(text(language, 'reset-password.action.confirm')).count(), 0);
  }

  /** The password that is on the screen after "Show password", which works and has to be changed. */
  async function shown(user: Client, language: Language): Promise<string> {
    await user.press(text(language, 'reset-password.action.show'));
    await user.reads(text(language, 'reset-password.reveal.reminder'));
    await user.shot();
    const [password, ...more] = await user.passwords();
    assert.ok(password);
    assert.deepEqual(more, []);
    const attempt = { userPrincipalName: TARGETS[language].userPrincipalName, password };
    assert.deepEqual(await stage.control('POST', 'try-sign-in', attempt), { result: 'must-change-password' });
    return password;
  }

  /** The password is on no part of the page, and has come to it once: as the answer to "Show password". */
  async function assertGone(user: Client, password: string): Promise<void> {
    const html = await user.page.content();
    for (const form of [password, password.replaceAll('-', '')]) assert.ok(!html.includes(form));
    assert.deepEqual(await user.passwords(), []);
    assert.equal(user.received.filter(one => one.includes(password)).length, 1);
  }

  it('lets a namesake be picked and the request be cancelled, after which nothing has happened', async () => {
    const user = await open('namesake', 'en');
    await user.says('reset password for Johan Andersson');
    await user.reads(text('en', 'pick.title'));
    await user.shot();
    await user.press('Choose johan.andersson2@fjallvind.example');
    const card = await user.reads(text('en', 'reset-password.confirm.title'));
    await user.shot();
    assert.match(await card.innerText(), /johan\.andersson2\s*@fjallvind\.example/);
    await user.press('Cancel');
    await user.reads(text('en', 'reset-password.cancelled.text', { by: 'Erik Lindqvist', target: 'Johan Andersson' }));
    await user.shot();
    assert.equal(await user.button('Reset password').count(), 0);
    assert.deepEqual(await resets(), []);
  });

  it('answers another person who presses, and leaves the card to the one who asked', async () => {
    const user = await open('other-person', 'en');
    await user.goTo('groupChat');
    await user.says('reset password for Tomas Berg');
    await user.reads(text('en', 'reset-password.confirm.title'));
    for (const name of ['Reset password', 'Cancel']) {
      const answer = await user.pressesAs('29:johanna.bergstrom', name);
      assert.match(answer, /Only Erik Lindqvist can use this card\./, name);
    }
    await user.shot();
    assert.deepEqual(await resets(), []);
    await user.press('Cancel');
    await user.reads(text('en', 'reset-password.cancelled.text', { by: 'Erik Lindqvist', target: 'Tomas Berg' }));
  });

  for (const language of ['en', 'sv'] as const) {
    it(`refuses somebody without a role, with the way forward, ${language}`, async () => {
      await change(ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
      const user = await open(`no-role-${language}`, language);
      await user.says(REQUESTS[language].message);
      await user.reads(text(language, 'reset-password.refusal.requester-has-no-role.text'));
      await user.shot();
      for (const way of ['reset-password.action.own', 'action.myRoles'] as const) {
        assert.ok(await user.page.getByRole('link', { name: text(language, way) }).isVisible(), way);
      }
      assert.deepEqual(await resets(), []);
    });
  }

  for (const [name, language, target, rule] of [
    ['administrator', 'en', 'Karin Holmgren', 'requester-role-does-not-cover'],
    ['synced', 'sv', 'Göran Malm', 'target-synced'],
  ] as const) {
    it(`refuses an account that can't be reset: ${name}`, async () => {
      const user = await open(`refused-${name}`, language);
      await user.says(`${language === 'en' ? 'reset password for' : 'återställ lösenordet för'} ${target}`);
      const card = await user.reads(text(language, keyFor('reset-password', `refusal.${rule}.title`)));
      await user.shot();
      assert.ok((await card.innerText()).includes(target));
      assert.equal(await user.button(text(language, 'reset-password.action.confirm')).count(), 0);
      assert.deepEqual(await resets(), []);
    });
  }

  it('refuses a colleague without a role who asks in the group chat', async () => {
    const user = await open('colleague', 'en');
    await user.goTo('groupChat');
    await call(stage.relayUrl, 'POST', await fromLinnea(stage, 'reset password for Anna Svensson'));
    await user.reads(text('en', 'reset-password.refusal.requester-has-no-role.title'));
    await user.shot();
    assert.deepEqual(await resets(), []);
  });
}

/** What the Playground would send if Linnea Strand wrote in its group chat. */
async function fromLinnea({ playgroundUrl }: Stage, message: string): Promise<object> {
  const { config } = await call<{ config: { bot: object; groupChats: { id: string }[] } }>(
    `${playgroundUrl}/_internal/v1/config`,
    'GET',
  );
  const mention = '<at>Nyckel</at>';
  return {
    type: 'message',
    id: 'from-linnea',
    channelId: 'msteams',
    serviceUrl: `${playgroundUrl}/_connector`,
    from: { id: '29:linnea.strand', name: 'Linnea Strand' },
    recipient: config.bot,
    conversation: { id: config.groupChats[0]?.id, conversationType: 'groupChat', isGroup: true },
    text: `${mention} ${message}`,
    entities: [{ type: 'mention', text: mention, mentioned: config.bot }],
    locale: 'en-US',
  };
}
