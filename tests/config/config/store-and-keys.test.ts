import assert from 'node:assert/strict';
import { type Config, readConfig } from '../../../src/config/config.ts';
import { ConfigurationError } from '../../../src/errors.ts';

const SEAL_KEY = Buffer.alloc(32, 7).toString('base64');
const ID = '11111111-2222-4333-8444-555555555555';
const LEAST = { BOT_ID: ID, BOT_TENANT_ID: ID, SEAL_KEY };
const KEY = 'AccountKey=c2VjcmV0LWtleQ==';
const ACCOUNT = `DefaultEndpointsProtocol=https;AccountName=nyckelstore;${KEY};EndpointSuffix=core.windows.net`;

function read(more: Record<string, string>): Config {
  return readConfig({ ...LEAST, ...more });
}

/** The sentences with which this configuration is refused. */
function problems(more: Record<string, string>): readonly string[] {
  try {
    read(more);
  } catch (error) {
    assert.ok(error instanceof ConfigurationError);
    return error.problems;
  }
  return assert.fail('the configuration was accepted');
}

describe('config: seal keys', () => {
  for (const variable of ['SEAL_KEY', 'SEAL_KEY_PREVIOUS']) {
    it(`takes the address of a Key Vault key or secret as ${variable}`, () => {
      for (const path of ['secrets/seal', 'secrets/seal/0123456789abcdef', 'keys/seal', 'keys/seal/']) {
        const url = `https://vault.vault.azure.net/${path}`;
        assert.equal(read({ [variable]: url })[variable === 'SEAL_KEY' ? 'sealKey' : 'sealKeyPrevious'], url);
      }
    });

    it(`refuses one version of a Key Vault key as ${variable}: it would never be wrapped with a newer one`, () => {
      for (const path of ['keys/seal/0123456789abcdef', 'keys/seal/x/']) {
        const refused = problems({ [variable]: `https://vault.vault.azure.net/${path}` });
        assert.deepEqual(refused, [`${variable} must name the Key Vault key without a version: the newest is taken`]);
      }
    });
  }

  it('takes the key before as it is, and nothing for an empty one', () => {
    const older = Buffer.alloc(32, 8).toString('base64');
    assert.equal(read({ SEAL_KEY_PREVIOUS: older }).sealKeyPrevious, older);
    assert.equal(read({ SEAL_KEY_PREVIOUS: '' }).sealKeyPrevious, undefined);
  });

  it('refuses the present key as the one before', () => {
    assert.deepEqual(problems({ SEAL_KEY_PREVIOUS: SEAL_KEY }), [
      'SEAL_KEY_PREVIOUS must be another key than SEAL_KEY: leave it out until you change SEAL_KEY',
    ]);
  });

  for (const [name, key] of [
    ['31 bytes', Buffer.alloc(31).toString('base64')],
    ['33 bytes', Buffer.alloc(33).toString('base64')],
    ['32 bytes in hexadecimal', Buffer.alloc(32).toString('hex')],
    ['a key with something else in between', `${SEAL_KEY.slice(0, 10)}!${SEAL_KEY.slice(10)}`],
    ['a key with a line after it', `${SEAL_KEY}\n`],
    ['a Key Vault without https', 'http://vault.vault.azure.net/secrets/seal'],
    ['a Key Vault on loopback without https', 'http://localhost/secrets/seal'],
  ] as const) {
    it(`refuses ${name} as a seal key`, () => {
      assert.match(problems({ SEAL_KEY: key }).join(), /^SEAL_KEY must be 32 bytes in base64/);
      const previous = problems({ SEAL_KEY_PREVIOUS: key }).join();
      assert.match(previous, /^SEAL_KEY_PREVIOUS must be 32 bytes in base64/);
    });
  }
});

describe('config: store', () => {
  it('never repeats a part of a connection string', () => {
    for (const store of [ACCOUNT.replace('https', 'http'), `${ACCOUNT};TableEndpoint=x`]) {
      const text = problems({ STORE: store }).join();
      assert.ok(!text.includes('c2VjcmV0') && !text.includes('nyckelstore'), text);
    }
  });

  for (const [store, location] of [
    ['sqlite:nyckel.db', { kind: 'sqlite', path: 'nyckel.db' }],
    ['sqlite:C:\\data\\nyckel.db', { kind: 'sqlite', path: 'C:\\data\\nyckel.db' }],
    ['https://a.table.core.windows.net/', { kind: 'tables', url: 'https://a.table.core.windows.net' }],
    ['http://127.0.0.1:10002/dev', { kind: 'tables', url: 'http://127.0.0.1:10002/dev' }],
  ] as const) {
    it(`takes the store ${store}`, () => assert.deepEqual(read({ STORE: store }).store, location));
  }

  for (const connectionString of [
    ACCOUNT,
    `${ACCOUNT};TableEndpoint=https://a.example/`,
    `${ACCOUNT.toLowerCase()};`,
    `DefaultEndpointsProtocol=http;AccountName=dev;${KEY};TableEndpoint=http://127.0.0.1:10002/dev;`,
    'TableEndpoint=https://a.table.core.windows.net/;SharedAccessSignature=sv=2024-11-04&sig=c2VjcmV0',
    'UseDevelopmentStorage=true',
  ]) {
    it(`takes the connection string ${connectionString}`, () => {
      assert.deepEqual(read({ STORE: connectionString }).store, { kind: 'tables', connectionString });
    });
  }

  for (const store of [
    './nyckel.db',
    'sqlite:',
    'sqlite: ',
    'http://a.table.core.windows.net',
    'http://localhost.example',
    'https://a.table.core.windows.net/?sv=2024-11-04&sig=c2VjcmV0',
    'https://name:secret@a.table.core.windows.net',
    'https://',
    'AccountName=nyckelstore',
    KEY,
    'UseDevelopmentStorage=false',
    ACCOUNT.replace(KEY, ''),
    ACCOUNT.replace('AccountName=nyckelstore', ''),
    ACCOUNT.replace('nyckelstore', 'a.example/'),
    ACCOUNT.replace('EndpointSuffix=core.windows.net', ''),
    ACCOUNT.replace('core.windows.net', 'core.windows.net/?x='),
    ACCOUNT.replace('https', 'http'),
    ACCOUNT.replace('https', 'ftp'),
    `DefaultEndpointsProtocol=https;${KEY};TableEndpoint=https://a.table.core.windows.net`,
    `${ACCOUNT};TableEndpoint=http://a.example`,
    `${ACCOUNT};TableEndpoint=https://a.example?sig=c2VjcmV0`,
    `TableEndpoint=https://a.table.core.windows.net;${KEY}`,
    'TableEndpoint=http://a.table.core.windows.net;SharedAccessSignature=sig=c2VjcmV0',
    `TableEndpoint=http://a.example;TableEndpoint=https://b.example;${ACCOUNT}`,
  ]) {
    it(`refuses the store ${store}`, () => {
      const [problem, ...others] = problems({ STORE: store });
      assert.match(problem ?? '', /^STORE must be sqlite:<path of the file>, the https URL .* connection string/);
      assert.deepEqual(others, []);
    });
  }
});
