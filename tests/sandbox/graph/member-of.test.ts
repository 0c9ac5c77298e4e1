import assert from 'node:assert/strict';
import { ALL_SCOPES, type Answer, codeOf, ENDPOINT, setup, upn, valuesOf } from './graph-fixture.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const ROLES = 'transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=id,displayName,roleTemplateId';
const GROUPS = 'transitiveMemberOf/microsoft.graph.group?$count=true&$select=id,displayName,isAssignableToRole';

const namesOf = (answer: Answer) => valuesOf(answer).map(one => one.displayName);
const assignmentsOf = (principal: string) =>
  `/roleManagement/directory/roleAssignments?$filter=principalId eq '${principal}'`;

describe('sandbox Graph: directory roles of a person', () => {
  const cases: [name: string, roles: string[]][] = [
    ['erik.lindqvist', ['Helpdesk Administrator']],
    ['fatima.haddad', ['Helpdesk Administrator']],
    ['charlotte.hughes', ['Groups Administrator', 'Reports Reader']],
    ['priya.raman', ['Exchange Administrator']],
    ['daniel.oberg', []],
    ['frida.ekman', []],
    ['hanna.blom', []],
    ['anna.svensson', []],
  ];
  for (const [name, roles] of cases) {
    it(`${name}: ${roles.join(', ') || 'none'}`, async () => {
      const answer = await setup().search(`/users/${upn(name)}/${ROLES}`);
      assert.deepEqual(namesOf(answer), roles);
      assert.equal(answer.body['@odata.count'], roles.length);
    });
  }

  it('gives directory roles an id of the tenant, which is not the template id', async () => {
    const { search } = setup();
    const [mine] = valuesOf(await search(`/me/${ROLES}`));
    const [theirs] = valuesOf(await search(`/users/${upn('fatima.haddad')}/${ROLES}`));
    assert.deepEqual(mine, theirs);
    assert.equal(mine?.roleTemplateId, HELPDESK);
    assert.notEqual(mine?.id, HELPDESK);
    assert.equal(mine?.['@odata.type'], '#microsoft.graph.directoryRole');
  });

  it('answers nulls, not nothing, for a token that may not read roles', async () => {
    const [role, ...rest] = valuesOf(await setup().search(`/me/${ROLES}`, { scopes: ['User.Read'] }));
    assert.deepEqual(rest, []);
    assert.match(String(role?.id), /^[0-9a-f-]{36}$/);
    assert.deepEqual([role?.displayName, role?.roleTemplateId], [null, null]);
  });

  it('follows a role that is given and taken', async () => {
    const { search, patch } = setup();
    patch('erik.lindqvist', { removeRoles: [{ role: HELPDESK }] });
    assert.deepEqual(namesOf(await search(`/me/${ROLES}`)), []);
    patch('erik.lindqvist', { assignRoles: [{ role: 'User Administrator', throughGroup: 'Identity team' }] });
    assert.deepEqual(namesOf(await search(`/me/${ROLES}`)), ['User Administrator']);
  });

  it('400 without the header or without $count, 403 for others with User.Read alone', async () => {
    const { ask, search } = setup();
    assert.equal(codeOf(await ask(`/me/${ROLES}`)), 'Request_UnsupportedQuery');
    assert.equal(
      codeOf(await search('/me/transitiveMemberOf/microsoft.graph.directoryRole')),
      'Request_UnsupportedQuery',
    );
    const other = await search(`/users/${upn('fatima.haddad')}/${ROLES}`, { scopes: ['User.Read'] });
    assert.equal(codeOf(other), 'Authorization_RequestDenied');
    assert.equal((await search(`/users/nobody@fjallvind.example/${ROLES}`)).status, 404);
    assert.equal(
      (await search('/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=x')).status,
      400,
    );
  });
});

