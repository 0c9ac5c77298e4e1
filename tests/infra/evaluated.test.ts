import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Bicep } from '../../scripts/infra/compiler.ts';
import type { Resource } from '../../scripts/infra/template.ts';
import { skipBecause } from '../support/skip.ts';
import { bicepOrSkip } from './compiler.ts';
import { ROOT } from './files.ts';

const ID = '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const PLACE = `--subscription-id ${ID} --tenant-id ${ID} --resource-group rg-nyckel --location swedencentral`.split(
  ' ',
);

/** What Azure takes as a name (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const NAMES: Readonly<Record<string, RegExp>> = {
  'Microsoft.BotService/botServices': /^[a-zA-Z0-9][\w.-]{1,63}$/,
  'Microsoft.KeyVault/vaults': /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-zA-Z0-9][\w-]{2,127}$/,
  'Microsoft.OperationalInsights/workspaces': /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.Web/sites': /^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$/,
};

const ALERTS = /\/(?:metricAlerts|scheduledQueryRules)$/;

/** What Azure Resource Manager's own engine, which is part of the compiler, makes of the template with these parameters. */
function evaluate(
  bicep: Bicep,
  receiver: string,
  { parameters = '', region = 'global' } = {},
): { resources: Resource[]; said: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-evaluated-'));
  try {
    cpSync(path.join(ROOT, 'infra'), folder, { recursive: true });
    const file = path.join(folder, 'main.bicepparam');
    appendFileSync(file, `\n${parameters}\n`);
    const { stderr, stdout } = spawnSync(bicep.command[0], ['snapshot', file, '--mode', 'overwrite', ...PLACE], {
      env: {
        ...process.env,
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
        AAD_APP_CLIENT_ID: ID,
        ALERT_EMAIL: receiver,
        BOT_REGION: region,
      },
      encoding: 'utf8',
    });
    const made = path.join(folder, 'main.snapshot.json');
    const resources = existsSync(made) ? JSON.parse(readFileSync(made, 'utf8')).predictedResources : [];
    return { resources, said: `${stderr}${stdout}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('infra: what Azure makes of the template', function () {
  this.timeout(5 * 60_000);
  let bicep: Bicep;
  before(function () {
    bicep = bicepOrSkip(this);
    if (!bicep.pinned) skipBecause(this, `${bicep.from} may not evaluate templates`);
  });

  it('names that Azure takes, with the longest beginning, and alerts with a receiver, each of them', () => {
    const { resources, said } = evaluate(bicep, 'operators@contoso.com', { parameters: "param name = 'a123456789'" });
    for (const [type, rule] of Object.entries(NAMES)) {
      const names = resources.filter(resource => resource.type === type).map(({ name }) => name);
      assert.ok(names.length > 0, `${type}: ${said}`);
      for (const name of names) assert.match(name, rule, type);
    }
    const alerts = resources.filter(({ type }) => ALERTS.test(type));
    assert.equal(alerts.length, 6);
    for (const alert of alerts)
      assert.match(JSON.stringify(alert), /Microsoft\.Insights\/actionGroups\/a123/, alert.name);
  });

  it('alerts without, and nothing that sends mails, for whoever says so', () => {
    const { resources, said } = evaluate(bicep, 'none');
    assert.equal(resources.filter(({ type }) => ALERTS.test(type)).length, 6, said);
    assert.doesNotMatch(JSON.stringify(resources), /actionGroups\//);
  });

  for (const [region, service] of [
    ['global', 'https://api.botframework.com'],
    ['westeurope', 'https://europe.api.botframework.com'],
  ] as const) {
    it(`an Azure Bot in ${region}, with its channel and its connection, and an app that asks for tokens there`, () => {
      const { resources, said } = evaluate(bicep, 'none', { region });
      const bots = resources.filter(({ type }) => type.startsWith('Microsoft.BotService/'));
      assert.deepEqual(
        bots.map(({ type, location }) => [type.replace(/.*\//, ''), location]).sort(),
        ['botServices', 'channels', 'connections'].map(type => [type, region]),
        said,
      );
      const settings = resources.find(({ type }) => type === 'Microsoft.Web/sites/config');
      assert.equal(Object(settings?.properties).TOKEN_SERVICE_URL, service);
      assert.equal(resources.find(({ type }) => type === 'Microsoft.Web/sites')?.location, 'swedencentral');
    });
  }

  it('nothing in a region that Azure Bot does not have', () => {
    const { resources, said } = evaluate(bicep, 'none', { region: 'swedencentral' });
    assert.deepEqual(resources, []);
    assert.match(said, /BCP033|is not assignable|allowed/i);
  });

  for (const [what, receiver, expected] of [
    ['a receiver that is forgotten', '', /BCP333: The provided value .* is too short/],
    ['a receiver that is no address', 'operators', /alertEmail is an address, or none/],
  ] as const) {
    it(`nothing with ${what}`, () => {
      const { resources, said } = evaluate(bicep, receiver);
      assert.deepEqual(resources, []);
      assert.match(said, expected);
    });
  }

  const movedFrom = (value: string) => ({ parameters: `param previousSealKey = '${value}'` });
  const VAULT = 'https://nyckel-abc.vault.azure.net';
  for (const [what, previous, reads] of [
    ['as a rule', '', false],
    ['while the seal key moves from a secret', `${VAULT}/secrets/seal-key`, true],
    ['while it moves from another key', `${VAULT}/keys/seal-key`, false],
  ] as const) {
    it(`a bot that ${reads ? 'also reads secrets' : 'uses the key alone'} ${what}`, () => {
      const { resources, said } = evaluate(bicep, 'none', movedFrom(previous));
      const roles = resources.filter(({ type }) => type.endsWith('/roleAssignments')).map(each => JSON.stringify(each));
      assert.equal(roles.filter(role => role.includes('12338af0-0e69-4776-bea7-57ae8d297424')).length, 1, said);
      assert.equal(roles.filter(role => role.includes('4633458b-17de-408a-b874-0445c86b69e6')).length, reads ? 1 : 0);
      const settings = Object(resources.find(({ type }) => type === 'Microsoft.Web/sites/config')?.properties);
      assert.equal(settings.SEAL_KEY_PREVIOUS, previous);
      assert.match(settings.SEAL_KEY, /keys\/seal-key|vaultUri/);
    });
  }

  it('nothing with a seal key itself among the parameters', () => {
    const { resources, said } = evaluate(bicep, 'none', movedFrom(Buffer.alloc(32, 7).toString('base64')));
    assert.deepEqual(resources, []);
    assert.match(said, /previousSealKey is an https address, never a key itself/);
  });

  for (const name of ['1nyckel', 'Nyckel', 'nyck-el']) {
    it(`nothing with names that begin with ${name}`, () => {
      const { resources, said } = evaluate(bicep, 'none', { parameters: `param name = '${name}'` });
      assert.deepEqual(resources, []);
      assert.match(said, /name takes small letters and digits, a letter first/);
    });
  }
});
