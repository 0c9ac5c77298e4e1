import assert from 'node:assert/strict';
import { text } from '../../src/locales/text.ts';
import { Client } from './client.ts';
import { onStage } from './on-stage.ts';
import type { Stage } from './stage.ts';

const ERIK = 'erik.lindqvist@fjallvind.example';

type Language = 'en' | 'sv';

/** Somebody of a federated domain, whose password can't be reset from here, and somebody else, one for each language. */
const PEOPLE = {
  en: {
    federated: ['Agneta Lapp', 'agneta.lapp@lappmark.example'],
    other: ['Anna Svensson', 'anna.svensson@fjallvind.example'],
    wish: 'temporary access pass for Anna Svensson because she has a new phone, INC0012345',
    reset: 'reset password for Agneta Lapp',
  },
  sv: {
    federated: ['Thomas Reed', 'thomas.reed@lappmark.example'],
    other: ['Åsa Öhman', 'asa.ohman@fjallvind.example'],
    wish: 'ge Åsa Öhman ett tillfälligt åtkomstpass eftersom hon har ny telefon, INC0012345',
    reset: 'återställ lösenordet för Thomas Reed',
  },
} as const;

interface Pass {
  temporaryAccessPass: string;
  state: string;
}

describe('A pass in the real client', () => {
  let stage: Stage;
  onStage('src', started => (stage = started));

  /** The Playground as Erik, who may give passes; the Swedish one is as narrow as a phone. */
  async function open(name: string, language: Language): Promise<Client> {
    await stage.control('PATCH', `users/${ERIK}`, { assignRoles: [{ role: 'Authentication Administrator' }] });
    if (language === 'sv') await stage.control('PATCH', `users/${ERIK}`, { preferredLanguage: 'sv-SE' });
    return Client.open(stage, `pass-${name}-${language}`, language === 'sv');
  }

  async function passesOf(userPrincipalName: string): Promise<Pass[]> {
    const { passes } = await stage.control<{ passes: Pass[] }>('GET', `users/${userPrincipalName}/passes`);
    return passes;
  }

  for (const language of ['en', 'sv'] as const) {
    const { federated, other, wish, reset } = PEOPLE[language];
    const says = (key: Parameters<typeof text>[1], values = {}) => text(language, key, values);

    /** From the card that leads to it to its receipt: the secret is on the screen, and gone when it is handed over. */
    async function handedOver(user: Client, userPrincipalName: string): Promise<Pass> {
      await user.reads(says('temporary-access-pass.handover.title'));
      await user.shot();
      await user.press(says('temporary-access-pass.action.show'));
      await user.reads(says('temporary-access-pass.reveal.refused'));
      await user.shot();
      const [pass] = await passesOf(userPrincipalName);
      assert.ok(pass);
      assert.ok((await user.page.locator('body').innerText()).includes(pass.temporaryAccessPass));
      await user.press(says('action.handedOver'));
      await user.reads(says('link.caption'));
      await user.shot();
      assert.ok(!(await user.page.content()).includes(pass.temporaryAccessPass));
      return pass;
    }

    it(`is given where a reset is refused, and its receipt says that it was used, ${language}`, async () => {
      const [, userPrincipalName] = federated;
      const user = await open('instead', language);
      await user.says(reset);
      await user.reads(says('refusal.target-federated.title'));
      await user.shot();
      await user.press(says('temporary-access-pass.action.instead'));
      await user.reads(says('temporary-access-pass.confirm.title'));
      await user.shot();
      assert.deepEqual(await passesOf(userPrincipalName), []);
      await user.press(says('temporary-access-pass.action.confirm'));
      await user.reads(
        says('temporary-access-pass.outcome.text', { requester: 'Erik Lindqvist', target: federated[0] }),
      );
      await user.shot();
      const { temporaryAccessPass: pass } = await handedOver(user, userPrincipalName);
      const signIn = { userPrincipalName, pass };
      assert.deepEqual(await stage.control('POST', 'try-sign-in', signIn), { result: 'signed-in' });
      await user.press(says('temporary-access-pass.action.readReceipt'));
      await user.reads(says('temporary-access-pass.fate.used', { time: '' }).split('.')[0] ?? '');
      await user.shot();
      assert.equal(await user.button(says('temporary-access-pass.action.withdraw')).count(), 0);
    });

    it(`is asked for in words, chosen for later, and withdrawn, ${language}`, async () => {
      const [name, userPrincipalName] = other;
      const user = await open('later', language);
      await user.says(wish);
      const card = await user.reads(says('temporary-access-pass.confirm.title'));
      assert.ok((await card.innerText()).includes(name));
      await user.chooses(says('temporary-access-pass.start.label'), says('temporary-access-pass.start.at'));
      await user.chooses(says('temporary-access-pass.use.label'), says('temporary-access-pass.use.several'));
      await user.shot();
      await user.press(says('temporary-access-pass.action.confirm'));
      await handedOver(user, userPrincipalName);
      assert.deepEqual(
        (await passesOf(userPrincipalName)).map(({ state }) => state),
        ['not-yet'],
      );
      await user.press(says('temporary-access-pass.action.withdraw'));
      // On its receipt, and on the card that everybody sees.
      const withdrawn = user.card(says('temporary-access-pass.withdrawn', { time: '' }).split(':')[0] ?? '');
      for (const each of [0, 1]) await withdrawn.nth(each).waitFor();
      await user.shot();
      assert.deepEqual(
        (await passesOf(userPrincipalName)).map(({ state }) => state),
        ['deleted'],
      );
    });
  }
});
