import assert from 'node:assert/strict';
import { CLOUDS } from '../../src/config/clouds.ts';
import { type Config, readConfig } from '../../src/config/config.ts';
import { ConfigurationError, ErrorCode } from '../../src/errors.ts';

const BOT_ID = '11111111-2222-4333-8444-555555555555';
const TENANT_ID = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const SEAL_KEY = Buffer.alloc(32, 7).toString('base64');
const LEAST = { BOT_ID, BOT_TENANT_ID: TENANT_ID, SEAL_KEY };

function read(more: Record<string, string | undefined> = {}): Config {
  return readConfig({ ...LEAST, ...more });
}

/** The sentences with which this configuration is refused. */
function problems(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigurationError);
    assert.equal(error.code, ErrorCode.Configuration);
    for (const problem of error.problems) assert.ok(error.message.includes(problem));
    return error.problems;
  }
  return assert.fail('the configuration was accepted');
}

describe('config', () => {
  it('needs three variables only; everything else is that of the public cloud with a managed identity', () => {
    assert.deepEqual(read(), {
      botId: BOT_ID,
      tenantId: TENANT_ID,
      appId: undefined,
      credential: { kind: 'managed-identity' },
      oauthConnection: 'graph',
      graphPermissions: 'broad',
      authorityDiscovery: true,
      port: 3978,
      store: { kind: 'sqlite', path: './data/nyckel.db' },
      sealKey: SEAL_KEY,
      sealKeyPrevious: undefined,
      policyFile: undefined,
      turnsPerMinute: 30,
      defaultLocale: 'en',
      logLevel: 'info',
      applicationInsights: undefined,
      ...CLOUDS.public,
    });
  });

  it('says everything that is missing at once', () => {
    const missing = problems({ BOT_CREDENTIAL: 'client-secret' });
    assert.deepEqual(
      missing.map(problem => problem.split(' ').slice(0, 3).join(' ')),
      ['BOT_ID is missing:', 'BOT_TENANT_ID is missing:', 'SEAL_KEY is missing:', 'BOT_CLIENT_SECRET is missing:'],
    );
  });

  it('says everything that is malformed at once, with what it must be', () => {
    const malformed = {
      BOT_ID: 'nyckel',
      BOT_TENANT_ID: 'contoso.onmicrosoft.com',
      BOT_CREDENTIAL: 'password',
      AZURE_CLIENT_ID: 'x',
      TEAMS_APP_ID: 'x',
      CLOUD: 'mars',
      GRAPH_ENDPOINT: 'graph.microsoft.com',
      TOKEN_SERVICE_URL: 'ftp://api.botframework.com',
      CHANNEL_OPENID_METADATA_URL: 'http://login.botframework.com',
      CHANNEL_SERVICE_HOSTS: 'https://smba.trafficmanager.net',
      AZURE_AUTHORITY_HOST: 'x',
      AUTHORITY_DISCOVERY: 'true',
      PORT: 'abc',
      STORE: './nyckel.db',
      SEAL_KEY: 'secret',
      SEAL_KEY_PREVIOUS: 'older',
      TURNS_PER_MINUTE: '0',
      DEFAULT_LOCALE: 'zxx',
      LOG_LEVEL: 'loud',
    };
    const found = problems(malformed);
    assert.deepEqual(
      found.map(problem => problem.split(' ')[0]),
      Object.keys(malformed),
    );
    for (const problem of found) assert.match(problem, /^[A-Z_]+ must be [^:]+/);
  });

  it('never repeats a secret in what it says', () => {
    const secrets = {
      SEAL_KEY: 'my-seal-key',
      SEAL_KEY_PREVIOUS: 'my-older-key',
      BOT_CLIENT_SECRET: 'shh',
    };
    const text = problems({ ...LEAST, BOT_CREDENTIAL: 'x', ...secrets }).join();
    for (const secret of ['my-seal-key', 'my-older-key', 'shh']) {
      assert.ok(!text.includes(secret), text);
    }
  });

  it('takes an empty value for a missing one', () => {
    assert.equal(read({ PORT: '', CLOUD: '', OAUTH_CONNECTION: '', GRAPH_ENDPOINT: '' }).port, 3978);
    assert.match(problems({ ...LEAST, BOT_ID: '' }).join(), /^BOT_ID is missing/);
  });

  for (const [cloud, graph, hosts, portal] of [
    ['usgov', 'https://graph.microsoft.us', 'smba.infra.gov.teams.microsoft.us', 'https://entra.microsoft.us'],
    ['usgov-dod', 'https://dod-graph.microsoft.us', 'smba.infra.dod.teams.microsoft.us', 'https://entra.microsoft.us'],
  ]) {
    it(`takes every endpoint of ${cloud} from its preset`, () => {
      const config = read({ CLOUD: cloud });
      assert.deepEqual(
        [config.graphEndpoint, config.channelServiceHosts, config.portal, config.authorityHost, config.fileHosts],
        [graph, [hosts], portal, 'https://login.microsoftonline.us', []],
      );
      assert.deepEqual(
        [config.tokenServiceUrl, config.channelIssuer, config.channelScope, config.channelOpenIdMetadataUrl],
        [
          'https://api.botframework.azure.us',
          'https://api.botframework.us',
          'https://api.botframework.us/.default',
          'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
        ],
      );
    });
  }

  it('refuses China, and says why', () => {
    assert.deepEqual(problems({ ...LEAST, CLOUD: 'china' }), [
      'CLOUD can’t be china: Microsoft Graph there has no resetPassword',
    ]);
  });

  for (const cloud of ['constructor', '__proto__', 'toString', 'Public', 'public ']) {
    it(`refuses the cloud "${cloud}"`, () => {
      assert.deepEqual(problems({ ...LEAST, CLOUD: cloud }), ['CLOUD must be one of public, usgov, usgov-dod']);
    });
  }

  it('lets an endpoint be set on top of a cloud, without its slash at the end', () => {
    const config = read({
      CLOUD: 'usgov',
      GRAPH_ENDPOINT: 'https://graph.example//',
      CHANNEL_ISSUER: 'https://issuer',
    });
    assert.deepEqual(
      [config.graphEndpoint, config.channelIssuer, config.tokenServiceUrl],
      ['https://graph.example', 'https://issuer', 'https://api.botframework.azure.us'],
    );
  });

  it('takes http for loopback alone', () => {
    for (const host of ['localhost:1234', '127.0.0.1:80', '[::1]']) {
      assert.equal(read({ GRAPH_ENDPOINT: `http://${host}` }).graphEndpoint, `http://${host}`);
    }
    for (const host of ['localhost.example', '127.0.0.1.example', '192.168.0.1', 'graph.microsoft.com', '127.0.0.2']) {
      assert.match(problems({ ...LEAST, GRAPH_ENDPOINT: `http://${host}` }).join(), /must be an https URL/, host);
    }
  });

  for (const port of ['-1', '65536', '3978.5', '1e3', '0x10', ' ', '3978 ', '123456']) {
    it(`refuses the port "${port}"`, () => {
      assert.deepEqual(problems({ ...LEAST, PORT: port }), ['PORT must be a port number from 0 to 65535']);
    });
  }

  it('takes a port', () => {
    assert.deepEqual([read({ PORT: '8080' }).port, read({ PORT: '65535' }).port], [8080, 65_535]);
  });

  it('puts files on OneDrive for Business, or on the host that is named', () => {
    assert.deepEqual(read({}).fileHosts, ['*.sharepoint.com']);
    assert.deepEqual(read({ FILE_HOSTS: 'contoso-my.sharepoint.com' }).fileHosts, ['contoso-my.sharepoint.com']);
  });

  it('takes host names with and without subdomains', () => {
    const hosts = read({ CHANNEL_SERVICE_HOSTS: ' SMBA.trafficmanager.net ,*.teams.example' }).channelServiceHosts;
    assert.deepEqual(hosts, ['smba.trafficmanager.net', '*.teams.example']);
  });

  for (const hosts of [
    '*',
    '*.',
    'a.example:443',
    'a.example/x',
    'a.*.example',
    'a.example,',
    '-a.example',
    '*a.example',
  ]) {
    it(`refuses the hosts "${hosts}"`, () => {
      assert.match(problems({ ...LEAST, CHANNEL_SERVICE_HOSTS: hosts }).join(), /^CHANNEL_SERVICE_HOSTS must be host/);
    });
  }

  it('reads each kind of credential with what belongs to it', () => {
    const secret = { BOT_CREDENTIAL: 'client-secret', BOT_CLIENT_SECRET: 'shh' };
    const certificate = { BOT_CREDENTIAL: 'certificate', BOT_CERTIFICATE_PATH: '/run/bot.pem' };
    assert.deepEqual(read(secret).credential, { kind: 'client-secret', secret: 'shh' });
    assert.deepEqual(read(certificate).credential, { kind: 'certificate', path: '/run/bot.pem' });
    assert.deepEqual(read({ BOT_CREDENTIAL: 'federated', AZURE_CLIENT_ID: BOT_ID }).credential, {
      kind: 'federated',
      managedIdentityClientId: BOT_ID,
    });
    assert.deepEqual(read({ BOT_CLIENT_SECRET: 'shh' }).credential, { kind: 'managed-identity' });
  });

  it('says what a kind of credential lacks', () => {
    assert.match(problems({ ...LEAST, BOT_CREDENTIAL: 'client-secret' }).join(), /^BOT_CLIENT_SECRET is missing/);
    assert.match(problems({ ...LEAST, BOT_CREDENTIAL: 'certificate' }).join(), /^BOT_CERTIFICATE_PATH is missing/);
  });

  it('knows the app’s id in Teams where it is told, and takes no other one for it', () => {
    assert.equal(read({ TEAMS_APP_ID: TENANT_ID }).appId, TENANT_ID);
    assert.equal(read({}).appId, undefined);
  });
});

