import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessToken } from '@azure/identity';
import { ConnectorClient } from 'botframework-connector';
import { ErrorCode } from '../../../src/errors.ts';
import { TokenCredentialsFactory } from '../../../src/teams/channel/credentials-factory.ts';

const BOT_ID = '11111111-2222-4333-8444-555555555555';
const SCOPE = 'https://api.botframework.com/.default';

interface Service {
  url: string;
  /** The Authorization header of each call. */
  seen: (string | undefined)[];
  stop(): Promise<void>;
}

async function service(host: string, answer: (response: ServerResponse) => void): Promise<Service> {
  const seen: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    seen.push(request.headers.authorization);
    request.resume();
    response.setHeader('content-type', 'application/json');
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    seen,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function ok(response: ServerResponse): void {
  response.statusCode = 201;
  response.end('{"id":"1"}');
}

describe('teams/credentials-factory', () => {
  const services: Service[] = [];
  let scopes: unknown[];
  beforeEach(() => {
    scopes = [];
  });
  afterEach(async () => {
    await Promise.all(services.splice(0).map(one => one.stop()));
  });

  async function start(host: string, answer: (response: ServerResponse) => void = ok): Promise<Service> {
    const started = await service(host, answer);
    services.push(started);
    return started;
  }

  function factory(allowedHosts: readonly string[], token: string | null = 'the-bots-token'): TokenCredentialsFactory {
    return new TokenCredentialsFactory({
      botId: BOT_ID,
      scope: SCOPE,
      allowedHosts,
      credential: {
        async getToken(scope): Promise<AccessToken | null> {
          scopes.push(scope);
          return token === null ? null : { token, expiresOnTimestamp: Date.now() + 3_600_000 };
        },
      },
    });
  }

  async function post(url: string, credentials: TokenCredentialsFactory): Promise<void> {
    const client = new ConnectorClient(await credentials.createCredentials(), { baseUri: url, noRetryPolicy: true });
    await client.conversations.sendToConversation('conversation', { type: 'message', text: 'hello' });
  }

  it('sends the bot’s token, for the channel’s scope, to a host on the list', async () => {
    const teams = await start('localhost');
    await post(teams.url, factory(['localhost']));
    assert.deepEqual([teams.seen, scopes], [['Bearer the-bots-token'], [SCOPE]]);
  });

  it('sends nothing at all to any other host, and asks for no token', async () => {
    const other = await start('127.0.0.1');
    await assert.rejects(post(other.url, factory(['localhost'])), {
      code: ErrorCode.HostNotAllowed,
      message: new RegExp(`${new URL(other.url).host} is not on the allow-list \\(CHANNEL_SERVICE_HOSTS\\)`),
    });
    assert.deepEqual([other.seen, scopes], [[], []]);
  });

  it('does not take its token along when an allowed host redirects to another', async () => {
    const other = await start('127.0.0.1');
    const teams = await start('localhost', response => {
      response.statusCode = 307;
      response.setHeader('location', other.url);
      response.end();
    });
    await post(teams.url, factory(['localhost'])).catch((error: unknown) => assert.ok(error instanceof Error));
    assert.deepEqual(teams.seen, ['Bearer the-bots-token']);
    assert.ok(
      other.seen.every(authorization => authorization === undefined),
      other.seen.join(),
    );
  });

  it('says what to check when there is no token of the bot’s own', async () => {
    const teams = await start('localhost');
    await assert.rejects(post(teams.url, factory(['localhost'], null)), {
      code: ErrorCode.TokenService,
      message: /BOT_CREDENTIAL/,
    });
    assert.deepEqual(teams.seen, []);
  });

  it('knows the bot’s own id only, and can’t be told to switch authentication off', async () => {
    const credentials = factory([]);
    for (const id of ['', BOT_ID.replace('1', '2'), `${BOT_ID} `, 'AnonymousSkill']) {
      assert.equal(await credentials.isValidAppId(id), false, id);
    }
    assert.equal(await credentials.isValidAppId(BOT_ID), true);
    assert.equal(await credentials.isAuthenticationDisabled(), false);
  });
});
