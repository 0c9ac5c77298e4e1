import assert from 'node:assert/strict';
import { action, actions, answeredCard, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { eachAskedForAnna, eachWithErik } from '../../../support/scene.ts';
import {
  asksToSignIn,
  codeFrom,
  exchange,
  loginRequestOf,
  offerOf,
  ssoToken,
  stands,
} from '../../../support/sign-in.ts';
import {
  askForAnna,
  assertNothingHappened,
  fault,
  JOHANNA,
  lineOf,
  nowReads,
  reads,
  resetAnna,
  resetCalls,
} from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

describe('signing in, asked from a channel or group chat', () => {
  let world: World;
  let erik: Client;
  eachWithErik(async scene => {
    ({ world, erik } = scene);
    await stands(world, erik, { state: 'signed-out' });
  });

  for (const kind of ['channel', 'groupChat'] as const) {
    it(`${kind}: the sign-in card is in the personal chat only, and the request goes on where it was asked`, async () => {
      const { chat, asked } = await askForAnna(world, erik, kind);
      assert.match(textOf(asked), /Sign in first[\s\S]*in our private chat/);
      assert.match(actions(cardOf(asked))[0]?.url ?? '', /^https:\/\/teams\.microsoft\.com\/l\/chat\//);
      const personal = world.chat(erik);
      const offered = await personal.next(new Set(), 'the sign-in card');
      await exchange(world, personal, offerOf(offered));
      const confirm = await chat.card('Reset password?');
      assert.match(textOf(confirm), /Anna Svensson/);
      assert.equal(world.connector.in(personal.id).length, 1, 'nothing but the sign-in card in the personal chat');
      assert.ok(!world.connector.in(chat.id).some(asksToSignIn));
      assert.match(reads(await chat.press(confirm, 'confirm')), /reset the password of Anna Svensson/);
    });
  }

  it('without a personal chat: told to open one, and no error', async () => {
    world.connector.faults.push({ path: /^POST \/v3\/conversations$/, status: 403, times: 10 });
    const { chat } = await askForAnna(world, erik, 'channel');
    await chat.as(erik).says('help');
    assert.equal(world.connector.in(chat.id).length, 2);
    assert.ok(!world.connector.in(chat.id).some(one => textOf(one).includes('went wrong')));
    assert.ok(!world.log.some(line => line.includes('"level":"error"')), 'no error in the log');
    assert.ok(world.log.some(line => line.includes('the sign-in could not be sent privately')));
  });
});

describe('signing in, at a click', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(async scene => {
    ({ world, erik, chat, asked } = scene);
    await stands(world, erik, { state: 'signed-out' });
  }, 'channel');

  it('without a token: a sign-in with single sign-on and a button, to this click alone', async () => {
    const before = nowReads(world, asked);
    const offer = loginRequestOf(await chat.press(asked, 'confirm'));
    assert.equal(offer.connectionName, 'graph');
    assert.ok(offer.tokenExchangeResource?.id);
    assert.equal(offer.buttons[0]?.type, 'signin');
    assert.equal(nowReads(world, asked), before);
    await assertNothingHappened(world);
  });

  it('Teams tries again with its token: goes on', async () => {
    const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
    const answer = await chat.press(asked, 'confirm', {}, { authentication });
    assert.match(reads(answer), /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 1);
  });

  it('the person comes back with the code of the sign-in page: goes on', async () => {
    const offer = loginRequestOf(await chat.press(asked, 'confirm'));
    const answer = await chat.press(asked, 'confirm', {}, { state: await codeFrom(offer) });
    assert.match(reads(answer), /reset the password of Anna Svensson/);
  });

  it('with a wrong code', async () => {
    loginRequestOf(await chat.press(asked, 'confirm'));
    const answer = await chat.press(asked, 'confirm', {}, { state: '000000' });
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.type, 'application/vnd.microsoft.error.inccorectAuthCode');
    await assertNothingHappened(world);
  });

  it('when the exchange fails', async () => {
    await stands(world, erik, { state: 'consent-needed' });
    const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
    const answer = await chat.press(asked, 'confirm', {}, { authentication });
    assert.equal(answer.statusCode, 412);
    assert.equal(answer.type, 'application/vnd.microsoft.error.preconditionFailed');
    await assertNothingHappened(world);
  });

  it('with another person’s token', async () => {
    const token = await ssoToken(world, await world.person(JOHANNA));
    const answer = await chat.press(asked, 'confirm', {}, { authentication: { id: '1', token } });
    assert.equal(answer.statusCode, 412);
    await assertNothingHappened(world);
  });

  it('as another account: refused, and nothing happened', async () => {
    const offer = loginRequestOf(await chat.press(asked, 'confirm'));
    const johanna = await world.person(JOHANNA);
    const state = await codeFrom(offer, johanna.objectId);
    const answer = await chat.press(asked, 'confirm', {}, { state });
    assert.match(reads(answer), /You are signed in as somebody else[\s\S]*Johanna Bergström/);
    await assertNothingHappened(world);
  });

  it('when the token has run out at Graph: asked to sign in, and the same card goes on', async () => {
    await stands(world, erik, { state: 'signed-in' });
    await fault(world, { service: 'graph', status: 401, code: 'InvalidAuthenticationToken' });
    loginRequestOf(await chat.press(asked, 'confirm'));
    loginRequestOf(await chat.press(asked, 'confirm'));
    await assertNothingHappened(world);
    const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
    assert.match(reads(await chat.press(asked, 'confirm', {}, { authentication })), /reset the password of Anna/);
  });

  it('when the token service is out of order: an error with a number', async () => {
    await fault(world, { service: 'token', status: 403, times: null });
    const line = lineOf(await chat.press(asked, 'confirm'));
    const number = /[\w-]{36}$/.exec(line)?.[0] ?? 'no number';
    assert.ok(
      world.log.some(one => one.includes(number) && one.includes('NYCKEL_TOKEN_SERVICE')),
      line,
    );
    await assertNothingHappened(world);
  });

  it('when the token service is out of order for long: the error comes as a message of its own', async () => {
    await fault(world, { service: 'token', status: 500, times: null });
    assert.match(lineOf(await chat.press(asked, 'confirm')), /This takes a moment/);
    assert.match(textOf(await chat.card('Something went wrong')), /[\w-]{36}/);
    await assertNothingHappened(world);
  });

  it('is not needed to cancel', async () => {
    assert.match(reads(await chat.press(asked, 'cancel')), /cancelled/);
  });

  it('is needed to see the password, and not to hand it over', async () => {
    await stands(world, erik, { state: 'signed-in' });
    const { personal, handover } = await resetAnna(world, erik);
    const shown = answeredCard(await personal.press(handover, 'show'));
    await stands(world, erik, { state: 'signed-out' });
    loginRequestOf(await personal.press(handover, 'show'));
    assert.match(reads(await personal.pressAction(action(shown, 'handed-over'), handover.id)), /Handed over/);
  });
});
