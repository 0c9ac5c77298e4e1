import assert from 'node:assert/strict';
import { BJORN, KARIN, LARS, MIKAEL, requestOn, rowsOf, stored } from '../../support/approvals.ts';
import { action, actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import {
  askForPass,
  confirmPass,
  givePass,
  handOverPass,
  passesOf,
  pressOn,
  showPass,
  signInWith,
  statesOf,
} from '../../support/passes.ts';
import { oneWorld } from '../../support/scene.ts';
import { ANNA, change, ERIK, JOHANNA, lineOf, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const INGRID = 'ingrid.dahl@fjallvind.example';
/** Of the unit in which Björn has his role. */
const MAJA = 'maja.lindholm@fjallvind.example';
const WHO_CAN = /Authentication, Privileged Authentication or Global Administrator/;

describe('who gives passes', () => {
  let world: World;
  oneWorld(scene => ({ world } = scene));

  for (const [upn, role] of [
    [JOHANNA, 'Authentication Administrator'],
    [INGRID, 'Privileged Authentication Administrator'],
    [KARIN, 'Global Administrator'],
  ] as const) {
    it(`${role}: does`, async () => {
      const given = await givePass(world, await world.person(upn));
      const { secret } = await showPass(given);
      assert.equal(await signInWith(world, secret), 'signed-in');
    });
  }

  for (const [upn, role] of [
    [ERIK, 'Helpdesk Administrator'],
    [LARS, 'Password Administrator'],
    [MIKAEL, 'User Administrator'],
  ] as const) {
    it(`${role}: asks in vain, and is told who gives them; the reset is offered instead`, async () => {
      const chat = world.chat(await world.person(upn));
      const refused = await chat.says(`temporary access pass for ${ANNA}`);
      assert.match(textOf(refused), WHO_CAN);
      assert.deepEqual(await passesOf(world), []);
      assert.equal(action(cardOf(refused), 'look-up').title, 'Reset the password instead');
      assert.match(reads(await chat.press(refused, 'look-up')), /^Reset password\?/);
    });

    it(`${role}: resets, but is offered no pass, and gets none by hand`, async () => {
      const chat = world.chat(await world.person(upn));
      const reset = await chat.says(`reset password for ${ANNA}`);
      assert.deepEqual(verbsOn(reset), ['confirm', 'cancel']);
      const request = requestOn(reset);
      assert.match(lineOf(await chat.execute('instead', { request }, reset.id)), WHO_CAN);
      assert.deepEqual(await passesOf(world), []);
      assert.equal((await stored(world, request)).state, 'open');
      assert.match(reads(await chat.press(reset, 'confirm')), /Password reset/);
    });
  }

  it('Privileged Authentication Administrator of a unit: does in that unit', async () => {
    const given = await givePass(world, await world.person(BJORN), { target: MAJA });
    assert.equal((await showPass(given)).secret, (await passesOf(world, MAJA))[0]?.temporaryAccessPass);
  });

  it('somebody without any role: asks in vain, and learns nothing about the person', async () => {
    const chat = world.chat(await world.person('olivia.bennett@fjallvind.example'));
    const refused = await chat.says(`temporary access pass for ${ANNA}`);
    assert.match(textOf(refused), WHO_CAN);
    assert.doesNotMatch(textOf(refused), /Anna|Svensson/);
    assert.deepEqual(
      actions(cardOf(refused)).flatMap(({ verb }) => verb ?? []),
      [],
    );
  });

  describe('whose role has changed', () => {
    let johanna: Client;
    let chat: Chat;
    beforeEach(async () => {
      johanna = await world.person(JOHANNA);
      chat = world.chat(johanna);
    });

    const becomesHelpdesk = () =>
      change(world, JOHANNA, {
        removeRoles: [{ role: 'Authentication Administrator' }],
        assignRoles: [{ role: 'Helpdesk Administrator' }],
      });

    it('since the card: gives none, though the new one resets', async () => {
      const asked = await askForPass(world, chat);
      await becomesHelpdesk();
      assert.match(reads(await confirmPass(chat, asked)), /no longer hold a role that gives passes/);
      assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.rule, 'requester-roles-changed');
      assert.deepEqual(await passesOf(world), []);
    });

    it('before the pass was shown: sees none, and can’t take it back either; it is kept', async () => {
      const given = await givePass(world, johanna);
      await becomesHelpdesk();
      for (const verb of ['show', 'withdraw']) {
        const line = lineOf(await chat.press(given.handover, verb));
        assert.match(line, /no longer hold a role that gives passes/, verb);
      }
      assert.deepEqual(await statesOf(world), ['usable']);
      assert.equal((await stored(world, given.request)).state, 'carried-out');
      await change(world, JOHANNA, { assignRoles: [{ role: 'Authentication Administrator' }] });
      assert.equal((await showPass(given)).secret, (await passesOf(world))[0]?.temporaryAccessPass);
    });

    it('after it was handed over: neither reads what has become of it nor withdraws it', async () => {
      const given = await givePass(world, johanna);
      const { receipt } = await handOverPass(given);
      await becomesHelpdesk();
      for (const verb of ['read-receipt', 'withdraw']) {
        assert.match(lineOf(await pressOn(given, receipt, verb)), /no longer hold a role that gives passes/, verb);
      }
      assert.deepEqual(await statesOf(world), ['usable']);
      assert.match(nowReads(world, given.handover), /Handed over/);
      const turned = (await rowsOf(world, given.request))
        .slice(-2)
        .map(({ event, rule, detail }) => [event, rule, detail]);
      assert.deepEqual(turned, [
        ['not-allowed', 'show-without-role', 'receipt'],
        ['not-allowed', 'show-without-role', 'withdraw'],
      ]);
    });
  });

  function verbsOn(message: Parameters<typeof cardOf>[0]): unknown[] {
    return actions(cardOf(message)).map(({ verb }) => verb);
  }
});
