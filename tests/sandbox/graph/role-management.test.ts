import assert from 'node:assert/strict';
import { ALL_SCOPES, codeOf, setup, valuesOf } from './graph-fixture.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const assignmentsOf = (principal: string) =>
  `/roleManagement/directory/roleAssignments?$filter=principalId eq '${principal}'`;

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
