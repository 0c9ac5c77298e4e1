import assert from 'node:assert/strict';
import { PERMISSIONS } from '../../../src/directory/permissions.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { eachWithErik } from '../../support/scene.ts';
import { asksToSignIn, codeFrom, exchange, offerOf, stands } from '../../support/sign-in.ts';
import { ANNA, askForAnna, audit, fault, lineOf } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const HTML = '<!DOCTYPE html><html><body>Blocked by the proxy</body></html>';
const PAGE = { headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML };
const PAST = '2020-01-01T00:00:00Z';

/** What no token service answers with, under a status that says that all is well. */
const NO_ANSWERS: Readonly<Record<string, Record<string, unknown>>> = {
  null: { body: 'null', headers: { 'content-type': 'application/json' } },
  'an error': { body: { error: { code: 'ServiceError', message: 'no' } } },
  'JSON that is cut off': { body: '{"token":"a', headers: { 'content-type': 'application/json' } },
  'an empty list': { body: [] },
  'an empty text': { body: '' },
  'an empty object': { body: {} },
  'a number': { body: 5 },
  'somebody else’s page': PAGE,
};

/** The same for what holds a token. */
const NO_TOKENS: Readonly<Record<string, Record<string, unknown>>> = {
  ...NO_ANSWERS,
  'a token that is no text': { body: { connectionName: 'graph', token: { value: 'x' } } },
  'a token that is null': { body: { connectionName: 'graph', token: null } },
  'an empty token': { body: { connectionName: 'graph', token: '' } },
  'a token of two lines': { body: { connectionName: 'graph', token: 'a\r\nX-Evil: 1' } },
  'a token of another connection': { body: { connectionName: 'another', token: 'abc' } },
  'a token that has expired': { body: { connectionName: 'graph', token: 'abc', expiration: PAST } },
};

/** The same for where to sign in. */
const NO_LINKS: Readonly<Record<string, Record<string, unknown>>> = {
  ...NO_ANSWERS,
  'no link': { body: { tokenExchangeResource: { id: '1', uri: 'api://x' } } },
  'a link that is none': { body: { signInLink: 'javascript:alert(1)' } },
  'a link that is a number': { body: { signInLink: 1 } },
  'an exchange without an id': { body: { signInLink: 'https://token.example/x', tokenExchangeResource: { uri: 'x' } } },
};

