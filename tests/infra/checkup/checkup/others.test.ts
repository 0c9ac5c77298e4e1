import assert from 'node:assert/strict';
import { PERMISSIONS } from '../../../../src/directory/permissions.ts';
import { check } from '../microsoft.ts';
import {
  assignment,
  broken,
  PRINCIPAL,
  rightInstallation,
  role,
  SOMEBODY,
  SUBSCRIPTION,
  VALUES,
  VAULT,
} from '../right-installation.ts';

describe('infra: the check of other installations that are right', () => {
  const SECRETS_USER = '4633458b-17de-408a-b874-0445c86b69e6';
  const secretForm = {
    'settings.properties.SEAL_KEY': `https://${VALUES.keyVaultName}.vault.azure.net/secrets/seal-key`,
    'roles.1': assignment(SECRETS_USER, VAULT, PRINCIPAL),
  };

  async function wrongIn(breaks: Readonly<Record<string, unknown>>, values = {}): Promise<string[]> {
    const { findings } = await check(broken(breaks), { values });
    return findings.filter(({ state }) => state !== 'right').map(({ subject, says }) => `${subject}: ${says}`);
  }

  it('takes a seal key that is a secret of the vault', async () => {
    assert.deepEqual(await wrongIn(secretForm), []);
    const [without] = await wrongIn({ ...secretForm, 'roles.1.properties.scope': '/subscriptions/another' });
    assert.equal(
      without,
      'role on the vault: The identity lacks Key Vault Secrets User: the bot can’t open its seal key.',
    );
  });

  it('takes the role for secrets beside that for keys while the seal key moves from a secret, and not afterwards', async () => {
    const both = { 'roles.3': assignment(SECRETS_USER, `/subscriptions/${SUBSCRIPTION}`, PRINCIPAL) };
    const before = `https://${VALUES.keyVaultName}.vault.azure.net/secrets/seal-key`;
    assert.deepEqual(await wrongIn({ ...both, 'settings.properties.SEAL_KEY_PREVIOUS': before }), []);
    const [told, ...more] = await wrongIn(both);
    assert.match(told ?? '', new RegExp(`^other roles: .*${SECRETS_USER}`));
    assert.deepEqual(more, []);
  });

  it('takes a disabled secret for what it is: nothing can be opened', async () => {
    const [told] = await wrongIn({ ...secretForm, 'key.properties.attributes.enabled': false });
    assert.match(told ?? '', /^seal key: seal-key is disabled, so nothing can be sealed or opened/);
  });

  it('takes one in Europe, and only as a whole', async () => {
    const botRegion = 'westeurope';
    const europe = {
      'application.web.redirectUris': ['https://europe.token.botframework.com/.auth/web/redirect'],
      'bots.0.location': 'West Europe',
      'channel.location': 'westeurope',
      'connection.location': 'westeurope',
      'settings.properties.TOKEN_SERVICE_URL': 'https://europe.api.botframework.com',
    };
    assert.deepEqual(await wrongIn(europe, { botRegion }), []);
    assert.deepEqual(
      (await wrongIn({}, { botRegion })).map(each => each.split(':')[0]),
      ['redirect', 'redirect', 'azure bot', 'channel teams', 'oauth connection', 'app settings'],
    );
  });

  it('takes alerts without a receiver where none was wanted', async () => {
    const silent = { actionGroups: [], 'metricAlerts.0.properties.actions': null };
    assert.deepEqual(await wrongIn(silent, { alertEmail: 'none' }), []);
    assert.equal((await wrongIn({ ...silent, queryRules: [] }, { alertEmail: 'none' })).length, 1);
  });

  it('takes roles that reach from further up, and tells who opens the seal key from there', async () => {
    const above = `/subscriptions/${SUBSCRIPTION}`;
    const answers = broken({
      'roles.0.properties.scope': above,
      'vaultRoles.2': assignment('administrator', above, SOMEBODY, 'Group'),
      'definitions.administrator': role('Key Vault Administrator', ['Microsoft.KeyVault/vaults/*']),
      'vaultRoles.3': assignment('reader', above, SOMEBODY, 'Group'),
      'definitions.reader': role('All but keys', ['*'], ['Microsoft.KeyVault/vaults/*']),
    });
    const { findings } = await check(answers);
    assert.ok(findings.every(({ state }) => state === 'right'));
    const told = findings.find(({ subject }) => subject === 'rights on the vault');
    assert.match(told?.says ?? '', new RegExp(`from above it: group ${SOMEBODY} \\(Key Vault Administrator\\)\\.$`));
  });

  it('finds the bot among others in its resource group', async () => {
    const other = { properties: { msaAppId: SOMEBODY, endpoint: 'https://other.example/api/messages' } };
    const { bots, identities } = rightInstallation();
    const others = {
      bots: [other, bots].flat(),
      identities: [{ properties: { clientId: SOMEBODY } }, identities].flat(),
    };
    assert.deepEqual(await wrongIn(others), []);
  });

  it('takes an application that everybody may sign in to, and says so', async () => {
    const { findings } = await check(broken({ 'principal.appRoleAssignmentRequired': false, assigned: [] }));
    const told = findings.find(({ subject }) => subject === 'assignment');
    assert.equal(told?.state, 'right');
    assert.match(told?.says ?? '', /^Everybody in the tenant may sign in/);
  });

  describe('by their permissions', () => {
    const scopesOf = (set: keyof typeof PERMISSIONS) => PERMISSIONS[set].map(({ scope }) => scope);
    const asked = (set: keyof typeof PERMISSIONS) =>
      PERMISSIONS[set].flatMap(({ scope, without }) => (without === undefined ? scope : [])).join(' ');
    const OPTIONAL = 'Policy.Read.AuthenticationMethod';
    const narrow = {
      'application.requiredResourceAccess.0.resourceAccess': PERMISSIONS.narrow.map(({ id }) => ({
        id,
        type: 'Scope',
      })),
      'grants.0.scope': scopesOf('narrow').join(' '),
      'connection.properties.scopes': `openid profile offline_access ${asked('narrow')}`,
      'settings.properties.GRAPH_PERMISSIONS': 'narrow',
    };

    it('takes one with the narrow ones, and only as a whole', async () => {
      const values = { graphPermissions: 'narrow' };
      assert.deepEqual(await wrongIn(narrow, values), []);
      assert.deepEqual(
        (await wrongIn({}, values)).map(each => each.split(':')[0]),
        ['permissions', 'permissions', 'consent', 'consent', 'oauth connection', 'oauth connection', 'app settings'],
      );
      assert.deepEqual(
        (await wrongIn(narrow)).map(each => each.split(':')[0]),
        ['permissions', 'permissions', 'consent', 'consent', 'oauth connection', 'oauth connection', 'app settings'],
      );
    });

    it('takes one without what is optional, and tells what that costs', async () => {
      const without = {
        'application.requiredResourceAccess.0.resourceAccess.9': undefined,
        'grants.0.scope': scopesOf('broad')
          .filter(scope => scope !== OPTIONAL)
          .join(' '),
      };
      assert.deepEqual(await wrongIn(without), []);
      const { findings } = await check(broken(without));
      const told = findings.find(({ subject }) => subject === 'consent')?.says ?? '';
      assert.match(told, /^All 9 permissions that it needs are granted for everybody, and no other\. Without Policy\./);
    });

    it('finds one wrong whose sign-in asks for what is optional: it may not be granted', async () => {
      const asks = { 'connection.properties.scopes': `openid profile offline_access ${asked('broad')} ${OPTIONAL}` };
      assert.deepEqual(await wrongIn(asks), [`oauth connection: It asks without need for ${OPTIONAL}.`]);
    });
  });

  it('reads a list to its end', async () => {
    const link = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/next' };
    const grants = { value: [], ...link };
    const answers = { ...rightInstallation(), grants, next: { value: rightInstallation().grants } };
    const { findings } = await check(answers);
    assert.ok(findings.every(({ state }) => state === 'right'));
  });

  it('does not claim that a connection is right whose parameters Azure does not tell', async () => {
    assert.deepEqual(await wrongIn({ 'connection.properties.parameters': [] }), [
      'oauth connection: Azure does not tell its parameters.',
    ]);
  });
});
