import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TERMINAL_EVENTS } from '../../../../src/desk/request/audit-entry.ts';
import { text } from '../../../../src/locales/text.ts';
import type { TextKey } from '../../../../src/locales/text-key.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite-store.ts';
import { KARIN } from '../../../support/approvals.ts';
import { action, answeredCard, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { passwordOn } from '../../../support/reveal.ts';
import {
  audit,
  becomes,
  ERIK,
  events,
  JOHANNA,
  MINUTE,
  nowReads,
  reads,
  resetCalls,
  wishIn,
} from '../../../support/story.ts';
import { WITHOUT_PROOF } from '../../../support/without-proof.ts';
import { World } from '../../../support/world.ts';

/** These suites are about one reset each; who else has to agree is no matter here. */
const ONE_PERSON = { ...WITHOUT_PROOF, approval: [{ when: 'never' }] };
const GORAN = 'goran.malm@fjallvind.example';

/** statusDetail as the services behind writeback word it in their own logs; Microsoft Graph documents no values. */
const FAILURES: readonly [detail: string, rule: string][] = [
  ['OnPremisesPolicyViolation', 'writeback-policy'],
  ['The password does not meet the complexity requirements (33008)', 'writeback-policy'],
  ['PasswordHistoryViolation', 'writeback-policy'],
  ['The minimum password age has not elapsed (policy violation, 33008)', 'writeback-minimum-age'],
  ['OnPremisesAdminCountProtected', 'writeback-protected'],
  ['OnPremisesAgentUnreachable', 'writeback-agent'],
  ['ServiceBus connection timed out: time-out', 'writeback-agent'],
  ['SomethingNobodyHasSeen', 'writeback-failed'],
  ['', 'writeback-failed'],
];

describe('password writeback', () => {
  let world: World;
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
    writeFileSync(path.join(folder, 'policy.json'), JSON.stringify({ ...ONE_PERSON, passwordWriteback: 'on' }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    world = await World.start({ POLICY_FILE: path.join(folder, 'policy.json') });
  });
  afterEach(() => world.stop());

  async function ask(upn: string, locale = 'en-US'): Promise<{ chat: Chat; asked: SentActivity }> {
    const chat = world.chat(await world.person(upn, locale));
    return { chat, asked: await chat.says(wishIn(locale, GORAN)) };
  }

  /** How every password operation from now on goes. */
  async function operations(behaviour: Record<string, unknown>): Promise<void> {
    await world.sandbox.control('PUT', 'operations', behaviour);
  }

  /** A text about this requester and target, as it must stand on a card. */
  function wording(key: string, locale: 'en' | 'sv'): string {
    return text(locale, key as TextKey, { target: 'Göran Malm', requester: 'Johanna Bergström' });
  }

  for (const locale of ['en', 'sv'] as const) {
    it(`the confirm card promises no more than is certain (${locale})`, async () => {
      const shown = textOf(cardOf((await ask(JOHANNA, locale)).asked)).replaceAll('\u200b', '');
      assert.ok(shown.includes(wording('reset-password.confirm.whatSynced', locale)), shown);
      assert.ok(!shown.includes(wording('reset-password.confirm.what', locale)));
    });

    it(`pending while Windows Server AD has it, then confirmed (${locale})`, async () => {
      await operations({ runningPolls: 1, retryAfterSeconds: 1 });
      const { chat, asked } = await ask(JOHANNA, locale);
      const answer = reads(await chat.press(asked, 'confirm'));
      assert.ok(answer.includes(wording('reset-password.outcome.synced.pending', locale)), answer);
      assert.ok(!answer.includes(wording('reset-password.outcome.verified', locale)));
      await becomes(world, asked, new RegExp(wording('reset-password.outcome.verified', locale)));
      assert.ok(!nowReads(world, asked).includes(wording('reset-password.outcome.synced.pending', locale)));
      assert.deepEqual(
        (await events(world)).filter(event => event.startsWith('reset-')),
        ['reset-started', 'reset-accepted', 'reset-verified'],
      );
    });

    it(`neither the history nor the offer to take over says that it was reset before that is confirmed (${locale})`, async () => {
      await operations({ runningPolls: 9, retryAfterSeconds: 1 });
      const { chat, asked } = await ask(JOHANNA, locale);
      await chat.press(asked, 'confirm');
      const handover = await chat.card(wording('reset-password.handover.title', locale));
      const history = async () => textOf(await chat.says(locale === 'en' ? 'history' : 'historik'));
      const state = (name: string) => wording(`history.state.unconfirmed-${name}`, locale);
      assert.ok((await history()).includes(state('carried-out')));
      const karin = world.chat(await world.person(KARIN, locale));
      const offer = textOf(await karin.says(wishIn(locale, GORAN)));
      assert.match(offer, { en: /accepted a reset of the password of Göran/, sv: /har godtagit att Johanna/ }[locale]);
      assert.doesNotMatch(offer, { en: /Johanna Bergström has reset/, sv: /Bergström har återställt/ }[locale]);
      const shown = answeredCard(await chat.press(handover, 'show'));
      await chat.pressAction(action(shown, 'handed-over'), handover.id);
      assert.ok((await history()).includes(state('done')));
    });

    it(`the reminder beside the password says what is certain for a synced account (${locale})`, async () => {
      const { chat, asked } = await ask(JOHANNA, locale);
      await chat.press(asked, 'confirm');
      const handover = await chat.card(wording('reset-password.handover.title', locale));
      const card = answeredCard(await chat.press(handover, 'show'));
      assert.ok(textOf(card).includes(wording('reset-password.reveal.reminderSynced', locale)), textOf(card));
      assert.ok(!textOf(card).includes(wording('reset-password.reveal.reminder', locale)));
      assert.notEqual(await world.trySignIn(GORAN, passwordOn(card)), 'wrong-password');
    });

    for (const [detail, rule] of FAILURES) {
      it(`failed, "${detail}": told as ${rule}, and the password is erased (${locale})`, async () => {
        await operations({ outcome: 'failed', statusDetail: detail });
        const { chat, asked } = await ask(JOHANNA, locale);
        await chat.press(asked, 'confirm');
        await becomes(world, asked, new RegExp(wording('reset-password.failed.title', locale)));
        const shown = nowReads(world, asked);
        assert.ok(shown.includes(wording(`refusal.${rule}.text`, locale)), shown);
        assert.ok(detail === '' || !shown.includes(detail), 'no codes in the text');
        await assertErased(chat, locale);
        const row = (await audit(world)).at(-1);
        assert.deepEqual([row?.event, row?.rule, row?.targetName], ['reset-failed', rule, GORAN]);
      });
    }
  }

  /** The handover card leads nowhere any more, and the store has nothing left to unseal. */
  async function assertErased(chat: Chat, locale: 'en' | 'sv'): Promise<void> {
    const mine = world.connector.in(chat.id);
    const handover = mine[1];
    assert.ok(handover && mine.length === 2, 'the handover card had come before the failure was known');
    await becomes(world, handover, new RegExp(wording('reset-password.failed.title', locale)));
    const request = (await audit(world)).at(-1)?.requestId ?? '';
    const late = await chat.execute('show', { request }, handover.id);
    assert.doesNotMatch(JSON.stringify(late), /[DFHLMNRT][c-x2-9]{3}(-[c-x2-9]{4}){3}/);
    const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
    const kept = await store.get(request).finally(() => store.close());
    assert.equal(kept?.state, 'failed');
    assert.ok(!('sealed' in kept));
  }

  it('a Helpdesk Administrator may not read how it ended: it stays unconfirmed, and says what to do', async () => {
    const { chat, asked } = await ask(ERIK);
    await chat.press(asked, 'confirm');
    await becomes(world, asked, /could not be confirmed that Windows Server AD took the password/);
    assert.match(nowReads(world, asked), /ask again or have it reset in Windows Server AD/);
    assert.equal((await events(world)).at(-1), 'reset-not-verifiable');
    await chat.card('The temporary password is ready');
  });

  /** Confirms and hands over at once, before Windows Server AD has said anything. */
  async function handedOver(): Promise<{ chat: Chat; asked: SentActivity; handover: SentActivity }> {
    const { chat, asked } = await ask(JOHANNA);
    await chat.press(asked, 'confirm');
    const handover = await chat.card('The temporary password is ready');
    const shown = answeredCard(await chat.press(handover, 'show'));
    assert.match(reads(await chat.pressAction(action(shown, 'handed-over'), handover.id)), /Handed over/);
    return { chat, asked, handover };
  }

  it('failed after it was handed over: told on both cards, and on record beside the one end of the request', async () => {
    await operations({
      outcome: 'failed',
      statusDetail: 'PasswordHistoryViolation',
      runningPolls: 2,
      retryAfterSeconds: 1,
    });
    const { asked, handover } = await handedOver();
    await becomes(world, asked, /The password was not reset/);
    await becomes(world, handover, /The password was not reset/);
    const rows = await audit(world);
    assert.deepEqual([rows.at(-1)?.event, rows.at(-1)?.rule], ['reset-undone', 'writeback-policy']);
    const ends = rows.filter(({ event }) => TERMINAL_EVENTS.includes(event));
    assert.deepEqual(
      ends.map(({ event }) => event),
      ['password-handed-over'],
    );
  });

  it('confirmed after it was handed over: the outcome says so, and the receipt stays', async () => {
    await operations({ runningPolls: 2, retryAfterSeconds: 1 });
    const { asked, handover } = await handedOver();
    await becomes(world, asked, /has confirmed the reset/);
    assert.match(nowReads(world, handover), /Handed over/);
    assert.equal((await events(world)).at(-1), 'reset-verified');
  });

  it('the bot restarts while Windows Server AD has it: the minute timer goes on reading how it ends', async () => {
    await operations({ runningPolls: 2, retryAfterSeconds: 1 });
    const { asked } = await handedOver();
    await world.bot.stop();
    await world.startBot();
    for (let minute = 0; minute < 3; minute += 1) {
      world.passTime(MINUTE);
      await world.bot.sweep();
    }
    assert.match(nowReads(world, asked), /has confirmed the reset/);
    assert.equal((await events(world)).at(-1), 'reset-verified');
  });

  it('switched off in the tenant, though the policy says on: failed, and the old password stays', async () => {
    await world.sandbox.control('POST', 'set-password', { userPrincipalName: GORAN, password: 'Fjord-2026-Old' });
    await world.sandbox.control('PUT', 'tenant', { passwordWriteback: 'off' });
    const { chat, asked } = await ask(JOHANNA);
    await chat.press(asked, 'confirm');
    await becomes(world, asked, /Windows Server AD did not take the new password of Göran Malm/);
    assert.equal(await world.trySignIn(GORAN, 'Fjord-2026-Old'), 'signed-in');
  });

  it('failed: the account is free for another try, which works', async () => {
    await world.sandbox.control('POST', 'operations/next', { outcome: 'failed', statusDetail: 'minimum password age' });
    const { chat, asked } = await ask(JOHANNA);
    await chat.press(asked, 'confirm');
    await becomes(world, asked, /The password was not reset/);
    const again = await chat.says(`reset password for ${GORAN}`);
    await chat.press(again, 'confirm');
    await becomes(world, again, /has confirmed the reset/);
    assert.equal(await resetCalls(world), 2);
  });

  for (const passwordWriteback of ['off', 'unknown']) {
    it(`set to ${passwordWriteback}: refused, with what switches it on, also for a card from before`, async () => {
      const { chat, asked } = await ask(JOHANNA);
      await world.bot.stop();
      const file = path.join(folder, `${passwordWriteback}.json`);
      writeFileSync(file, JSON.stringify({ ...ONE_PERSON, passwordWriteback }));
      await world.startBot({ POLICY_FILE: file });
      const refused = cardOf(await chat.says(`reset password for ${GORAN}`));
      assert.match(textOf(refused), /comes from Active Directory[\s\S]*turn on password writeback[\s\S]*policy file/);
      assert.match(reads(await chat.press(asked, 'confirm')), /comes from Active Directory/);
      assert.equal(await resetCalls(world), 0);
    });
  }
});
