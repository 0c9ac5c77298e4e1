import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TextKey, text } from '../../src/locales/text.ts';
import { answeredCard, cardOf, textOf } from '../support/chat.ts';
import { becomes, nowReads } from '../support/story.ts';
import { type Client, World } from '../support/world.ts';

const DOMAIN = 'fjallvind.example';
describe('an account that is synced from Windows Server AD, with writeback on', () => {
  let world: World;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, JSON.stringify({ passwordWriteback: 'on' }));
    world = await World.start({ POLICY_FILE: file });
  });
  after(async () => {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => world.reset());

  const ask = async (client: Client) => {
    const chat = world.chat(client);
    return { chat, asked: await chat.says(`reset password for goran.malm@${DOMAIN}`) };
  };

  it('is confirmed when the operation has succeeded; the reminder promises only what is certain', async () => {
    const { chat, asked } = await ask(await world.person(`johanna.bergstrom@${DOMAIN}`));
    assert.match(textOf(cardOf(asked)), /Windows Server AD, which can still refuse it/);
    await chat.press(asked, 'confirm');
    await becomes(world, asked, /has confirmed the reset/);
    const shown = answeredCard(await chat.press(await chat.card('The temporary password is ready'), 'show'));
    assert.doesNotMatch(textOf(shown), /The user must change it at that sign-in/);
    assert.match(textOf(shown), /never expires/);
  });

  it('is accepted and not more where the requester may not read the operation', async () => {
    const { chat, asked } = await ask(await world.person(`erik.lindqvist@${DOMAIN}`));
    await chat.press(asked, 'confirm');
    await becomes(world, asked, /could not be confirmed that Windows Server AD took the password/);
  });

  const FAILURES: readonly [detail: string, rule: string][] = [
    ['PasswordPolicyError', 'writeback-policy'],
    ['MinimumPasswordAge', 'writeback-minimum-age'],
    ['AdminCount protected account', 'writeback-protected'],
    ['OnPremisesAgentUnreachable', 'writeback-agent'],
    ['SomethingElse', 'writeback-failed'],
  ];
  for (const locale of ['en', 'sv'] as const) {
    for (const [statusDetail, rule] of FAILURES) {
      it(`failed with ${statusDetail} (${locale}): ${rule}, and the password is gone`, async () => {
        await world.sandbox.control('POST', 'operations/next', { outcome: 'failed', statusDetail });
        const { chat, asked } = await ask(await world.person(`johanna.bergstrom@${DOMAIN}`, locale));
        await chat.press(asked, 'confirm');
        const [sentence = ''] = text(locale, `refusal.${rule}.text` as TextKey, { target: 'Göran Malm' }).split('. ');
        await world.connector.until(
          () => nowReads(world, asked).includes(sentence.slice(0, 60)) || undefined,
          sentence,
        );
        const handover = world.connector.in(chat.id).at(-1);
        assert.ok(handover);
        assert.doesNotMatch(JSON.stringify(await chat.execute('show', idOf(asked), handover.id)), /Monospace/);
      });
    }
  }

  function idOf(asked: Parameters<typeof cardOf>[0]): unknown {
    return { request: JSON.stringify(asked).match(/"request":"([^"]+)"/)?.[1] };
  }
});
