import assert from 'node:assert/strict';
import { text } from '../../src/locales/text.ts';
import { policy } from '../support/approvals.ts';
import { Client } from './client.ts';
import { onStage } from './on-stage.ts';
import { ERIK, REQUESTER } from './second-person.ts';
import { call, type Stage } from './stage.ts';

const ADM = 'adm.1001@fjallvind.example';
const ERIKS_ID = '29:erik.lindqvist';
/** One for each test: an account is held until its password was handed over. */
const TARGETS = { en: 'anna.svensson@fjallvind.example', sv: 'olivia.bennett@fjallvind.example' };
const ROLE = [{ role: 'Helpdesk Administrator' }];
const WISHES = { en: `reset password for ${TARGETS.en}`, sv: `återställ lösenordet för ${TARGETS.sv}` };

describe('A role on a second account, in the real client', () => {
  let stage: Stage;
  const used = new Set<string>();
  onStage('src', started => (stage = started), policy('admin-pairs'));

  beforeEach(async () => {
    await stage.control('PATCH', `users/${ERIK}`, { removeRoles: ROLE });
    await stage.control('PATCH', `users/${ADM}`, { assignRoles: ROLE });
    await stage.control('PUT', `sign-ins/${encodeURIComponent(ERIKS_ID)}`, { state: 'signed-out' });
  });

  /** Follows the link of the card that asks to sign in, chooses an account there, and brings its code back as Teams does. */
  async function signsIn(user: Client, account: string): Promise<void> {
    // A page that is opened anew gets the messages of before once more.
    const links = () => user.received.join('\n').match(/http[^"\\\s]+\/signin\?session=[\w-]+/g) ?? [];
    const link = () => links().findLast(each => !used.has(each));
    for (let tries = 0; !link() && tries < 100; tries++) await user.page.waitForTimeout(100);
    const page = await stage.newPage();
    try {
      const found = link() ?? assert.fail('nobody asks to sign in');
      used.add(found);
      // The browser knows no other host than this one.
      await page.goto(found.replace('127.0.0.1', 'localhost'));
      await page.getByLabel('Another account').fill(account);
      await page.getByRole('button', { name: 'Use it' }).click();
      const state = await page.locator('#code').innerText();
      const { id } = await stage.control<{ id: string }>('GET', `users/${ERIK}`);
      await call(stage.relayUrl, 'POST', {
        type: 'invoke',
        name: 'signin/verifyState',
        id: 'sign-in-1',
        channelId: 'msteams',
        serviceUrl: `${stage.playgroundUrl}/_connector`,
        from: { id: ERIKS_ID, aadObjectId: id, name: REQUESTER },
        conversation: { id: 'a:personal-chat', conversationType: 'personal' },
        value: { state },
      });
    } finally {
      await page.close();
    }
  }

  for (const language of ['en', 'sv'] as const) {
    it(`signs in with it and resets, ${language}`, async () => {
      const says = (key: Parameters<typeof text>[1], values = {}) => text(language, key, values);
      if (language === 'sv') await stage.control('PATCH', `users/${ERIK}`, { preferredLanguage: 'sv-SE' });
      const user = await Client.open(stage, `second-account-${language}`, language === 'sv');
      await user.goTo('personal');
      await user.says(WISHES[language]);
      await signsIn(user, ADM);
      const card = await user.reads(says('reset-password.confirm.title'));
      await user.shot();
      assert.ok((await card.innerText()).replaceAll('\u200b', '').includes(ADM));
      await user.press(says('reset-password.action.confirm'));
      await user.reads(says('reset-password.handover.title'));
      await user.press(says('reset-password.action.show'));
      await user.reads(says('reset-password.reveal.reminder'));
      await user.shot();
      const [password] = await user.passwords();
      const attempt = { userPrincipalName: TARGETS[language], password };
      assert.deepEqual(await stage.control('POST', 'try-sign-in', attempt), { result: 'must-change-password' });
    });
  }

  it('is told which one it takes, signed in with the other', async () => {
    const user = await Client.open(stage, 'second-account-refused', false);
    await user.goTo('personal');
    await user.says(WISHES.en);
    await signsIn(user, ERIK);
    const card = await user.reads(text('en', 'refusal.not-acting-account.title'));
    await user.shot();
    assert.ok((await card.innerText()).replaceAll('\u200b', '').includes(ADM));
  });
});