describe('sandbox Graph: groups and units of a person', () => {
  it('answers groups through groups, and which of them can carry roles', async () => {
    const { search } = setup();
    assert.deepEqual(namesOf(await search(`/users/${upn('anna.svensson')}/${GROUPS}`)), ['Sales', 'All staff']);
    const [group] = valuesOf(await search(`/users/${upn('hanna.blom')}/${GROUPS}`));
    assert.deepEqual([group?.displayName, group?.isAssignableToRole], ['Break-glass reviewers', true]);
  });

  it('hides groups and units from a token without their scopes', async () => {
    const { search } = setup();
    for (const path of [GROUPS, 'transitiveMemberOf/microsoft.graph.administrativeUnit?$count=true']) {
      const [object] = valuesOf(await search(`/users/${upn('hanna.blom')}/${path}`, { scopes: ['User.Read.All'] }));
      assert.equal(typeof object?.id, 'string');
      assert.equal(object?.displayName, null);
    }
  });

  it('answers owned groups apart from membership', async () => {
    const { ask, search } = setup();
    const path = `/users/${upn('robert.fairfax')}/ownedObjects/microsoft.graph.group?$select=id,displayName,isAssignableToRole`;
    const [group] = valuesOf(await ask(path));
    assert.deepEqual([group?.displayName, group?.isAssignableToRole], ['Break-glass reviewers', true]);
    assert.deepEqual(namesOf(await search(`/users/${upn('robert.fairfax')}/${GROUPS}`)), []);
    const [hidden] = valuesOf(await ask(path, { scopes: ['User.Read.All'] }));
    assert.equal(hidden?.isAssignableToRole, null);
  });

  it('answers units, and one unit by id', async () => {
    const { ask, search, id } = setup();
    const path = `/users/${id('catherine.ashworth')}/transitiveMemberOf/microsoft.graph.administrativeUnit?$count=true&$select=id,displayName,isMemberManagementRestricted`;
    const units = valuesOf(await search(path));
    assert.deepEqual(
      units.map(unit => [unit.displayName, unit.isMemberManagementRestricted]),
      [
        ['Stockholm office', false],
        ['Executive office', true],
      ],
    );
    const one = await ask(`/directory/administrativeUnits/${units[1]?.id}?$select=id,isMemberManagementRestricted`);
    assert.deepEqual([one.body.id, one.body.isMemberManagementRestricted], [units[1]?.id, true]);
    assert.equal((await ask(`/directory/administrativeUnits/${id('anna.svensson')}`)).status, 404);
    assert.equal('members' in (await ask(`/directory/administrativeUnits/${units[1]?.id}`)).body, false);
  });
});

describe('sandbox Graph: units of the tenant', () => {
  const UNITS = '/directory/administrativeUnits';

  it('answers all of them, without their members', async () => {
    const units = valuesOf(await setup().ask(UNITS));
    assert.deepEqual(
      units.map(unit => [unit.displayName, unit.isMemberManagementRestricted, 'members' in unit]),
      [
        ['Stockholm office', false, false],
        ['Executive office', true, false],
      ],
    );
  });

  it('selects and pages', async () => {
    const { ask, tenant } = setup();
    const [first, second] = tenant.administrativeUnits;
    const page = await ask(`${UNITS}?$select=id,isMemberManagementRestricted&$top=1`);
    assert.deepEqual(valuesOf(page), [{ id: first?.id, isMemberManagementRestricted: false }]);
    const next = String(page.body['@odata.nextLink']);
    const rest = await ask(next.slice(`${ENDPOINT}/v1.0`.length));
    assert.deepEqual(valuesOf(rest), [{ id: second?.id, isMemberManagementRestricted: true }]);
    assert.equal('@odata.nextLink' in rest.body, false);
    assert.equal('@odata.nextLink' in (await ask(`${UNITS}?$top=2`)).body, false);
  });

  it('400 for a property or option that it does not have', async () => {
    for (const query of ['$select=members', '$select=shoeSize', '$top=0', '$top=1000', '$orderby=id', '$skiptoken=x'])
      assert.equal((await setup().ask(`${UNITS}?${query}`)).status, 400, query);
  });

  it('403 without a scope that reads units, and for guests', async () => {
    const { ask } = setup();
    const scopes = ALL_SCOPES.filter(scope => scope !== 'AdministrativeUnit.Read.All');
    assert.equal(codeOf(await ask(UNITS, { scopes })), 'Authorization_RequestDenied');
    assert.equal(codeOf(await ask(UNITS, { as: 'jonas.ek' })), 'Authorization_RequestDenied');
  });
});

