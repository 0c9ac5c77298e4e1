import assert from 'node:assert/strict';
import { parseEnv } from 'node:util';
import { type FakeAzure, FIRST } from '../../azure/fake-azure.ts';
import { eachInAnEmptyAzure } from '../../azure/in-an-azure.ts';
import { VALUES } from '../../checkup/right-installation.ts';
import { APPLICATION, SECRET, TOOLKIT_VALUES, there } from './there.ts';

/** What the values or the words say wrongly of an installation that is there, and the line that says it right. */
const OTHERS: readonly (readonly [words: string, line: string, values?: string])[] = [
  ['AZURE_RESOURCE_GROUP_NAME=rg-nyckle', 'AZURE_RESOURCE_GROUP_NAME=rg-nyckel', TOOLKIT_VALUES],
  ['RESOURCE_NAME=nykcel', 'RESOURCE_NAME=nyckel', TOOLKIT_VALUES],
  ['RESOURCE_NAME=nykcel', 'RESOURCE_NAME=nyckel'],
  ['AZURE_LOCATION=westeurope', 'AZURE_LOCATION=swedencentral'],
  ['BOT_REGION=westeurope', 'BOT_REGION=global'],
  ['BOT_ID=6f1d2c3b-0000-4000-8000-000000000000', `BOT_ID=${VALUES.botId}`],
  ['AAD_APP_CLIENT_ID=6f1d2c3b-0000-4000-8000-000000000000', `AAD_APP_CLIENT_ID=${APPLICATION}`],
];

/** The deployment of a pipeline is not called main. */
const ANOTHER_NAME = {
  to: 'deployment group show',
  fails: "(DeploymentNotFound) Deployment 'main' could not be found.",
};

