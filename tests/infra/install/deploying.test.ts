import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FakeAzure, FIRST } from '../azure/fake-azure.ts';
import { eachInANewSubscription } from '../azure/in-an-azure.ts';
import { VALUES } from '../checkup/right-installation.ts';

/** A write to the application itself. */
const APPLICATION = `applications(appId='${VALUES.aadAppClientId}') --body`;

const MAKES_APPLICATION = 'rest --method POST --url https://graph.microsoft.com/v1.0/applications --body';

/** The commands of a whole deployment that change something, in their order. */
const STEPS = [
  'provider register --namespace Microsoft.BotService',
  'group create',
  MAKES_APPLICATION,
  'deployment group create',
  'federatedIdentityCredentials(name=',
  APPLICATION,
  APPLICATION,
  'ad sp create',
  'webapp deploy',
];

describe('infra: the installer, deploying', () => {
  let azure: FakeAzure;
  eachInANewSubscription(empty => {
    azure = empty;
  });

  const values = () => new Map([...azure.values.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const parameters = () => azure.state.deployments['rg-nyckel'] ?? {};

  it('makes everything, in order, keeps what it was told, and ends with the check of it', async () => {
    azure.waits = ['the role Key Vault Secrets User'];
    const { code, said, changes } = await azure.deploy();
    assert.equal(code, 0, said);
    assert.equal(changes.length, STEPS.length, changes.join('\n'));
    for (const [at, step] of STEPS.entries()) assert.ok(changes[at]?.includes(step), `${at}: ${changes[at]}`);
    assert.match(said, /It waits for the role Key Vault Secrets User\.[\s\S]*What is there now\n {2}ok/);
    const kept = values();
    assert.equal(kept.get('AZURE_SUBSCRIPTION_ID'), VALUES.subscriptionId);
    assert.equal(kept.get('AAD_APP_CLIENT_ID'), VALUES.aadAppClientId);
    assert.equal(kept.get('BOT_ID'), VALUES.botId);
    assert.equal(kept.get('BOT_AZURE_APP_SERVICE_RESOURCE_ID'), VALUES.appServiceId);
    assert.deepEqual(parameters(), {
      location: 'swedencentral',
      botRegion: 'global',
      aadAppClientId: VALUES.aadAppClientId,
      alertEmail: 'ops@contoso.com',
    });
  });

  it('changes nothing at a second run but to deploy the same templates again', async () => {
    await azure.deploy();
    const [state, kept] = [structuredClone(azure.state), azure.values];
    const { code, said, changes } = await azure.install('deploy');
    assert.equal(code, 0, said);
    assert.deepEqual(
      changes.map(call => call.split(' --')[0]),
      ['deployment group create'],
    );
    assert.deepEqual(azure.state, state);
    assert.equal(azure.values, kept);
    assert.match(said, /The same package is there already/);
  });

  it('remembers each value for all later deployments', async () => {
    const words = [
      'PLAN_SKU=S1',
      'INSTANCES=3',
      'STORAGE_SKU=Standard_LRS',
      'DEFAULT_LOCALE=sv',
      'BOT_REGION=westeurope',
    ];
    await azure.deploy(...words);
    await azure.install('deploy', 'TEAMS_APP_ID=22222222-2222-4222-8222-222222222222');
    const { planSku, instances, storageSku, defaultLocale, botRegion, teamsAppId, alertEmail } = parameters();
    assert.deepEqual(
      [planSku, instances, storageSku, defaultLocale, botRegion],
      ['S1', '3', 'Standard_LRS', 'sv', 'westeurope'],
    );
    assert.deepEqual([teamsAppId, alertEmail], ['22222222-2222-4222-8222-222222222222', 'ops@contoso.com']);
    const [application] = azure.state.applications;
    assert.match(JSON.stringify(application), /europe\.token\.botframework\.com/);
  });

  it('puts a new package there before new settings, which the one before may not start with', async () => {
    await azure.deploy();
    azure.code('PK nyckel.js policy.json');
    const { code, changes } = await azure.install('deploy', 'POLICY_FILE=policy.json');
    assert.equal(code, 0);
    assert.deepEqual(
      changes.map(call => call.split(' --')[0]),
      ['webapp deploy', 'deployment group create'],
    );
    assert.equal(parameters().policyFile, 'policy.json');
  });

  it('takes over what the toolkit has made, and keeps the lines of its file', async () => {
    await azure.deploy();
    const lines = azure.values.split('\n').filter(line => !/^(?:AZURE_LOCATION|DEPLOYED)/.test(line));
    azure.values = `# ours\nOTHER=1\n${lines.join('\n')}`;
    const { code, changes } = await azure.deploy();
    assert.equal(code, 0);
    assert.ok(!changes.some(call => call.startsWith(MAKES_APPLICATION)));
    assert.ok(azure.values.startsWith('# ours\nOTHER=1\n'));
  });

  for (const [at, step] of STEPS.entries()) {
    it(`ends the same when it is killed after step ${at + 1} of ${STEPS.length}, and run again: ${step}`, async () => {
      await azure.deploy();
      const whole = structuredClone(azure.state);
      const kept = azure.values;
      azure.reset();
      azure.change({ providers: azure.state.providers.filter(name => name !== 'Microsoft.BotService') });
      const before = STEPS.slice(0, at).filter(other => other === step).length;
      azure.faults(...Array.from({ length: before }, () => ({ to: step, times: 1 })), {
        to: step,
        kills: true,
        times: 1,
      });
      const killed = await azure.deploy();
      assert.equal(killed.code, null, killed.said);
      const { code, said } = await azure.deploy();
      assert.equal(code, 0, said);
      assert.deepEqual(azure.state, whole);
      assert.equal(azure.values, kept);
    });
  }

  it('deploys only the code, keeps the package of before, and goes back to it', async () => {
    await azure.deploy();
    azure.code('PK nyckel.js two');
    const { said, changes } = await azure.install('deploy', '--code');
    assert.deepEqual(
      changes.map(call => call.split(' --')[0]),
      ['webapp deploy'],
    );
    const [, zip = ''] = /go back to the package of before: --code --zip (\S+)/.exec(said) ?? [];
    assert.equal(readFileSync(path.join(azure.folder, zip), 'utf8'), 'PK nyckel.js one');
    assert.equal((await azure.install('deploy', '--code', '--zip', zip)).code, 0);
    assert.deepEqual(Object.values(azure.state.packages), ['PK nyckel.js one']);
    assert.equal(readFileSync(path.join(azure.folder, zip), 'utf8'), 'PK nyckel.js two', 'the two are changed round');
    azure.code('PK nyckel.js three');
    await azure.install('deploy', '--code');
    assert.equal(readFileSync(path.join(azure.folder, zip), 'utf8'), 'PK nyckel.js one', 'the last that was good');
  });

  it('keeps the package of before where the same is deployed again', async () => {
    await azure.deploy();
    azure.code('PK nyckel.js two');
    await azure.install('deploy', '--code');
    assert.equal((await azure.install('deploy', '--code', '--again')).changes.length, 1);
    const former = path.join(azure.folder, 'artifacts/installed/prod.former.zip');
    assert.equal(readFileSync(former, 'utf8'), 'PK nyckel.js one');
  });

  it('takes no seal key by its value, and neither keeps nor shows it', async () => {
    const key = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMw==';
    for (const words of [
      [`PREVIOUS_SEAL_KEY=${key}`],
      [`PREVIOUS_SEAL_KEY=${key}`, '--dry-run'],
      [`SEAL_KEY=${key}`],
    ]) {
      const { code, said, calls } = await azure.deploy(...words);
      assert.equal(code, 1);
      assert.match(said, /PREVIOUS_SEAL_KEY/);
      assert.ok(!said.includes(key), said);
      assert.deepEqual([calls, azure.values], [[], '']);
    }
    azure.values = `PREVIOUS_SEAL_KEY=${key}\n`;
    const kept = await azure.deploy();
    assert.match(kept.said, /never the key itself, here or in env\/\.env\.prod/);
    assert.ok(!kept.said.includes(key));
    assert.deepEqual(kept.calls, []);
    await azure.reset().deploy('PREVIOUS_SEAL_KEY=https://nyckel.vault.azure.net/secrets/seal-key');
    assert.equal(parameters().previousSealKey, 'https://nyckel.vault.azure.net/secrets/seal-key');
  });

  it('deploys the same package again where somebody says so', async () => {
    await azure.deploy();
    const { changes } = await azure.install('deploy', '--code', '--again');
    assert.equal(changes.length, 1);
  });

  it('has no code to deploy alone where there is nothing yet', async () => {
    const { code, said, changes } = await azure.deploy('--code');
    assert.equal(code, 1);
    assert.match(said, /There is no App Service yet/);
    assert.deepEqual(changes, []);
  });

  it('says what has to be said first, before it asks anything', async () => {
    for (const words of [
      FIRST.slice(1),
      FIRST.slice(0, 3),
      [...FIRST, 'ALERT_EMAIL=nobody'],
      [...FIRST, 'AZURE_LOCATION=Sweden Central'],
    ]) {
      const { code, said, calls } = await azure.install('deploy', ...words);
      assert.equal(code, 1);
      assert.match(
        said,
        /^Say (?:AZURE_RESOURCE_GROUP_NAME|BOT_REGION|ALERT_EMAIL|AZURE_LOCATION), in env\/\.env\.prod or here:\n {2}node infra\/install\.ts deploy --name prod /,
      );
      assert.deepEqual(calls, []);
      assert.equal(azure.values, '');
    }
  });
});
