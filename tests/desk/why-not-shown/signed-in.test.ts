import assert from 'node:assert/strict';
import { text } from '../../../src/locales/text.ts';
import { eventsOf, requestOn } from '../../support/approvals.ts';
import { action, actions, answeredCard, type Chat, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { passwordOn } from '../../support/reveal.ts';
import { oneWorldWithErik } from '../../support/scene.ts';
import { codeFrom, loginRequestOf, ssoToken, stands } from '../../support/sign-in.ts';
import {
  ANNA,
  audit,
  change,
  ERIK,
  fault,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  reads,
  resetAnna,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** Under which rule a press of Show was refused, last. */
async function refusedUnder(world: World): Promise<string | undefined> {
  const row = (await audit(world)).at(-1);
  return row?.event === 'not-allowed' ? row.rule : undefined;
}

describe('Show password, by the requester’s own sign-in', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let handover: SentActivity;
  oneWorldWithErik(async scene => {
    ({ world, erik } = scene);
    ({ chat, handover } = await resetAnna(world, erik));
  });

  const show = (value = {}) => chat.press(handover, 'show', {}, value);

  /** Nothing of the password was in the answer, nothing is erased, and the card still has its button. */
  async function assertKept(answers: readonly InvokeAnswer[]): Promise<void> {
    for (const answer of answers) assert.throws(() => passwordOn(answer.value as never));
    assert.ok(!(await eventsOf(world, requestOn(handover))).includes('password-shown'));
    assert.match(nowReads(world, handover), /The temporary password is ready/);
    const card = world.connector.messages.get(handover.id) ?? handover;
    assert.deepEqual(
      actions(cardOf(card)).map(one => one.verb),
      ['show'],
    );
  }

  it('asks Graph once who presses, at each press', async () => {
    for (let press = 0; press < 2; press += 1) {
      await world.sandbox.control('DELETE', 'calls');
      await showPassword(chat, handover);
      const calls = (await world.graphCalls()).filter(call => !/operations|lastPasswordChange/.test(call.path));
      assert.deepEqual(
        calls.map(call => call.path.replace(/^.*\//, '')),
        ['$batch'],
      );
      assert.ok(calls[0]?.batch?.some(({ url }) => url.startsWith('/me?')));
    }
  });

  for (const [how, value] of [
    ['by the token of the single sign-on', async () => ({ authentication: { token: await ssoToken(world, erik) } })],
    ['by the sign-in page', async (answer: InvokeAnswer) => ({ state: await codeFrom(loginRequestOf(answer)) })],
  ] as const) {
    it(`signed out: asked to sign in, and the same press then shows it (${how})`, async () => {
      await stands(world, erik, { state: 'signed-out' });
      const asked = await show();
      loginRequestOf(asked);
      await assertKept([asked]);
      assert.equal(
        await world.trySignIn(ANNA, passwordOn(answeredCard(await show(await value(asked))))),
        'must-change-password',
      );
    });
  }

  it('with somebody else’s sign-in: 412, and nothing is shown', async () => {
    const johanna = await world.person(JOHANNA);
    await stands(world, erik, { state: 'signed-out' });
    const answer = await show({ authentication: { token: await ssoToken(world, johanna) } });
    assert.notEqual(answer.statusCode, 200);
    await assertKept([answer]);
  });

  it('signed in as another account: nothing is shown, on record', async () => {
    const johanna = await world.person(JOHANNA);
    await stands(world, erik, { state: 'signed-in', account: johanna.objectId });
    const answer = await show();
    assert.match(lineOf(answer), /signed in here as Johanna/);
    assert.equal(await refusedUnder(world), 'signed-in-as-another');
    await assertKept([answer]);
  });

  it('the account is blocked: nothing is shown, until it is allowed again', async () => {
    await change(world, ERIK, { accountEnabled: false });
    const answer = await show();
    // Entra voids the tokens of a blocked account.
    loginRequestOf(answer);
    await assertKept([answer]);
    await change(world, ERIK, { accountEnabled: true });
    await stands(world, erik, { state: 'signed-in' });
    await showPassword(chat, handover);
  });

  it('the sign-in was revoked, so that Graph no longer takes the token: asked to sign in', async () => {
    await fault(world, {
      service: 'graph',
      pathPattern: 'batch',
      status: 401,
      code: 'InvalidAuthenticationToken',
      times: 1,
    });
    const answer = await show();
    loginRequestOf(answer);
    await assertKept([answer]);
  });

  for (const locale of ['en-US', 'sv-SE'] as const) {
    it(`the last role is gone (${locale}): nothing is shown, on record, until there is one again`, async () => {
      await change(world, ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
      const answer = await chat.as({ ...erik, locale }).press(handover, 'show');
      const said = text(locale === 'en-US' ? 'en' : 'sv', 'reset-password.refusal.show-without-role.text');
      assert.ok(lineOf(answer).startsWith(`${said} `), lineOf(answer));
      assert.equal(await refusedUnder(world), 'show-without-role');
      await assertKept([answer]);
      await change(world, ERIK, { assignRoles: [{ role: 'Helpdesk Administrator' }] });
      await showPassword(chat, handover);
    });
  }

  for (const status of [500, 503, 403, 429]) {
    it(`Graph answers ${status}: says so, keeps the password, and the next press shows it`, async () => {
      await fault(world, { service: 'graph', pathPattern: 'batch', status, times: 20 });
      const answer = await show();
      const card = answer.type?.endsWith('card.adaptive');
      if (card) assert.match(reads(answer), /The temporary password is ready/);
      else
        assert.match(
          lineOf(answer),
          /^The temporary password is kept until \d+:\d+ [AP]M: press Show password again\. \S/,
        );
      await assertKept([answer]);
      await world.sandbox.control('DELETE', 'faults');
      await showPassword(chat, handover);
    });
  }

  it('Graph hangs: answered in time with the same card, nothing is posted that holds it, and the next press shows it', async () => {
    await fault(world, { service: 'graph', pathPattern: 'batch', delayMs: 6_000, times: 1 });
    const answer = await show();
    assert.match(reads(answer), /The temporary password is ready/);
    await world.sandbox.control('DELETE', 'faults');
    const password = await showPassword(chat, handover);
    await world.bot.sweep();
    assert.ok(!JSON.stringify(world.connector.calls).includes(password));
  });

  it('Handed over and Cancel need no sign-in: they show nothing, and an outage keeps nobody from them', async () => {
    const revealed = answeredCard(await show());
    const open = await chat.says('reset password for ulla.hellstrom@fjallvind.example');
    await stands(world, erik, { state: 'signed-out' });
    assert.match(reads(await chat.press(open, 'cancel')), /Cancelled|cancelled/);
    assert.match(reads(await chat.pressAction(action(revealed, 'handed-over'), handover.id)), /Handed over/);
  });

  it('what a thief of a session gets once the account is blocked, signed out and without role: nothing at all', async () => {
    await change(world, ERIK, { accountEnabled: false, removeRoles: [{ role: 'Helpdesk Administrator' }] });
    await stands(world, erik, { state: 'signed-out' });
    const answers = [await show(), await show(), await show({ state: '000000' })];
    await assertKept(answers);
    world.passTime(15 * MINUTE);
    await world.bot.sweep();
    assert.match(nowReads(world, handover), /Temporary password erased/);
  });
});
