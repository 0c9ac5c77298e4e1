import assert from 'node:assert/strict';
import { START } from '../../scripts/build/deployment.ts';
import { at, type BicepObject, type BicepValue, literal } from '../support/bicep.ts';
import { BICEP, bicep, HARMLESS, made, only, table, text } from './files.ts';

/** Azure built-in roles (Microsoft, "Azure built-in roles"), and where this one may be given. */
const LEAST: Readonly<Record<string, { name: string; scope: RegExp }>> = {
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': { name: 'Storage Table Data Contributor', scope: /tables$/ },
  '12338af0-0e69-4776-bea7-57ae8d297424': { name: 'Key Vault Crypto User', scope: /KeyVault\/vaults\/keys$/ },
  '4633458b-17de-408a-b874-0445c86b69e6': { name: 'Key Vault Secrets User', scope: /KeyVault\/vaults$/ },
  '3913510d-42f4-4e42-8a64-420c390055eb': { name: 'Monitoring Metrics Publisher', scope: /Insights\/components$/ },
};

function expectAll(type: string, expected: Readonly<Record<string, string>>): void {
  const resource = only(type);
  for (const [path, value] of Object.entries(expected)) assert.equal(at(resource.body, path), value, path);
}

describe('infra: no secrets', () => {
  for (const [file, { params, outputs }] of BICEP) {
    it(`${file} has no parameter and no output that is a secret`, () => {
      for (const [name, { decorators }] of params) assert.doesNotMatch(decorators, /@secure/, name);
      for (const name of [...params.keys(), ...outputs.keys()]) {
        if (/secret|password|key|token|connectionstring|credential/i.test(name)) assert.ok(HARMLESS[name], name);
      }
    });

    it(`${file} asks Azure for no key`, () => {
      assert.doesNotMatch(
        text(file),
        /\blist(Keys|AccountSas|ServiceSas|Secrets|Credentials)?\(|\.getSecret\(|@secure/,
      );
    });
  }

  it('the seal key is made by the vault and never leaves it: no secret, no script', () => {
    for (const type of ['Microsoft.KeyVault/vaults/secrets', 'Microsoft.Resources/deploymentScripts'])
      assert.deepEqual(made(type), []);
    expectAll('Microsoft.KeyVault/vaults/keys', { 'properties.kty': "'RSA'", 'properties.keySize': '3072' });
    const { body } = only('Microsoft.KeyVault/vaults/keys');
    const operations = at(body, 'properties.keyOps') as BicepValue[];
    assert.deepEqual(operations.map(literal), ['sign', 'unwrapKey', 'verify', 'wrapKey']);
    assert.equal(at(body, 'properties.attributes'), undefined, 'neither exportable, nor with an end');
    assert.equal(at(body, 'properties.release_policy'), undefined);
  });

  it('the vault rotates it, and no version ends before the backups that it opens', () => {
    const policy = at(only('Microsoft.KeyVault/vaults/keys').body, 'properties.rotationPolicy');
    const [action, ...more] = at(policy, 'lifetimeActions') as BicepObject[];
    assert.deepEqual(more, []);
    assert.equal(literal(at(action, 'action.type')), 'rotate');
    assert.equal(literal(at(action, 'trigger.timeAfterCreate')), 'P1Y');
    assert.equal(at(policy, 'attributes'), undefined);
  });

  it('the seal key of before is an address: the key itself is refused as a parameter', () => {
    const { variables } = bicep('infra/main.bicep');
    assert.equal(variables.get('isAddress'), "empty(previousSealKey) || startsWith(previousSealKey, 'https://')");
    assert.match(String(variables.get('addressBefore')), /^isAddress \? previousSealKey : fail\('/);
  });

  it('the connection has no client secret', () => {
    const { properties } = only('Microsoft.BotService/botServices/connections').body;
    assert.equal(at(properties, 'clientSecret'), undefined);
    assert.equal(literal(at(properties, 'serviceProviderId')), 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18');
    assert.equal(literal(at(properties, 'serviceProviderDisplayName')), 'AAD v2 with Federated Credentials');
  });
});

describe('infra: what is reachable, and how', () => {
  it('the store takes identities and TLS 1.2 only', () => {
    expectAll('Microsoft.Storage/storageAccounts', {
      'properties.allowSharedKeyAccess': 'false',
      'properties.allowBlobPublicAccess': 'false',
      'properties.allowCrossTenantReplication': 'false',
      'properties.defaultToOAuthAuthentication': 'true',
      'properties.minimumTlsVersion': "'TLS1_2'",
      'properties.supportsHttpsTrafficOnly': 'true',
    });
  });

  it('the vault goes by roles and can’t be purged', () => {
    expectAll('Microsoft.KeyVault/vaults', {
      'properties.enableRbacAuthorization': 'true',
      'properties.enablePurgeProtection': 'true',
      'properties.enableSoftDelete': 'true',
      'properties.enabledForTemplateDeployment': 'false',
    });
    assert.equal(at(only('Microsoft.KeyVault/vaults').body, 'properties.accessPolicies'), undefined);
  });

  it('the app is always on, https only, with TLS 1.2 and without FTP', () => {
    expectAll('Microsoft.Web/sites', {
      kind: "'app,linux'",
      'properties.httpsOnly': 'true',
      'properties.siteConfig.alwaysOn': 'true',
      'properties.siteConfig.minTlsVersion': "'1.2'",
      'properties.siteConfig.scmMinTlsVersion': "'1.2'",
      'properties.siteConfig.ftpsState': "'Disabled'",
      'properties.siteConfig.remoteDebuggingEnabled': 'false',
    });
  });

  it('nobody deploys with a password', () => {
    const policies = made('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    assert.deepEqual(policies.map(({ body }) => literal(body.name)).sort(), ['ftp', 'scm']);
    for (const { body } of policies) assert.equal(at(body, 'properties.allow'), 'false');
  });

  it('telemetry takes the identity where the bot sends with it, and only there', () => {
    const byIdentity = /\bcredential\b/.test(text('src/telemetry/export.ts'));
    expectAll('Microsoft.Insights/components', { 'properties.DisableLocalAuth': String(byIdentity) });
  });

  it('the bot is a managed identity of one tenant', () => {
    expectAll('Microsoft.BotService/botServices', {
      kind: "'azurebot'",
      'properties.msaAppType': "'UserAssignedMSI'",
      'properties.msaAppTenantId': 'subscription().tenantId',
      'properties.disableLocalAuth': 'true',
      'properties.endpoint': `'https://\${hostName}/api/messages'`,
    });
    assert.equal(literal(only('Microsoft.BotService/botServices/channels').body.name), 'MsTeamsChannel');
  });

  it('the app runs a Node.js that the bot supports, and the bundle', () => {
    const config = at(only('Microsoft.Web/sites').body, 'properties.siteConfig');
    const major = Number(/^'NODE\|(\d+)-lts'$/.exec(String(at(config, 'linuxFxVersion')))?.[1]);
    const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
    assert.ok(major >= Number(/\d+/.exec(engines.node)?.[0]), `${major} and ${engines.node}`);
    assert.equal(literal(at(config, 'appCommandLine')), `ulimit -c 0; exec ${START}`);
  });

  it('the health check asks a path that the bot answers', () => {
    const asked = literal(at(only('Microsoft.Web/sites').body, 'properties.siteConfig.healthCheckPath'));
    assert.equal(asked, '/livez');
    assert.ok(text('src/http/routes.ts').includes(`health('${asked}', `));
  });

  it('the plan has as many instances as are asked for', () => {
    expectAll('Microsoft.Web/serverfarms', { 'sku.capacity': 'instances', 'properties.reserved': 'true' });
  });
});

describe('infra: roles', () => {
  const assignments = made('Microsoft.Authorization/roleAssignments').map(({ file, body, condition }) => {
    const { variables, resources } = BICEP.get(file) ?? assert.fail(file);
    const role = String(variables.get(String(at(body, 'properties.roleDefinitionId'))));
    const scope = resources.find(({ symbol }) => symbol === body.scope)?.type;
    return { file, body, condition, id: /'([0-9a-f-]{36})'/.exec(role)?.[1] ?? '', scope };
  });

  for (const { file, body, id, scope } of assignments) {
    it(`${file} gives a role that is known to be the least, on one resource`, () => {
      const least = LEAST[id];
      assert.ok(least, id);
      assert.match(scope ?? 'the resource group', least.scope);
      assert.equal(literal(at(body, 'properties.principalType')), 'ServicePrincipal');
    });
  }

  it('all of them, and no other, stand in the README beside them', () => {
    const listed = table('infra/README.md', '## Roles')
      .slice(2)
      .map(([name]) => name);
    assert.deepEqual(listed.sort(), assignments.map(({ id }) => LEAST[id]?.name).sort());
  });

  it('the bot itself has no role that manages the vault', () => {
    const roles = assignments
      .filter(({ body }) => at(body, 'properties.principalId') === 'principalId')
      .map(({ id }) => id);
    assert.equal(roles.length, 4);
    assert.deepEqual(roles.sort(), Object.keys(LEAST).sort());
    assert.equal(
      made('Microsoft.ManagedIdentity/userAssignedIdentities').length,
      1,
      'nor is there anybody else who may',
    );
  });

  it('the bot reads secrets only while the seal key of before is one', () => {
    const secrets = assignments.filter(({ id }) => LEAST[id]?.name === 'Key Vault Secrets User');
    assert.deepEqual(
      secrets.map(({ condition }) => condition),
      ['readsSecret'],
    );
    const { modules } = bicep('infra/main.bicep');
    const vault = modules.find(({ symbol }) => symbol === 'keyVault');
    assert.equal(at(vault?.body, 'params.readsSecret'), "contains(addressBefore, '/secrets/')");
  });

  it('the README beside them lists every module', () => {
    const listed = table('infra/README.md', '# Nyckel in Azure')
      .slice(2)
      .flatMap(([cell]) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => `infra/${file}`));
    assert.deepEqual(listed.sort(), [...BICEP.keys()].filter(file => file.includes('modules')).sort());
  });
});