describe('infra: the installer, where an installation is there already', () => {
  let azure: FakeAzure;
  eachInAnEmptyAzure(empty => {
    azure = empty;
  });

  const parameters = () => azure.state.deployments['rg-nyckel'] ?? {};
  const names = (changes: string[]) => changes.map(call => call.split(' --')[0]);
  const check = (...words: string[]) => azure.install('check', ...FIRST, ...words);

  it('made by hand, with nothing known of it: takes its parameters over, and puts the code there first', async () => {
    const given = {
      policyFile: 'policy.json',
      instances: '3',
      planSku: 'S1',
      retentionDays: '365',
      defaultLocale: 'sv',
    };
    azure.change(there({ ...given, makeSealKey: 'true' }));
    azure.code('PK nyckel.js policy.json');
    const { said, changes } = await azure.deploy();
    assert.deepEqual(names(changes).slice(0, 2), ['webapp deploy', 'deployment group create'], said);
    assert.ok(!/ad app create|v1\.0\/applications /.test(changes.join('\n')));
    assert.deepEqual(parameters(), {
      ...given,
      location: 'swedencentral',
      botRegion: 'global',
      aadAppClientId: APPLICATION,
      alertEmail: 'ops@contoso.com',
    });
    const kept = parseEnv(azure.values);
    assert.equal(kept.POLICY_FILE, 'policy.json');
    assert.equal(kept.AAD_APP_CLIENT_ID, APPLICATION);
    assert.equal(kept.BOT_DOMAIN, azure.state.host);
    assert.equal(kept.STORAGE_SKU, undefined, 'what the template takes anyway is not written down');
    for (const line of ['POLICY_FILE=policy.json', 'INSTANCES=3', `BOT_ID=${VALUES.botId}`]) {
      assert.match(said, new RegExp(`ok {5}Taken over +${line}\\n`));
    }
    assert.match(said, /\? {6}No way back +.*refuses the table[^\n]*\n +-> Export the record first/);
  });

  it('made by the toolkit, with parameters in a file of its own', async () => {
    azure.values = TOOLKIT_VALUES;
    azure.change(there({ teamsAppId: APPLICATION, storageSku: 'Standard_LRS', logLevel: 'debug' }));
    await azure.install('deploy');
    const { teamsAppId, storageSku, logLevel } = parameters();
    assert.deepEqual([teamsAppId, storageSku, logLevel], [APPLICATION, 'Standard_LRS', 'debug']);
    assert.ok(azure.values.startsWith('# ours\n'));
  });

  it('of a pipeline, whose deployment has another name: sees it by its resources and settings', async () => {
    azure.change(there({ planSku: 'P0v3', instances: '4', policyFile: 'policy.json' }));
    azure.faults(ANOTHER_NAME);
    azure.code('PK nyckel.js policy.json');
    await azure.deploy();
    const { planSku, instances, policyFile, aadAppClientId } = parameters();
    assert.deepEqual([planSku, instances, policyFile, aadAppClientId], ['P0v3', '4', 'policy.json', APPLICATION]);
    assert.equal(parseEnv(azure.values).BOT_DOMAIN, azure.state.host);
  });

  it('takes what runs, and not what was deployed', async () => {
    azure.change(there({ policyFile: 'policy.json' }, { POLICY_FILE: 'newer.json' }));
    assert.match((await check()).said, /Taken over +POLICY_FILE=newer\.json\n/);
  });

  it('takes nothing over that somebody says otherwise or has just emptied', async () => {
    azure.change(there({ policyFile: 'policy.json', planSku: 'S1' }));
    await azure.deploy('POLICY_FILE=', 'PLAN_SKU=S1');
    assert.equal(parameters().policyFile, undefined);
    azure.change(there({ planSku: 'B2' }));
    await azure.install('deploy');
    assert.equal(parameters().planSku, 'S1');
  });

  it('only says it in a check and in a dry run', async () => {
    azure.change(there({ policyFile: 'policy.json' }));
    for (const run of [check(), azure.deploy('--dry-run')]) {
      const { said, changes } = await run;
      assert.match(said, /Taken over +POLICY_FILE=policy\.json\n/);
      assert.deepEqual(changes, []);
      assert.equal(azure.values, '');
    }
  });

  it('puts the code alone there, also where nothing is known of it, and whatever its seal key is', async () => {
    azure.change(there({}, { SEAL_KEY: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=' }));
    azure.faults(ANOTHER_NAME);
    const { said, changes } = await azure.deploy('--code');
    assert.deepEqual(names(changes), ['webapp deploy']);
    assert.match(said, /No way back/);
    assert.equal(parseEnv(azure.values).BOT_DOMAIN, azure.state.host);
  });

  it('takes over what was changed since the last run, and keeps it', async () => {
    await azure.deploy();
    azure.change(there({ planSku: 'S1' }));
    const { said } = await azure.install('deploy');
    assert.equal(parameters().planSku, 'S1');
    assert.equal(parseEnv(azure.values).PLAN_SKU, 'S1');
    assert.doesNotMatch(said, /No way back/);
  });

  it('counts one without settings as one that is being made: templates before the code', async () => {
    azure.change(there({}, { BOT_ID: '' }));
    const { changes } = await azure.deploy();
    const order = names(changes);
    assert.ok(order.indexOf('deployment group create') < order.indexOf('webapp deploy'), changes.join('\n'));
  });

  for (const [word, line, values = ''] of OTHERS) {
    it(`deploys nothing with ${word}${values === '' ? '' : ', which the values know better'}, --anyway or not`, async () => {
      azure.change(there());
      azure.values = values;
      const { code, said, changes } = await azure.deploy(word, '--anyway');
      assert.equal(code, 1);
      assert.deepEqual(changes, []);
      assert.match(said, new RegExp(`WRONG {2}What is there already +The installation is there with ${line}`), said);
      assert.match(said, new RegExp(`-> node infra/install\\.ts deploy --name prod ${line};`));
      assert.match(said, /--anyway does not help/);
    });
  }

  it('takes another application where the one of before is gone', async () => {
    const other = '6f1d2c3b-0000-4000-8000-000000000000';
    azure.change(there());
    for (const application of azure.state.applications) application.appId = other;
    const { said } = await azure.deploy(`AAD_APP_CLIENT_ID=${other}`);
    assert.equal(parameters().aadAppClientId, other, said);
  });

  it('deploys nothing where it can’t see what is there', async () => {
    azure.change(there());
    azure.faults({
      to: '/config/appsettings/list',
      fails:
        "(AuthorizationFailed) does not have authorization to perform action 'Microsoft.Web/sites/config/list/action'",
    });
    const { code, said, changes } = await azure.deploy('--anyway');
    assert.equal(code, 1);
    assert.deepEqual(changes, []);
    assert.match(said, /WRONG {2}What is there already +Whether there is an installation/);
  });

  it('of before today, with a secret: goes on with it as the key of before', async () => {
    azure.change(there({ makeSealKey: 'true' }, { SEAL_KEY: SECRET }));
    const { said } = await azure.deploy();
    assert.equal(parameters().previousSealKey, SECRET, said);
    assert.equal(parseEnv(azure.values).PREVIOUS_SEAL_KEY, SECRET);
  });
});
