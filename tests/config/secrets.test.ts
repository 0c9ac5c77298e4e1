import assert from 'node:assert/strict';
import { readConfig } from '../../src/config/config.ts';
import { secretsOf } from '../../src/config/secrets.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const KEY = Buffer.alloc(32, 7).toString('base64');
const PREVIOUS = Buffer.alloc(32, 8).toString('base64');
const STORE = 'DefaultEndpointsProtocol=https;AccountName=nyckel;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net';
const INSIGHTS = `InstrumentationKey=${ID};IngestionEndpoint=https://insights.example/`;

describe('the secrets of a configuration', () => {
  const of = (more: Record<string, string>) =>
    secretsOf(readConfig({ BOT_ID: ID, BOT_TENANT_ID: ID, SEAL_KEY: KEY, ...more }));

  it('are all that may be in one', () => {
    const all = of({
      SEAL_KEY_PREVIOUS: PREVIOUS,
      BOT_CREDENTIAL: 'client-secret',
      BOT_CLIENT_SECRET: 'a secret',
      STORE,
      APPLICATIONINSIGHTS_CONNECTION_STRING: INSIGHTS,
    });
    assert.deepEqual(all.sort(), [KEY, PREVIOUS, 'a secret', STORE, INSIGHTS].sort());
  });

  it('are no addresses and no paths', () => {
    const vault = 'https://vault.example/secrets/seal';
    assert.deepEqual(of({ SEAL_KEY: vault, STORE: 'https://nyckel.table.core.windows.net' }), []);
    assert.deepEqual(of({ BOT_CREDENTIAL: 'certificate', BOT_CERTIFICATE_PATH: '/etc/bot.pem' }), [KEY]);
  });
});
