import assert from 'node:assert/strict';
import { assertPolite, requestOn, rowsOf } from '../../support/approvals.ts';
import { action, actions, answeredCard, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  confirmPass,
  givePass,
  inputsOf,
  passesOf,
  showPass,
  signInWith,
  sweptTo,
  tenantSays,
  pass as timePasses,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { becomes, change, ERIK, lineOf, MINUTE, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** Of a federated domain. */
const AGNETA = 'agneta.lapp@lappmark.example';
/** Synced from Windows Server AD, and passwords are not written back. */
const GORAN = 'goran.malm@fjallvind.example';

describe('what is offered where a wish is refused', () => {
  let world: World;
  let johanna: Client;
  let chat: Chat;
  oneWorldWithJohanna(scene => {
    ({ world, johanna } = scene);
    chat = world.chat(johanna);
  });

  for (const [target, title] of [
    [AGNETA, /^Another sign-in service keeps this password/],
    [GORAN, /^This account comes from Active Directory/],
  ] as const) {
    it(`a pass for ${target}, whose password can’t be reset: in the place of the refusal, and it works`, async () => {
      const refused = await chat.says(`reset password for ${target}`);
      assert.match(textOf(refused), title);
      assert.equal(action(cardOf(refused), 'look-up').title, 'Give a pass instead');
      const card = answeredCard(await chat.press(refused, 'look-up'));
      assert.match(nowReads(world, refused), /^Give a Temporary Access Pass\?/);
      const answer = await chat.pressAction(action(card, 'confirm'), refused.id, inputsOf(card));
      assert.match(reads(answer), /Temporary Access Pass made/);
      const { secret } = await showPass({
        personal: chat,
        handover: await chat.card('The Temporary Access Pass is ready'),
      });
      assert.equal(await signInWith(world, secret, target), 'signed-in');
      assert.equal(await resetCalls(world), 0);
    });
  }

  it('keeps ticket and reason', async () => {
    const refused = await chat.says(`reset password for ${AGNETA} because she lost her phone, INC0012345`);
    const card = answeredCard(await chat.press(refused, 'look-up'));
    assert.equal(inputsOf(card).ticket, 'INC0012345');
    const opened = (await rowsOf(world, String(action(card, 'confirm').data?.request))).at(0);
    assert.deepEqual([opened?.ticket, opened?.note], ['INC0012345', 'she lost her phone']);
    assert.equal(opened?.action, 'temporary-access-pass');
  });

  it('warns of a password that was typed all the same', async () => {
    const refused = await chat.says(`reset password for ${AGNETA} to Sommar2026!`);
    assert.match(reads(await chat.press(refused, 'look-up')), /A password was written in the message/);
  });

  it('nothing to whoever gives no passes', async () => {
    const refused = await world.chat(await world.person(ERIK)).says(`reset password for ${AGNETA}`);
    assert.match(textOf(refused), /A Temporary Access Pass from an Authentication Administrator/);
    assert.deepEqual(actions(cardOf(refused)), []);
  });

  it('nothing where the other is not possible either', async () => {
    await tenantSays(world, { state: 'disabled' });
    const refused = await chat.says(`reset password for ${AGNETA}`);
    // That the tenant has passes switched off is read for a pass alone: then the press says so.
    const answer = await chat.press(refused, 'look-up');
    assert.match(reads(answer), /Passes are switched off/);
    assert.deepEqual(await passesOf(world, AGNETA), []);
    const guest = await chat.says('reset password for Mia Keller');
    assert.match(textOf(guest), /belongs to another organization/);
    assert.deepEqual(actions(cardOf(guest)), []);
  });

  it('nothing where something is under way for the account', async () => {
    await givePass(world, johanna, { target: 'olivia.bennett@fjallvind.example' });
    const refused = await chat.says('reset password for olivia.bennett@fjallvind.example');
    assert.match(textOf(refused), /already under way/);
    assert.deepEqual(actions(cardOf(refused)), []);
  });

  it('the reset, where a pass is refused; it goes its own way', async () => {
    const given = await givePass(world, johanna);
    await timePasses(world, 15 * MINUTE + 1_000);
    await sweptTo(world, given.request, 'done');
    await becomes(world, given.handover, /^Pass erased/);
    await tenantSays(world, { state: 'disabled' });
    const erased = world.connector.messages.get(given.handover.id) ?? assert.fail();
    const refused = answeredCard(await chat.press(erased, 'again'));
    assert.match(textOf(refused), /^Passes are switched off/);
    assert.equal(action(refused, 'look-up').title, 'Reset the password instead');
    const reset = answeredCard(await chat.pressAction(action(refused, 'look-up'), given.handover.id));
    assert.match(textOf(reset), /^Reset password\?/);
    const confirmed = await chat.pressAction(action(reset, 'confirm'), given.handover.id);
    assert.match(reads(confirmed), /Password reset/);
  });

  describe('its button', () => {
    let refused: SentActivity;
    let doubt: string;
    beforeEach(async () => {
      refused = await chat.says(`reset password for ${AGNETA}`);
      doubt = String(action(cardOf(refused), 'look-up').data?.request);
    });
    const press = (where = chat) => where.execute('look-up', { request: doubt }, refused.id);

    it('is its writer’s alone', async () => {
      const ingrid = await world.person('ingrid.dahl@fjallvind.example');
      for (const where of [chat.as(ingrid), world.chat(ingrid)]) {
        assert.match(lineOf(await press(where)), /^Only Johanna Bergström can use this card/);
      }
      assert.match(reads(await press()), /^Give a Temporary Access Pass\?/);
    });

    it('counts where it stands alone', async () => {
      for (const kind of ['channel', 'groupChat'] as const) {
        assert.match(lineOf(await press(world.chat(johanna, kind))), /does not work any more/);
      }
    });

    it('counts once, also where it is pressed three times at once', async () => {
      for (const answer of await Promise.all([press(), press(), press()])) assertPolite(answer, 'look-up');
      assert.match(lineOf(await press()), /has been answered, or its time is over/);
      const card = world.connector.messages.get(refused.id) ?? assert.fail();
      assert.match(reads(await confirmPass(chat, card)), /Temporary Access Pass made/);
      assert.equal((await passesOf(world, AGNETA)).length, 1);
    });

    it('has an end', async () => {
      world.passTime(11 * MINUTE);
      assert.match(lineOf(await press()), /has been answered, or its time is over/);
    });

    it('asks by the account, not by its name, and judges it anew', async () => {
      await change(world, AGNETA, {
        displayName: 'Agneta Nyberg',
        userPrincipalName: 'agneta.nyberg@lappmark.example',
      });
      assert.match(reads(await press()), /Agneta Nyberg\nagneta\.nyberg/);
      const again = await chat.says('reset password for agneta.nyberg@lappmark.example');
      await change(world, johanna.objectId, { removeRoles: [{ role: 'Authentication Administrator' }] });
      assert.match(reads(await chat.press(again, 'look-up')), /^You have no role that gives passes/);
    });

    it('carries no more than an id', () => {
      const { data } = action(cardOf(refused), 'look-up');
      assert.deepEqual(Object.keys(data ?? {}), ['request']);
      assert.equal(requestOn(refused), doubt);
    });
  });
});
