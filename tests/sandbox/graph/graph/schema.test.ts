import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { GRAPH_ROUTES } from '../../../../src/sandbox/graph/router.ts';
import { USER_PROPERTIES } from '../../../../src/sandbox/graph/user-resource.ts';
import { ENDPOINT, setup, upn } from '../graph-fixture.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const present = existsSync(DATA);

interface Named {
  Name: string;
}

interface Structure extends Named {
  BaseType?: string;
  Property?: (Named & { Type: string })[];
  NavigationProperty?: (Named & { Type: string })[];
}

interface Schema {
  root: {
    EntityType: Structure[];
    ComplexType: Structure[];
    Action: (Named & { Parameter: Named[] })[];
    EnumType: (Named & { Member: Named[] })[];
  };
}

function readSchema(): Schema['root'] {
  const lists = new Set([
    'EntityType',
    'ComplexType',
    'Property',
    'NavigationProperty',
    'Action',
    'Parameter',
    'EnumType',
    'Member',
  ]);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: name => lists.has(name) });
  const parsed: Schema = parser.parse(`<root>${readFileSync(`${DATA}graph-v1.0-slice.csdl`, 'utf8')}</root>`);
  return parsed.root;
}

/** Complex types that the slice does not hold; their insides can't be checked. */
const NOT_IN_SLICE = ['graph.verifiedDomain'];

function checkResource(schema: Schema['root'], typeName: string, resource: object, where: string): void {
  const types = [...schema.EntityType, ...schema.ComplexType];
  const members = new Map<string, string>();
  for (let name: string | undefined = typeName; name; ) {
    const type: Structure | undefined = types.find(one => one.Name === name?.replace('graph.', ''));
    assert.ok(type, `${where}: no type ${name} in the schema`);
    for (const member of [...(type.Property ?? []), ...(type.NavigationProperty ?? [])])
      members.set(member.Name, member.Type);
    name = type.BaseType;
  }
  for (const [key, value] of Object.entries(resource)) {
    if (key.startsWith('@odata.')) continue;
    const declared = members.get(key);
    assert.ok(declared, `${where}: ${typeName} has no ${key}`);
    checkValue(schema, declared, value, `${where}/${key}`);
  }
}

function checkValue(schema: Schema['root'], declared: string, value: unknown, where: string): void {
  const inner = /^Collection\((.+)\)$/.exec(declared)?.[1];
  assert.equal(Array.isArray(value), inner !== undefined && value !== null, `${where}: ${declared}`);
  for (const one of [value].flat()) {
    const type = inner ?? declared;
    if (one === null || NOT_IN_SLICE.includes(type)) continue;
    if (type === 'Edm.Boolean') assert.equal(typeof one, 'boolean', where);
    else if (type === 'Edm.DateTimeOffset') assert.match(String(one), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, where);
    else if (type === 'Edm.String') assert.equal(typeof one, 'string', where);
    else if (type === 'graph.longRunningOperationStatus') assert.ok(isMember(schema, String(one)), where);
    else checkResource(schema, typeOf(type, one), Object(one), where);
  }
}

function isMember(schema: Schema['root'], value: string): boolean {
  return schema.EnumType.some(
    type => type.Name === 'longRunningOperationStatus' && type.Member.some(one => one.Name === value),
  );
}

/** What stands behind a directoryObject says its type in the answer. */
function typeOf(declared: string, value: unknown): string {
  const annotated = Object(value)['@odata.type'];
  return typeof annotated === 'string' ? annotated.replace('#microsoft.', '') : declared;
}

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
