import assert from 'node:assert/strict';
import { objectsIn } from '../../cards/support/reading.ts';
import { approvalsAt, FRIDA, LARS } from '../../support/approvals.ts';
import { action, actions, answeredCard, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachWithErik } from '../../support/scene.ts';
import { asksToSignIn, stands } from '../../support/sign-in.ts';
import { ANNA, answerTo, audit, OLIVIA, resetAnna } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('the week in figures, asked for in Teams', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => {
    ({ world, erik } = scene);
  });

  /** The row about whoever looked last, or was not to look. */
  const lastRow = async () => {
    const row = (await audit(world)).at(-1);
    return [row?.event, row?.rule, row?.actorName, row?.conversationId];
  };

  it('counts what was done, for somebody whose role holds for the whole tenant, and puts on record who looked', async () => {
    const { personal, handover } = await resetAnna(world, erik);
    const shown = answeredCard(await personal.press(handover, 'show'));
    await personal.pressAction(action(shown, 'handed-over'), handover.id);
    await world.chat(erik).says(`reset password for ${erik.userPrincipalName}`);
    const lars = await world.person(LARS);
    const chat = world.chat(lars);
    const card = await chat.says('report');
    const text = textOf(card);
    assert.match(text, /^The week in figures\nThe last 7 days, up to /);
    assert.match(text, /\nPasswords reset\n1\n0\nPasses given\n0\n0\n/);
    assert.match(text, /\nDone each day: 0, 0, 0, 0, 0, 0, 1\. The days before: 0, 0, 0, 0, 0, 0, 0\.\n/);
    assert.match(text, /\nHow long\nMessage to handover: 1 minute \(before: –\)\n/);
    assert.match(text, /\nRefused\nThis is your own account: 1 \(before: 0\)\n/);
    assert.match(text, /\nBy whom\nOthers: 1\n/);
    assert.doesNotMatch(text, /Anna|Erik/);
    assert.deepEqual(await lastRow(), ['report-shown', undefined, lars.name, chat.id]);
  });

  it('shows it in Swedish, as a picture with its numbers beside it', async () => {
    await resetAnna(world, erik);
    const card = cardOf(await world.chat(erik).says('rapport'));
    assert.match(textOf(card), /^Veckan i siffror\n/);
    const picture = objectsIn(card).find(({ type }) => type === 'Image');
    assert.match(String(picture?.url), /^data:image\/png;base64,/);
    assert.match(String(picture?.altText), /En stapel för varje dag: 0, .*, 1 de senaste 7\.$/);
    assert.deepEqual(
      actions(card).map(({ verb }) => verb),
      ['export-report'],
    );
  });

  for (const [name, rule, title] of [
    [OLIVIA, 'requester-has-no-role', /You need one of these/],
    [ANNA, 'requester-has-no-role', /You need one of these/],
    [FRIDA, 'report-role-in-unit', /Your role is limited to an administrative unit\nThe figures are about the whole/],
  ] as const) {
    it(`tells ${name} nothing: ${rule}, on record`, async () => {
      await resetAnna(world, erik);
      const client = await world.person(name);
      const chat = world.chat(client);
      const text = textOf(await chat.says('report'));
      assert.match(text, title);
      assert.doesNotMatch(text, /figures\nThe last|Passwords reset/);
      assert.deepEqual(await lastRow(), ['not-allowed', rule, client.name, chat.id]);
    });
  }

  it('asks somebody to sign in who has not', async () => {
    await stands(world, erik, { state: 'signed-out' });
    assert.ok(asksToSignIn(await world.chat(erik).says('report')));
    assert.equal(
      (await audit(world)).some(({ event }) => event === 'report-shown'),
      false,
    );
  });

  for (const kind of ['channel', 'groupChat'] as const) {
    it(`is answered privately in a ${kind} where nothing is approved`, async () => {
      await approvalsAt(world, erik);
      const there = world.chat(erik, kind);
      assert.match(textOf(await there.says('report')), /^I answered in our private chat/);
      const personal = world.chat(erik);
      assert.match(textOf(await personal.card('The week in figures')), /Passwords reset/);
      assert.ok(world.connector.in(there.id).every(message => !textOf(message).includes('Passwords reset')));
      assert.deepEqual(await lastRow(), ['report-shown', undefined, erik.name, there.id]);
    });
  }

  it('is refused privately in a channel as well', async () => {
    const olivia = await world.person(OLIVIA);
    const there = world.chat(olivia, 'channel');
    assert.match(await answerTo(there, 'report'), /^I answered in our private chat/);
    assert.match(textOf(world.connector.in(world.chat(olivia).id).at(-1)), /You need one of these/);
  });

  describe('in the approvals conversation', () => {
    let approvals: Chat;
    beforeEach(async () => {
      approvals = await approvalsAt(world, erik);
    });

    it('is shown to everybody there, without a sign-in, and says on record who asked', async () => {
      const olivia = await world.person(OLIVIA);
      await stands(world, olivia, { state: 'signed-out' });
      assert.match(textOf(await approvals.as(olivia).says('report')), /^The week in figures\n/);
      assert.deepEqual(await lastRow(), ['report-shown', undefined, olivia.name, approvals.id]);
      assert.deepEqual(world.connector.in(world.chat(olivia).id), []);
    });

    it('is not any more once it has moved', async () => {
      await approvalsAt(world, erik, 'groupChat');
      const olivia = await world.person(OLIVIA);
      assert.match(textOf(await approvals.as(olivia).says('report')), /^I answered in our private chat/);
      assert.deepEqual((await lastRow()).slice(0, 2), ['not-allowed', 'requester-has-no-role']);
    });
  });
});
