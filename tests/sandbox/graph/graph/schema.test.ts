import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { GRAPH_ROUTES } from '../../../../src/sandbox/graph/router.ts';
import { USER_PROPERTIES } from '../../../../src/sandbox/graph/user-resource.ts';
import { ENDPOINT, setup, upn, valuesOf } from '../graph-fixture.ts';
import { passSetup } from '../pass-fixture.ts';
import { checkResource, DATA, readSchema } from './published-schema.ts';

const present = existsSync(DATA);

/** A template as the permissions slice writes it: no casts, no `$value`, every parameter `{id}`, in small letters. */
function permissionPath(template: string): string {
  return template
    .replace(/\/(microsoft\.graph\.\w+|\$value)/g, '')
    .replace(/\{\w+\}/g, '{id}')
    .toLowerCase();
}

describe('sandbox Graph against the published schema', () => {
  before(function () {
    if (!present) this.skip();
  });

  it('can select no property of a user that does not exist', () => {
    const schema = readSchema();
    const user = Object.fromEntries(USER_PROPERTIES.map(name => [name, null]));
    const scalar = Object.entries(user).filter(
      ([name]) => !['businessPhones', 'identities', 'otherMails', 'proxyAddresses'].includes(name),
    );
    checkResource(schema, 'graph.user', Object.fromEntries(scalar), 'user');
    assert.ok(scalar.length > 25);
    assert.throws(() => checkResource(schema, 'graph.user', { shoeSize: 1 }, 'user'), /has no shoeSize/);
  });

  it('answers every route with properties that exist, in their declared types', async () => {
    const schema = readSchema();
    const { ask, search, reset, tenant, patch } = setup();
    const everything = USER_PROPERTIES.join(',');
    const helpdesk = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
    const unit = tenant.administrativeUnits[0]?.id;
    const [group] = tenant.groups;
    tenant.privilegedIdentityManagement = 'on';
    patch('anna.svensson', { makeEligible: [{ role: helpdesk }] });
    patch('johanna.bergstrom', { assignRoles: [{ role: 'Global Reader' }] });
    const operation = (await reset(upn('anna.svensson'))).headers.Location?.slice(`${ENDPOINT}/v1.0`.length) ?? '';
    const calls: [type: string, path: string][] = [
      ['user', `/users/${upn('anna.svensson')}?$select=${everything}&$expand=manager`],
      ['user', `/users?$select=${everything}`],
      ['user', `/users/${upn('anna.svensson')}/manager`],
      ['directoryRole', '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true'],
      ['group', `/users/${upn('anna.svensson')}/transitiveMemberOf/microsoft.graph.group?$count=true`],
      ['group', `/users/${upn('robert.fairfax')}/ownedObjects/microsoft.graph.group`],
      [
        'administrativeUnit',
        `/users/${upn('maja.lindholm')}/transitiveMemberOf/microsoft.graph.administrativeUnit?$count=true`,
      ],
      ['administrativeUnit', '/directory/administrativeUnits'],
      ['administrativeUnit', `/directory/administrativeUnits/${unit}`],
      [
        'unifiedRoleAssignment',
        `/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '${helpdesk}'&$expand=roleDefinition`,
      ],
      [
        'unifiedRoleEligibilityScheduleInstance',
        `/roleManagement/directory/roleEligibilityScheduleInstances?$filter=roleDefinitionId eq '${helpdesk}'`,
      ],
      ['group', `/groups?$filter=id eq '${group?.id}'`],
      ['unifiedRoleDefinition', `/roleManagement/directory/roleDefinitions/${helpdesk}`],
      ['domain', '/domains'],
      ['domain', '/domains/lappmark.example'],
      ['organization', '/organization'],
      ['longRunningOperation', operation],
    ];
    for (const [type, path] of calls) {
      const send = path.includes('transitive') ? search : ask;
      const answer = await send(path, { as: 'johanna.bergstrom' });
      assert.equal(answer.status, 200, `${path} ${JSON.stringify(answer.body)}`);
      const resources = Array.isArray(answer.body.value) ? answer.body.value : [answer.body];
      assert.ok(resources.length > 0, path);
      for (const resource of resources) checkResource(schema, `graph.${type}`, resource, path);
    }
  });

  it('answers passes and their policy so too', async () => {
    const schema = readSchema();
    const { give, list, policy, tenant, id } = passSetup();
    const except = { targetType: 'user', id: id('tomas.berg') } as const;
    tenant.passes.policy = { ...tenant.passes.policy, excludeTargets: [except] };
    const made = (await give()).body;
    for (const pass of [made, ...valuesOf(await list())]) {
      checkResource(schema, 'graph.temporaryAccessPassAuthenticationMethod', pass, 'pass');
    }
    const { body } = await policy();
    checkResource(schema, 'graph.temporaryAccessPassAuthenticationMethodConfiguration', body, 'policy');
  });

  it('takes and answers resetPassword and revokeSignInSessions as declared', async () => {
    const schema = readSchema();
    const { reset } = setup();
    const parameters = schema.Action.find(action => action.Name === 'resetPassword')?.Parameter.map(one => one.Name);
    assert.deepEqual(parameters, ['bindingParameter', 'newPassword']);
    assert.ok(schema.Action.some(action => action.Name === 'revokeSignInSessions'));
    const { body } = await reset(upn('anna.svensson'), { body: {} });
    checkResource(schema, 'graph.passwordResetResponse', body, 'resetPassword');
  });

  it('names relations, types and actions in its paths that exist', () => {
    const schema = readSchema();
    const known = new Set(
      [...schema.EntityType, ...schema.ComplexType].flatMap(type =>
        (type.NavigationProperty ?? []).map(one => one.Name),
      ),
    );
    for (const action of schema.Action) known.add(action.Name);
    for (const type of schema.EntityType) known.add(`microsoft.graph.${type.Name}`);
    const roots = new Set([
      'users',
      'groups',
      'domains',
      'organization',
      'roleManagement',
      'directory',
      'roleAssignments',
      'roleDefinitions',
      'roleEligibilityScheduleInstances',
      'administrativeUnits',
      'policies',
      'authenticationMethodsPolicy',
      'auditLogs',
      'directoryAudits',
      'TemporaryAccessPass',
      '$value',
    ]);
    for (const { template } of GRAPH_ROUTES) {
      for (const part of template.split('/').slice(1)) {
        assert.ok(part.startsWith('{') || roots.has(part) || known.has(part), `${template}: ${part}`);
      }
    }
  });

  it('serves only paths and methods that have published permissions, and takes only their scopes', () => {
    const { operations }: { operations: Record<string, { DelegatedWork?: string[] }> } = JSON.parse(
      readFileSync(`${DATA}graph-permissions-slice.json`, 'utf8'),
    );
    const published = new Map<string, string[]>();
    for (const [operation, { DelegatedWork = [] }] of Object.entries(operations)) {
      const scopes = DelegatedWork.map(scope => scope.replace('*', ''));
      published.set(operation.toLowerCase(), [...(published.get(operation.toLowerCase()) ?? []), ...scopes]);
    }
    const paths = GRAPH_ROUTES.flatMap(({ method, template, scopes, meScopes }) => [
      { key: `${method} ${permissionPath(template)}`, scopes },
      ...(meScopes
        ? [{ key: `${method} ${permissionPath(template).replace('/users/{id}', '/me')}`, scopes: meScopes }]
        : []),
    ]);
    assert.ok(paths.length > 20);
    for (const { key, scopes } of paths) {
      const known = published.get(key.toLowerCase());
      assert.ok(known, `${key} has no published permissions`);
      assert.deepEqual(
        scopes.filter(scope => !known.includes(scope)),
        [],
        key,
      );
    }
  });
});
