import assert from 'node:assert/strict';
import { type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { eachWithErik } from '../../../support/scene.ts';
import { asksToSignIn, codeFrom, exchange, offerOf, ssoToken, stands } from '../../../support/sign-in.ts';
import { ANNA, askForAnna, audit, events, fault, JOHANNA, MINUTE } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

describe('signing in, in the personal chat', () => {
  let world: World;
  let erik: Client;
  eachWithErik(async scene => {
    ({ world, erik } = scene);
    await stands(world, erik, { state: 'signed-out' });
  });

  const confirmCards = (chat: Chat) =>
    world.connector.in(chat.id).filter(one => textOf(one).includes('Reset password?')).length;

  /** A request that goes on puts that on record before the invoke is answered. */
  async function assertDoesNotGoOn(chat: Chat): Promise<void> {
    assert.ok(!(await events(world)).includes('signed-in'));
    assert.equal(confirmCards(chat), 0);
  }

  it('is offered with single sign-on and a button, and nothing of Graph is read before', async () => {
    const offer = offerOf((await askForAnna(world, erik)).asked);
    assert.equal(offer.connectionName, 'graph');
    assert.match(offer.tokenExchangeResource?.uri ?? '', /^api:\/\/botid-/);
    assert.ok(offer.tokenExchangeResource?.id);
    assert.deepEqual([offer.buttons[0]?.type, offer.buttons[0]?.title], ['signin', 'Sign in']);
    assert.match(offer.text, /I never see your password/);
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('by single sign-on: the request goes on by itself', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    const answer = await exchange(world, chat, offerOf(asked));
    assert.equal(answer.status, 200);
    assert.match(textOf(cardOf(await chat.card('Reset password?'))), /Anna Svensson/);
    assert.deepEqual(await events(world), ['signed-in', 'request-opened']);
  });

  it('by single sign-on from two devices at once: the request goes on once', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    const answers = await Promise.all([1, 2, 3].map(() => exchange(world, chat, offerOf(asked))));
    assert.deepEqual(
      answers.map(answer => answer.status),
      [200, 200, 200],
    );
    await chat.card('Reset password?');
    await chat.says('help');
    assert.equal(confirmCards(chat), 1);
    assert.deepEqual(await events(world), ['signed-in', 'request-opened']);
  });

  it('without consent: 412, then the page with the code', async () => {
    await stands(world, erik, { state: 'consent-needed' });
    const { chat, asked } = await askForAnna(world, erik);
    const offer = offerOf(asked);
    const refused = await exchange(world, chat, offer);
    assert.equal(refused.status, 412);
    assert.deepEqual(refused.body, {
      id: offer.tokenExchangeResource?.id,
      connectionName: 'graph',
      failureDetail: 'The token could not be exchanged.',
    });
    await assertDoesNotGoOn(chat);
    const state = await codeFrom(offer);
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    await chat.card('Reset password?');
  });

  it('with a wrong code: 404, and the right one still works', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    const state = await codeFrom(offerOf(asked));
    const wrong = state === '000000' ? '000001' : '000000';
    assert.equal((await chat.invoke('signin/verifyState', { state: wrong })).status, 404);
    await assertDoesNotGoOn(chat);
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    await chat.card('Reset password?');
  });

  it('with somebody else’s code: 404', async () => {
    const { asked } = await askForAnna(world, erik);
    const state = await codeFrom(offerOf(asked));
    const johanna = await world.person(JOHANNA);
    await stands(world, johanna, { state: 'signed-out' });
    assert.equal((await world.chat(johanna).invoke('signin/verifyState', { state })).status, 404);
  });

  const badInvokes: readonly (readonly [name: string, value: unknown])[] = [
    ['signin/tokenExchange', undefined],
    ['signin/tokenExchange', { id: '1', connectionName: 'graph' }],
    ['signin/tokenExchange', { id: '1', connectionName: 'graph', token: '' }],
    ['signin/tokenExchange', { id: '1', connectionName: 'another', token: 'x' }],
    ['signin/tokenExchange', { id: 1, connectionName: 'graph', token: 'x' }],
    ['signin/verifyState', undefined],
    ['signin/verifyState', { state: '' }],
    ['signin/verifyState', { state: 123456 }],
    ['signin/verifyState', { state: '1'.repeat(1000) }],
  ];
  for (const [name, value] of badInvokes) {
    it(`${name} with ${JSON.stringify(value)?.slice(0, 60)} is 400`, async () => {
      const { chat } = await askForAnna(world, erik);
      assert.equal((await chat.invoke(name, value)).status, 400);
      await assertDoesNotGoOn(chat);
    });
  }

  it('with a token of somebody else’s single sign-on: 412', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    const token = await ssoToken(world, await world.person(JOHANNA));
    const { connectionName, tokenExchangeResource } = offerOf(asked);
    const value = { id: tokenExchangeResource?.id, connectionName, token };
    assert.equal((await chat.invoke('signin/tokenExchange', value)).status, 412);
    await assertDoesNotGoOn(chat);
  });

  it('Teams says that single sign-on failed: on record, and the button still works', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    const failure = { code: 'resourcematchfailed', message: 'Resource match failed' };
    assert.equal((await chat.invoke('signin/failure', failure)).status, 200);
    assert.equal((await chat.invoke('signin/failure', 'nonsense')).status, 200);
    const rows = await audit(world);
    assert.deepEqual(
      rows.map(row => [row.event, row.rule, row.actorId]),
      [
        ['sign-in-failed', 'resourcematchfailed', erik.objectId],
        ['sign-in-failed', undefined, erik.objectId],
      ],
    );
    await chat.invoke('signin/verifyState', { state: await codeFrom(offerOf(asked)) });
    await chat.card('Reset password?');
  });

  it('more than 10 minutes later: signed in, and the old request does not go on', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    world.passTime(10 * MINUTE);
    assert.equal((await exchange(world, chat, offerOf(asked))).status, 200);
    await assertDoesNotGoOn(chat);
    assert.match(textOf(await chat.says(`reset password for ${ANNA}`)), /Reset password\?/);
  });

  it('the newest request goes on, and the one before does not', async () => {
    const { chat } = await askForAnna(world, erik);
    const asked = await chat.says('reset password for olivia.bennett@fjallvind.example');
    await exchange(world, chat, offerOf(asked));
    await chat.card('Olivia Bennett');
    await chat.says('help');
    assert.equal(confirmCards(chat), 1);
  });

  it('as another account: told so, and can sign out and in again', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    const johanna = await world.person(JOHANNA);
    const state = await codeFrom(offerOf(asked), johanna.objectId);
    await chat.invoke('signin/verifyState', { state });
    const told = textOf(await chat.card('signed in as somebody else'));
    assert.match(told, /Johanna Bergström/);
    assert.doesNotMatch(told, /Anna/);
    assert.match(textOf(await chat.says('sign out')), /Signed out/);
    const again = await chat.says(`reset password for ${ANNA}`);
    await exchange(world, chat, offerOf(again));
    await chat.card('Reset password?');
  });

  it('signing out is on record, and the next request asks to sign in', async () => {
    await stands(world, erik, { state: 'signed-in' });
    const chat = world.chat(erik);
    assert.match(textOf(await chat.says('sign out')), /Signed out/);
    assert.deepEqual(await events(world), ['signed-out']);
    assert.ok(asksToSignIn(await chat.says(`reset password for ${ANNA}`)));
  });

  it('a sign-in that has run out at Graph asks again', async () => {
    await stands(world, erik, { state: 'signed-in' });
    await fault(world, { service: 'graph', status: 401, code: 'InvalidAuthenticationToken' });
    const { chat, asked } = await askForAnna(world, erik);
    await exchange(world, chat, offerOf(asked));
    await chat.card('Reset password?');
  });

  const outOfOrder = [
    ['GetToken', 500],
    ['GetToken', 403],
    ['GetSignInResource', 403],
    ['SignOut', 403],
  ] as const;
  for (const [path, status] of outOfOrder) {
    it(`the token service answers ${status} to ${path}: an error with a number, which stands in the log`, async () => {
      await fault(world, { service: 'token', pathPattern: path, status, times: null });
      const chat = world.chat(erik);
      const text = textOf(await chat.says(path === 'SignOut' ? 'sign out' : `reset password for ${ANNA}`));
      assert.match(text, /Something went wrong/);
      const number = /[\w-]{36}/.exec(text)?.[0] ?? 'no number';
      assert.ok(world.log.some(line => line.includes(number) && line.includes('NYCKEL_TOKEN_SERVICE')));
      assert.equal(confirmCards(chat), 0);
    });
  }

  it('the token service answers 403 to the exchange: no 200, and the button still works', async () => {
    const { chat, asked } = await askForAnna(world, erik);
    await fault(world, { service: 'token', pathPattern: 'exchange', status: 403 });
    assert.ok((await exchange(world, chat, offerOf(asked))).status >= 400);
    await chat.invoke('signin/verifyState', { state: await codeFrom(offerOf(asked)) });
    await chat.card('Reset password?');
  });
});
