import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { errorIn, keysIn } from './edge-answers.ts';
import { ANNA, ERIK, request, type SandboxFixture, sharedFixture, startRecorder } from './edge-fixture.ts';

const SERVICE_URL = 'http://127.0.0.1:1/_connector';

describe('sandbox: channel and relay', () => {
  let fixture: SandboxFixture;
  let bot: Awaited<ReturnType<typeof startRecorder>>;

  before(async () => {
    fixture = await sharedFixture();
  });
  beforeEach(async () => {
    bot = await startRecorder({ status: 202, body: '{"answer":"of the bot"}' });
    await fixture.control('POST', 'reset');
    await fixture.control('PUT', 'bot', { endpoint: bot.url });
  });
  afterEach(() => bot.stop());

  const activity = (change: Record<string, unknown> = {}) => ({
    type: 'message',
    text: 'hello',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    from: { id: ERIK.channelUserId, name: 'Erik' },
    conversation: { id: 'a:1' },
    ...change,
  });
  const post = (body: unknown) => request(fixture.sandbox.relayUrl, 'POST', body, {});
  const keys = async () => {
    const metadata = await fixture.call('GET', '/v1/.well-known/openidconfiguration');
    return new URL(String(metadata.body.jwks_uri));
  };

  it('signs what it forwards with a key that the metadata publishes and endorses for Teams', async () => {
    await post(activity());
    const token = bot.received[0]?.token ?? '';
    const jwks = await keys();
    const options = { issuer: 'https://api.botframework.com', audience: fixture.botId, algorithms: ['RS256'] };
    const { payload } = await jwtVerify(token, createRemoteJWKSet(jwks), options);
    assert.equal(payload.serviceurl, SERVICE_URL);
    assert.ok((payload.exp ?? 0) * 1000 > Date.now() && (payload.exp ?? 0) * 1000 <= Date.now() + 600_000);
    const published = keysIn(await fixture.call('GET', jwks.pathname));
    const { kid } = decodeProtectedHeader(token);
    assert.deepEqual(published.find(key => key.kid === kid)?.endorsements, ['msteams']);
  });

  it('publishes no private part of a key, and one key that is not for Teams', async () => {
    const published = keysIn(await fixture.call('GET', (await keys()).pathname));
    assert.equal(published.length, 2);
    assert.deepEqual(published[1]?.endorsements, ['webchat']);
    for (const key of published) assert.equal(key.d, undefined);
  });

  it('makes a token for each service URL', async () => {
    await post(activity());
    await post(activity({ serviceUrl: 'http://127.0.0.1:2/' }));
    await post(activity({ serviceUrl: undefined }));
    const claimed = bot.received.map(({ claims }) => claims.serviceurl);
    assert.deepEqual(claimed, [SERVICE_URL, 'http://127.0.0.1:2/', undefined]);
  });

  it('answers what the bot answers', async () => {
    const answer = await post(activity());
    assert.equal(answer.status, 202);
    assert.deepEqual(answer.body, { answer: 'of the bot' });
  });

  it('fills in tenant and object id as Teams sends them', async () => {
    await post(activity());
    const sent = bot.received[0]?.activity;
    assert.equal(sent?.from?.aadObjectId, ERIK.objectId);
    assert.equal(sent?.from?.name, 'Erik');
    assert.equal(sent?.conversation?.tenantId, fixture.tenantId);
    assert.deepEqual(sent?.channelData, { tenant: { id: fixture.tenantId } });
    assert.equal(sent?.text, 'hello');
  });

  it('writes the language that the directory has for the sender, as Teams sends that of the client', async () => {
    await post(activity({ locale: 'en-US' }));
    await fixture.control('PATCH', `users/${ERIK.objectId}`, { preferredLanguage: 'sv-SE' });
    await post(activity({ locale: 'en-US' }));
    await post(activity({ locale: 'en-US', from: { id: ANNA.channelUserId } }));
    await post(activity({ locale: 'en-US', from: { id: '29:stranger' } }));
    await post(activity({ from: { id: ANNA.channelUserId } }));
    const locales = bot.received.map(received => received.activity.locale);
    assert.deepEqual(locales, ['en-US', 'sv-SE', 'en-US', 'en-US', undefined]);
  });

  it('leaves alone what the sender says, such as another tenant', async () => {
    const channelData = { tenant: { id: 'foreign' }, team: { id: '19:x' } };
    await post(activity({ conversation: { id: 'a:1', tenantId: 'foreign' }, channelData }));
    const sent = bot.received[0]?.activity;
    assert.equal(sent?.conversation?.tenantId, 'foreign');
    assert.deepEqual(sent?.channelData, channelData);
  });

  it('remembers who a sender was, and knows nobody else', async () => {
    await post(activity({ from: { id: '29:new', aadObjectId: ANNA.objectId } }));
    await post(activity({ from: { id: '29:new' } }));
    await post(activity({ from: { id: '29:stranger' } }));
    const ids = bot.received.map(received => received.activity.from?.aadObjectId);
    assert.deepEqual(ids, [ANNA.objectId, ANNA.objectId, undefined]);
  });

  it('passes through an activity without sender and conversation', async () => {
    assert.equal((await post({ type: 'event' })).status, 202);
    assert.equal(bot.received[0]?.activity.from, undefined);
  });

  it('answers HEAD, which the Playground polls', async () => {
    const response = await fetch(fixture.sandbox.relayUrl, { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(bot.received.length, 0);
  });

  for (const [name, body] of [
    ['text', 'not json'],
    ['a list', '[]'],
    ['null', 'null'],
  ] as const) {
    it(`refuses ${name} in the place of an activity`, async () => {
      const answer = await post(body);
      assert.equal(answer.status, 400);
      assert.equal(bot.received.length, 0);
    });
  }

  it('says so when the bot can’t be reached, and finds it again at another address', async () => {
    await fixture.control('PUT', 'bot', { endpoint: 'http://127.0.0.1:9/api/messages' });
    const answer = await post(activity());
    assert.equal(answer.status, 502);
    assert.match(errorIn(answer).message, /127\.0\.0\.1:9/);
    await fixture.control('PUT', 'bot', { endpoint: bot.url });
    assert.equal((await post(activity())).status, 202);
  });

  it('reuses its connections to the bot', async () => {
    await post(activity());
    for (let count = 0; count < 50; count += 1) await post(activity());
    assert.equal(bot.received.length, 51);
    assert.equal(bot.connections(), 1);
    const tokens = new Set(bot.received.map(({ token }) => token));
    assert.equal(tokens.size, 1);
  });

  it('sends once more what came on a connection that the bot was about to close', async () => {
    const used = new WeakSet<object>();
    const closing = createServer(({ socket }, response) => {
      if (used.has(socket)) return void socket.destroy();
      used.add(socket);
      response.end('{}');
    });
    await new Promise<void>(resolve => closing.listen(0, '127.0.0.1', resolve));
    const { port } = closing.address() as AddressInfo;
    const headers = { 'x-bot-endpoint': `http://127.0.0.1:${port}/api/messages` };
    const statuses: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      statuses.push((await request(fixture.sandbox.relayUrl, 'POST', activity(), headers)).status);
    }
    closing.close();
    closing.closeAllConnections();
    assert.deepEqual(statuses, [200, 200, 200]);
  });

  it('forwards to the bot that the caller names, and to the usual one after that', async () => {
    const other = await startRecorder();
    const chosen = await request(fixture.sandbox.relayUrl, 'POST', activity(), { 'x-bot-endpoint': other.url });
    assert.equal(chosen.status, 200);
    assert.deepEqual([other.received.length, bot.received.length], [1, 0]);
    await post(activity());
    assert.deepEqual([other.received.length, bot.received.length], [1, 1]);
    await other.stop();
  });

  for (const endpoint of [
    'https://127.0.0.1:1/',
    'http://bot.example/api/messages',
    'http://127.0.0.1.example/',
    'x',
  ]) {
    it(`refuses to forward to ${endpoint}`, async () => {
      const answer = await request(fixture.sandbox.relayUrl, 'POST', activity(), { 'x-bot-endpoint': endpoint });
      assert.equal(answer.status, 400);
      assert.match(errorIn(answer).message, /must be an http URL on loopback/);
      assert.deepEqual(bot.received, []);
    });
  }
});