describe('sandbox Graph: role assignments', () => {
  it('answers direct assignments at every scope, built-in and custom', async () => {
    const { ask, id } = setup();
    const [own] = valuesOf(await ask(assignmentsOf(id('erik.lindqvist'))));
    assert.deepEqual(
      [own?.roleDefinitionId, own?.directoryScopeId, own?.principalId],
      [HELPDESK, '/', id('erik.lindqvist')],
    );
    const [scoped] = valuesOf(await ask(assignmentsOf(id('frida.ekman'))));
    assert.match(String(scoped?.directoryScopeId), /^\/administrativeUnits\/[0-9a-f-]{36}$/);
    const [custom] = valuesOf(await ask(`${assignmentsOf(id('daniel.oberg'))}&$expand=roleDefinition`));
    assert.equal(Object(custom?.roleDefinition).isBuiltIn, false);
  });

  it("answers a group's assignments under the group's id alone", async () => {
    const { ask, id, tenant } = setup();
    assert.deepEqual(valuesOf(await ask(assignmentsOf(id('fatima.haddad')))), []);
    const group = tenant.groups.find(one => one.displayName === 'Service desk administrators');
    const path = `${assignmentsOf(group?.id ?? '')}&$select=roleDefinitionId,directoryScopeId&$expand=roleDefinition($select=templateId)`;
    assert.deepEqual(valuesOf(await ask(path)), [
      { roleDefinitionId: HELPDESK, directoryScopeId: '/', roleDefinition: { templateId: HELPDESK } },
    ]);
  });

  it('answers who is eligible for what to few roles, and to nobody without the license', async () => {
    const { ask, id, patch, tenant } = setup();
    const path = `/roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId eq '${id('anna.svensson')}'`;
    for (const as of ['erik.lindqvist', 'karin.holmgren']) {
      const answer = await ask(path, { as });
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'AadPremiumLicenseRequired']);
    }
    assert.throws(
      () => patch('anna.svensson', { makeEligible: [{ role: HELPDESK }] }),
      /Privileged Identity Management/,
    );
    tenant.privilegedIdentityManagement = 'on';
    patch('anna.svensson', { makeEligible: [{ role: HELPDESK }] });
    assert.equal((await ask(path)).status, 403);
    assert.equal((await ask(path, { as: 'karin.holmgren', scopes: ['User.Read.All'] })).status, 403);
    const [row, ...more] = valuesOf(await ask(`${path}&$expand=roleDefinition`, { as: 'karin.holmgren' }));
    assert.deepEqual(more, []);
    assert.deepEqual([row?.directoryScopeId, row?.appScopeId, row?.memberType], ['/', null, 'Direct']);
    assert.equal(Object(row?.roleDefinition).templateId, HELPDESK);
    assert.deepEqual(valuesOf(await ask(assignmentsOf(id('anna.svensson')))), []);
    tenant.privilegedIdentityManagement = 'off';
    assert.deepEqual(tenant.roleEligibilities, []);
  });

  it('answers a role definition by id', async () => {
    const { ask } = setup();
    const { body } = await ask(
      `/roleManagement/directory/roleDefinitions/${HELPDESK}?$select=id,displayName,templateId,isBuiltIn`,
    );
    assert.deepEqual([body.displayName, body.templateId, body.isBuiltIn], ['Helpdesk Administrator', HELPDESK, true]);
    assert.equal((await ask(`/roleManagement/directory/roleDefinitions/${HELPDESK.replace(/^7/, '8')}`)).status, 404);
  });

  const refused: [path: string, status: number][] = [
    ['/roleManagement/directory/roleAssignments', 400],
    ["/roleManagement/directory/roleAssignments?$filter=principalId ne 'x'", 400],
    ["/roleManagement/directory/roleAssignments?$filter=displayName eq 'x'", 400],
    [`${assignmentsOf('x')}&$expand=principal`, 400],
    [`${assignmentsOf('x')}&$expand=roleDefinition($select=shoeSize)`, 400],
    ['/roleManagement/directory/transitiveRoleAssignments', 400],
  ];
  for (const [path, status] of refused) {
    it(`${status} for ${path}`, async () => assert.equal((await setup().ask(path)).status, status));
  }

  it('403 without a scope that reads roles', async () => {
    const scopes = ALL_SCOPES.filter(scope => scope !== 'RoleManagement.Read.Directory');
    assert.equal(codeOf(await setup().ask(assignmentsOf('x'), { scopes })), 'Authorization_RequestDenied');
  });
});

describe('sandbox Graph: domains and organization', () => {
  it('tells managed from federated, and verified from not', async () => {
    const { ask } = setup();
    const of = async (name: string) => {
      const { body } = await ask(`/domains/${name}?$select=id,authenticationType,isVerified`);
      return [body.id, body.authenticationType, body.isVerified];
    };
    assert.deepEqual(await of('fjallvind.example'), ['fjallvind.example', 'Managed', true]);
    assert.deepEqual(await of('LAPPMARK.example'), ['lappmark.example', 'Federated', true]);
    assert.deepEqual(await of('fjallvind-offshore.example'), ['fjallvind-offshore.example', 'Managed', false]);
    assert.equal((await ask('/domains/elsewhere.example')).status, 404);
    assert.equal(codeOf(await ask('/domains', { scopes: ['User.Read.All'] })), 'Authorization_RequestDenied');
    assert.equal(valuesOf(await ask('/domains?$select=id')).length, 4);
  });

  it('answers the organization with its verified domains', async () => {
    const [organization] = valuesOf(
      await setup().ask('/organization?$select=id,displayName,verifiedDomains', { scopes: ['User.Read'] }),
    );
    assert.equal(organization?.displayName, 'Fjällvind AB');
    const domains = organization?.verifiedDomains;
    assert.ok(Array.isArray(domains));
    assert.deepEqual(
      domains.map(domain => domain.name),
      ['fjallvind.example', 'fjallvind.onmicrosoft.example', 'lappmark.example'],
    );
  });
});
