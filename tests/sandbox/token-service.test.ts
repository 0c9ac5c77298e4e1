import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { decodeJwt } from 'jose';
import { errorIn } from './edge-answers.ts';
import { ANNA, ERIK, ERIK_NAME, type Json, request, type SandboxFixture, sharedFixture } from './edge-fixture.ts';

interface UserTokenClient {
  getUserToken(
    userId: string,
    connection: string,
    channel: string,
    code?: string,
  ): Promise<{ token: string } | undefined>;
  exchangeToken(userId: string, connection: string, channel: string, exchange: object): Promise<{ token: string }>;
  getTokenStatus(userId: string, channel: string, include?: string): Promise<{ hasToken: boolean }[]>;
  getAadTokens(userId: string, connection: string, urls: string[], channel: string): Promise<Record<string, unknown>>;
  getSignInResource(
    connection: string,
    activity: object,
  ): Promise<{ signInLink: string; tokenExchangeResource: { uri: string } }>;
  signOutUser(userId: string, connection: string, channel: string): Promise<void>;
}

const { UserTokenClientImpl } = createRequire(import.meta.url)('botframework-connector/lib/auth/userTokenClientImpl');
const CHANNEL = 'msteams';

describe('sandbox: token service', () => {
  let fixture: SandboxFixture;
  let bearer: string;
  let client: UserTokenClient;

  before(async () => {
    fixture = await sharedFixture();
  });
  beforeEach(async () => {
    await fixture.control('POST', 'reset');
    bearer = await fixture.mint({ kind: 'connector' });
    const credentials = {
      async signRequest(outgoing: { headers: { set(name: string, value: string): void } }) {
        outgoing.headers.set('authorization', `Bearer ${bearer}`);
        return outgoing;
      },
    };
    client = new UserTokenClientImpl(fixture.botId, credentials, fixture.origin);
  });

  const setSignIn = (change: object, user = ERIK.channelUserId) => fixture.control('PUT', `sign-ins/${user}`, change);
  const tokenOf = (user = ERIK.channelUserId) => client.getUserToken(user, 'graph', CHANNEL);
  const sso = (change: object = {}) => fixture.mint({ kind: 'sso', objectId: ERIK.objectId, ...change });
  const exchange = (token: string, user = ERIK.channelUserId) =>
    client.exchangeToken(user, 'graph', CHANNEL, { token });
  const refusedWith = (statusCode: number) => (error: unknown) => {
    assert.ok(error instanceof Error && 'statusCode' in error, String(error));
    assert.equal(error.statusCode, statusCode);
    return true;
  };
  const signInLink = async () => {
    const activity = { channelId: CHANNEL, from: { id: ERIK.channelUserId }, conversation: { id: 'a:1' } };
    return (await client.getSignInResource('graph', activity)).signInLink;
  };
  const pressButton = (link: string, form = ''): Promise<Json> => request(link, 'POST', form, {});
  const codeIn = (page: Json) => /<strong id="code">(\d{6})<\/strong>/.exec(page.text)?.[1] ?? '';

  it('gives the UserTokenClient a Graph token of a person who is signed in, and Graph takes it', async () => {
    const token = (await tokenOf())?.token ?? '';
    const me = await fixture.call('GET', '/v1.0/me?$select=id,userPrincipalName', token);
    assert.equal(me.status, 200);
    assert.equal(me.body.userPrincipalName, ERIK_NAME);
  });

  it('gives the same token until it expires, then a new one', async () => {
    const first = (await tokenOf())?.token;
    assert.equal((await tokenOf())?.token, first);
    await fixture.control('POST', 'clock', { advanceMs: 3_601_000 });
    assert.equal((await fixture.call('GET', '/v1.0/me', first)).status, 401);
    const second = (await tokenOf())?.token;
    assert.notEqual(second, first);
    assert.equal((await fixture.call('GET', '/v1.0/me', second)).status, 200);
  });

  it('does not renew when told so, until the person exchanges again', async () => {
    await setSignIn({ renew: false, lifetimeSeconds: 60 });
    assert.ok(await tokenOf());
    await fixture.control('POST', 'clock', { advanceMs: 61_000 });
    assert.equal(await tokenOf(), undefined);
    assert.ok((await exchange(await sso())).token);
  });

  it('has nothing for a stranger, someone signed out and someone without consent', async () => {
    assert.equal(await tokenOf('29:stranger'), undefined);
    for (const state of ['signed-out', 'consent-needed']) {
      await setSignIn({ state });
      assert.equal(await tokenOf(), undefined);
    }
    assert.ok(await tokenOf(ANNA.channelUserId));
  });

  it('takes the Teams token of a person who is signed out, and signs in', async () => {
    await setSignIn({ state: 'signed-out' });
    const { token } = await exchange(await sso());
    assert.equal(decodeJwt(token).oid, ERIK.objectId);
    assert.equal((await tokenOf())?.token, token);
  });

  it('refuses the exchange with 412 while consent is missing, and takes it after the sign-in page', async () => {
    await setSignIn({ state: 'consent-needed' });
    await assert.rejects(exchange(await sso()), refusedWith(412));
    assert.equal(await tokenOf(), undefined);
    await pressButton(await signInLink());
    assert.ok((await exchange(await sso())).token);
  });

  const badTokens: [string, () => Promise<string>][] = [
    ['another person’s token', () => sso({ objectId: ANNA.objectId })],
    ['a token for another audience', () => sso({ claims: { aud: 'api://other' } })],
    ['a token of another scope', () => sso({ claims: { scp: 'other' } })],
    ['a token of another tenant', () => sso({ claims: { iss: 'https://login.microsoftonline.com/other/v2.0' } })],
    ['an expired token', () => sso({ expiresIn: -1 })],
    ['a token without a person', () => sso({ claims: { oid: null } })],
    ['a Graph token', () => fixture.mint({ kind: 'graph', objectId: ERIK.objectId })],
    ['no token at all', async () => 'nonsense'],
  ];
  for (const [name, make] of badTokens) {
    it(`refuses to exchange ${name}`, async () => {
      await setSignIn({ state: 'signed-out' });
      const path = `/api/usertoken/exchange?userId=${ERIK.channelUserId}&connectionName=graph&channelId=msteams`;
      const answer = await fixture.call('POST', path, bearer, { token: await make() });
      assert.equal(answer.status, 400);
      assert.equal(errorIn(answer).code, 'InvalidExchangeToken');
      assert.equal(await tokenOf(), undefined);
    });
  }

  it('exchanges by uri only for a person who is signed in', async () => {
    const uri = { uri: 'https://graph.microsoft.com' };
    assert.ok((await client.exchangeToken(ERIK.channelUserId, 'graph', CHANNEL, uri)).token);
    await setSignIn({ state: 'signed-out' });
    assert.equal(await client.exchangeToken(ERIK.channelUserId, 'graph', CHANNEL, uri), undefined);
  });

  it('signs out', async () => {
    await tokenOf();
    await client.signOutUser(ERIK.channelUserId, 'graph', CHANNEL);
    assert.equal(await tokenOf(), undefined);
    assert.ok(await tokenOf(ANNA.channelUserId));
  });

  it('says who has a token, and gives one for each resource asked for', async () => {
    const status = await client.getTokenStatus(ERIK.channelUserId, CHANNEL);
    assert.deepEqual(
      status.map(({ hasToken }) => hasToken),
      [true],
    );
    assert.deepEqual(await client.getTokenStatus(ERIK.channelUserId, CHANNEL, 'other'), []);
    const tokens = await client.getAadTokens(ERIK.channelUserId, 'graph', ['https://graph.microsoft.com'], CHANNEL);
    assert.deepEqual(Object.keys(tokens), ['https://graph.microsoft.com']);
  });

  it('gives the resource for single sign-on', async () => {
    const activity = { channelId: CHANNEL, from: { id: ERIK.channelUserId }, conversation: { id: 'a:1' } };
    const { tokenExchangeResource } = await client.getSignInResource('graph', activity);
    assert.equal(tokenExchangeResource.uri, `api://botid-${fixture.botId}`);
  });

  it('shows a page with a button and, when pressed, a code that works once', async () => {
    await setSignIn({ state: 'signed-out' });
    const link = await signInLink();
    const shown = await request(link, 'GET', undefined, {});
    assert.match(shown.text, /<button>Sign in as Erik Lindqvist<\/button>/);
    const code = codeIn(await pressButton(link));
    assert.equal(await tokenOf(), undefined);
    assert.equal(await client.getUserToken(ERIK.channelUserId, 'graph', CHANNEL, '0000000'), undefined);
    assert.equal(await client.getUserToken(ANNA.channelUserId, 'graph', CHANNEL, code), undefined);
    assert.ok(await client.getUserToken(ERIK.channelUserId, 'graph', CHANNEL, code));
    assert.equal(await client.getUserToken(ERIK.channelUserId, 'graph', CHANNEL, code), undefined);
    assert.ok(await tokenOf());
  });

  it('lets a person sign in with another account', async () => {
    await setSignIn({ state: 'signed-out' });
    const code = codeIn(await pressButton(await signInLink(), `account=${ANNA.objectId}`));
    const signedIn = await client.getUserToken(ERIK.channelUserId, 'graph', CHANNEL, code);
    assert.equal(decodeJwt(signedIn?.token ?? '').oid, ANNA.objectId);
  });

  it('escapes the name on the page', async () => {
    const hostile = '<script>alert(1)</script>';
    await fixture.control('PATCH', `users/${ERIK_NAME}`, { displayName: hostile });
    const { text } = await request(await signInLink(), 'GET', undefined, {});
    assert.ok(!text.includes(hostile));
    assert.ok(text.includes('&lt;script&gt;'));
  });

  it('answers 404 to a sign-in that nobody asked for, and 400 to a broken state', async () => {
    const link = `${new URL(fixture.sandbox.relayUrl).origin}/signin?session=made-up`;
    assert.equal((await request(link, 'GET', undefined, {})).status, 404);
    assert.equal((await pressButton(link)).status, 404);
    for (const state of ['%%%', Buffer.from('{"connectionName":"graph"}').toString('base64')]) {
      const path = `/api/botsignin/GetSignInResource?state=${encodeURIComponent(state)}`;
      assert.equal((await fixture.call('GET', path, bearer)).status, 400);
    }
  });

  it('answers 400 when a parameter is missing', async () => {
    assert.equal((await fixture.call('GET', '/api/usertoken/GetToken?connectionName=graph', bearer)).status, 400);
    assert.equal(
      (await fixture.call('GET', `/api/usertoken/GetToken?userId=${ERIK.channelUserId}`, bearer)).status,
      400,
    );
  });

  const badBearers: [string, object | undefined][] = [
    ['no token', undefined],
    ['a token for Graph', { kind: 'connector', claims: { aud: 'https://graph.microsoft.com' } }],
    ['another application', { kind: 'connector', claims: { appid: 'other' } }],
    ['another tenant', { kind: 'connector', claims: { iss: 'https://sts.windows.net/other/' } }],
    ['an expired token', { kind: 'connector', expiresIn: -1 }],
    ['the channel’s token', { kind: 'channel' }],
    ['an unsigned token', { kind: 'unsigned', claims: { aud: 'https://api.botframework.com' } }],
  ];
  for (const [name, description] of badBearers) {
    it(`answers 401 to ${name}`, async () => {
      const token = description && (await fixture.mint({ ...description }));
      const path = `/api/usertoken/GetToken?userId=${ERIK.channelUserId}&connectionName=graph&channelId=msteams`;
      assert.equal((await fixture.call('GET', path, bearer)).status, 200);
      assert.equal((await fixture.call('GET', path, token)).status, 401);
    });
  }
});