describe('what is no answer of the token service', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  const answers = (pathPattern: string, answer: Record<string, unknown>) =>
    fault(world, { service: 'token', pathPattern, status: 200, times: null, ...answer });

  /** The sentence has a number, which stands in the log beside the code of the token service; no other code does. */
  function assertToldAndLogged(said: string): void {
    const number = /[\da-f]{8}-[\da-f-]{27}/.exec(said)?.[0] ?? 'no number';
    const coded = world.log.map(line => JSON.parse(line)).filter(({ code }) => code !== undefined);
    assert.deepEqual([...new Set(coded.map(({ code }) => code))], ['NYCKEL_TOKEN_SERVICE'], JSON.stringify(coded));
    assert.ok(
      coded.some(({ correlationId }) => correlationId === number),
      said,
    );
  }

  const isTold = (chat: Chat) => chat.card('Something went wrong').then(textOf);

  for (const [what, answer] of Object.entries(NO_TOKENS)) {
    it(`GetToken: ${what}. Told, and not asked to sign in for it`, async () => {
      await answers('GetToken', answer);
      const chat = world.chat(erik);
      const said = await chat.says(`reset password for ${ANNA}`);
      assert.ok(!asksToSignIn(said));
      assertToldAndLogged(textOf(said));
    });

    it(`GetToken at a click: ${what}`, async () => {
      const { chat, asked } = await askForAnna(world, erik);
      await answers('GetToken', answer);
      assertToldAndLogged(lineOf(await chat.press(asked, 'confirm')));
      assertToldAndLogged(lineOf(await chat.press(asked, 'confirm', {}, { state: '123456' })));
    });

    it(`GetToken with a code: ${what}`, async () => {
      await stands(world, erik, { state: 'signed-out' });
      const { chat, asked } = await askForAnna(world, erik);
      const state = await codeFrom(offerOf(asked));
      await answers('GetToken', answer);
      assert.equal((await chat.invoke('signin/verifyState', { state })).status, 412);
      assertToldAndLogged(await isTold(chat));
    });

    it(`exchange: ${what}. Teams falls back to the button`, async () => {
      await stands(world, erik, { state: 'signed-out' });
      const { chat, asked } = await askForAnna(world, erik);
      await answers('exchange', answer);
      const refused = await exchange(world, chat, offerOf(asked));
      assert.deepEqual(
        [refused.status, Object.keys(refused.body ?? {})],
        [412, ['id', 'connectionName', 'failureDetail']],
      );
      assertToldAndLogged(await isTold(chat));
      assert.deepEqual(await audit(world), []);
    });
  }

  for (const [what, answer] of Object.entries(NO_LINKS)) {
    it(`GetSignInResource: ${what}`, async () => {
      await stands(world, erik, { state: 'signed-out' });
      await answers('GetSignInResource', answer);
      assertToldAndLogged(textOf(await world.chat(erik).says(`reset password for ${ANNA}`)));
    });

    it(`GetSignInResource at a click: ${what}`, async () => {
      const { chat, asked } = await askForAnna(world, erik);
      await stands(world, erik, { state: 'signed-out' });
      await answers('GetSignInResource', answer);
      assertToldAndLogged(lineOf(await chat.press(asked, 'confirm')));
    });
  }

  it('SignOut: somebody else’s page. It does not say that anybody is signed out', async () => {
    await answers('SignOut', PAGE);
    const said = textOf(await world.chat(erik).says('sign out'));
    assert.doesNotMatch(said, /Signed out/);
    assertToldAndLogged(said);
    assert.deepEqual(await audit(world), []);
  });

  for (const [what, answer] of [
    ['nothing', { status: 200, body: '' }],
    ['what the library expects', { status: 200, body: {} }],
    ['no content', { status: 204 }],
  ] as const) {
    it(`SignOut: ${what} is an answer`, async () => {
      await answers('SignOut', answer);
      assert.match(textOf(await world.chat(erik).says('sign out')), /Signed out/);
    });
  }

  it('what is no date of an end says nothing about a token that holds', async () => {
    const { token } = await world.sandbox.control<{ token: string }>('POST', 'tokens', {
      kind: 'graph',
      objectId: erik.objectId,
      scopes: PERMISSIONS.broad.map(({ scope }) => scope),
    });
    const chat = world.chat(erik);
    for (const expiration of [
      null,
      '',
      'soon',
      '8.25',
      0,
      1_700_000_000,
      {},
      '0001-01-01T00:00:00Z',
      '1601-01-01T00:00:00Z',
      '2020-01-01T00:00:00',
      '1/1/2020',
    ]) {
      await world.sandbox.control('DELETE', 'faults');
      await answers('GetToken', { body: { connectionName: 'graph', token, expiration } });
      const said = textOf(await chat.says(`reset password for ${ANNA}`));
      assert.match(said, /Reset password\?/, JSON.stringify(expiration));
      await chat.press(await chat.card('Reset password?'), 'cancel');
      world.connector.messages.clear();
    }
  });

  for (const status of [400, 404, 412]) {
    it(`${status} of the token service says that nobody is signed in, and a page under ${status} does not`, async () => {
      const chat = world.chat(erik);
      await answers('GetToken', { status });
      assert.ok(asksToSignIn(await chat.says(`reset password for ${ANNA}`)));
      await world.sandbox.control('DELETE', 'faults');
      for (const page of [HTML, `\ufeff${HTML}`, 'default backend - 404', '"Not Found"', '[]']) {
        await world.sandbox.control('DELETE', 'faults');
        await answers('GetToken', { status, headers: { 'content-type': 'text/plain' }, body: page });
        assertToldAndLogged(textOf(await chat.says(`reset password for ${ANNA}`)));
      }
    });
  }
});
