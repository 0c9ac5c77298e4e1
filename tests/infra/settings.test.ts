import assert from 'node:assert/strict';
import { CLOUDS } from '../../src/config/clouds.ts';
import { readConfig, VARIABLES } from '../../src/config/config.ts';
import { at, type BicepObject, literal } from '../support/bicep.ts';
import { bicep, code, only, table, text } from './files.ts';

const README = 'infra/README.md';
const HEADING = '## What is set, and what is not';
const GUID = '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const TENANT = '0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9';
const KEY_URL = 'https://nyckel-abc.vault.azure.net/keys/seal-key';
const SECRET_URL = 'https://nyckel-abc.vault.azure.net/secrets/seal-key';

const settings = at(only('Microsoft.Web/sites/config').body, 'properties') as BicepObject;
const rows = table(README, HEADING);
const second = rows.findIndex(([head]) => head === 'Setting');
const documented = (part: string[][]) => part.slice(2).map(([name, why]) => [code(name) ?? '', why ?? ''] as const);
const LEFT = new Map(documented(rows.slice(0, second)));
const PLATFORM = new Map(documented(rows.slice(second)));

/** What the expressions of modules/app.bicep are in an installation with nothing but defaults. */
const DEPLOYED: Readonly<Record<string, string>> = {
  botId: GUID,
  'subscription().tenantId': TENANT,
  connectionName: 'graph',
  signInServiceUrl: CLOUDS.public.tokenServiceUrl,
  tableEndpoint: 'https://nyckelabc.table.core.windows.net/',
  sealKeyUrl: KEY_URL,
  'component.properties.ConnectionString':
    'InstrumentationKey=11111111-2222-4333-8444-555555555555;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/',
};

function usual(name: string): string | undefined {
  const parameter = bicep('infra/main.bicep').params.get(name)?.usual;
  return parameter === undefined ? undefined : literal(parameter);
}

function deployed(): Record<string, string> {
  const values = Object.entries(settings).map(([name, value]) => {
    const known = literal(value) ?? DEPLOYED[String(value)] ?? usual(String(value));
    assert.ok(known !== undefined, `${name} is ${String(value)}`);
    return [name, known];
  });
  return Object.fromEntries(values);
}

describe('infra: settings of the app', () => {
  for (const name of Object.keys(VARIABLES)) {
    it(`${name} is set, or left at its default for a reason`, () => {
      assert.notEqual(name in settings, LEFT.has(name), `${name} must be either set or in ${README}`);
      if (LEFT.has(name)) assert.match(LEFT.get(name) ?? '', /^[A-Z].{15,}\.$/);
    });
  }

  it('there is none that neither the bot nor the documented list of the platform knows', () => {
    for (const name of Object.keys(settings)) assert.ok(name in VARIABLES || PLATFORM.has(name), name);
    for (const name of PLATFORM.keys())
      assert.ok(name in settings && !(name in VARIABLES), `${name} is documented in vain`);
    for (const name of LEFT.keys()) assert.ok(name in VARIABLES, `${name} is documented but no variable`);
  });

  it('are a configuration that the bot takes', () => {
    const config = readConfig(deployed());
    assert.deepEqual(config.credential, { kind: 'managed-identity' });
    assert.deepEqual(config.store, { kind: 'tables', url: 'https://nyckelabc.table.core.windows.net' });
    assert.equal(config.botId, GUID);
    assert.equal(config.tenantId, TENANT);
    assert.equal(config.sealKey, KEY_URL);
    assert.equal(config.sealKeyPrevious, undefined);
    assert.equal(config.policyFile, undefined);
    assert.equal(config.appId, undefined);
  });

  it('are one as well while the seal key is being changed', () => {
    for (const before of [SECRET_URL, `${SECRET_URL}/0123456789abcdef0123456789abcdef`, `${KEY_URL}-2`])
      assert.equal(readConfig({ ...deployed(), SEAL_KEY_PREVIOUS: before }).sealKeyPrevious, before);
  });

  it('would be refused without the address of the key', () => {
    assert.throws(() => readConfig({ ...deployed(), SEAL_KEY: '' }), /SEAL_KEY is missing/);
  });

  it('hold no secret', () => {
    for (const name of ['BOT_CLIENT_SECRET', 'BOT_CERTIFICATE_PATH']) assert.ok(!(name in settings), name);
    assert.doesNotMatch(Object.values(settings).join('\n'), /@Microsoft\.KeyVault|AccountKey|list\w+\(/);
  });

  it('offer the languages and log levels that the bot knows', () => {
    const { params } = bicep('infra/main.bicep');
    for (const [name, variable] of [
      ['defaultLocale', VARIABLES.DEFAULT_LOCALE],
      ['logLevel', VARIABLES.LOG_LEVEL],
    ] as const) {
      const allowed = /@allowed\(\[([^\]]*)\]/.exec(params.get(name)?.decorators ?? '')?.[1] ?? '';
      const values = [...allowed.matchAll(/'(\w+)'/g)].map(([, value = '']) => value);
      assert.ok(values.length > 1, name);
      for (const value of values) assert.ok(variable.safeParse(value).success, value);
    }
  });

  it('name the connection that the Azure Bot has', () => {
    const connection = only('Microsoft.BotService/botServices/connections');
    assert.equal(settings.OAUTH_CONNECTION, 'connectionName');
    assert.equal(connection.body.name, 'connectionName');
    const given = bicep('infra/main.bicep').modules.map(({ body }) => at(body, 'params.connectionName'));
    assert.deepEqual(given.filter(Boolean), ['connectionName', 'connectionName']);
  });

  it('lead to the table that the bot asks for', () => {
    const [, name] = /const TABLE = '(\w+)'/.exec(text('src/store/tables/connect-table.ts')) ?? [];
    assert.ok(name);
    assert.equal(literal(only('Microsoft.Storage/storageAccounts/tableServices/tables').body.name), name);
  });
});