describe('config: Application Insights', () => {
  const KEY = 'InstrumentationKey=11111111-2222-4333-8444-555555555555';
  const ENDPOINT = 'IngestionEndpoint=https://swedencentral-0.in.applicationinsights.azure.com/';

  for (const value of [`${KEY};${ENDPOINT}`, `${ENDPOINT};LiveEndpoint=https://x.example/;${KEY};ApplicationId=a`]) {
    it(`takes ${value}`, () => {
      assert.equal(read({ APPLICATIONINSIGHTS_CONNECTION_STRING: value }).applicationInsights, value);
    });
  }

  const BAD = [
    KEY,
    ENDPOINT,
    'on',
    `InstrumentationKey=secret;${ENDPOINT}`,
    `${KEY};IngestionEndpoint=http://insights.example/`,
    `${KEY};IngestionEndpoint=https://;`,
    `My${KEY};${ENDPOINT}`,
  ];
  for (const value of BAD) {
    it(`refuses ${value}, without quoting it`, () => {
      const [problem = ''] = problems({ ...LEAST, APPLICATIONINSIGHTS_CONNECTION_STRING: value });
      assert.match(
        problem,
        /^APPLICATIONINSIGHTS_CONNECTION_STRING must be the connection string of an Application Ins/,
      );
      assert.ok(value === 'on' || !problem.includes(value));
    });
  }
});
