import assert from 'node:assert/strict';
import { createTenant } from '../../../src/sandbox/tenant/tenant.ts';
import { setup, stillClock, upn } from '../graph/graph-fixture.ts';

describe('changing the sample tenant', () => {
  it('merges properties and goes back to the sample on reset', () => {
    const { tenant, id, patch } = setup();
    const userId = id('anna.svensson');
    patch('anna.svensson', {
      displayName: 'Anna Ny',
      userPrincipalName: upn('anna.ny'),
      accountEnabled: false,
      manager: null,
      photo: false,
    });
    assert.equal(tenant.users.find(upn('anna.ny'))?.id, userId);
    assert.equal(tenant.users.find(upn('anna.svensson')), undefined);
    assert.equal(tenant.managerOf(userId), undefined);
    assert.equal(tenant.photoOf(userId), undefined);
    tenant.passwordWriteback = 'off';
    tenant.setPassword(upn('erik.lindqvist'), 'Kvist-4711-moln');
    tenant.reset();
    assert.equal(tenant.users.find(userId)?.displayName, 'Anna Svensson');
    assert.equal(tenant.managerOf(userId)?.displayName, 'James Whitaker');
    assert.equal(tenant.passwordWriteback, 'on');
    assert.equal(tenant.trySignIn(upn('erik.lindqvist'), 'Kvist-4711-moln').result, 'wrong-password');
  });

  it('gives and takes roles, direct, scoped and through a group', () => {
    const { tenant, id, patch } = setup();
    const userId = id('linnea.strand');
    const unit = tenant.administrativeUnits.find(one => one.displayName === 'Stockholm office');
    const scope = `/administrativeUnits/${unit?.id}`;
    const scopes = () => tenant.roleAssignments.filter(a => a.principalId === userId).map(a => a.directoryScopeId);
    const group = () => tenant.groups.find(one => one.displayName === 'Identity team');
    patch('linnea.strand', {
      assignRoles: [{ role: 'Helpdesk Administrator' }, { role: 'Helpdesk Administrator', directoryScopeId: scope }],
    });
    patch('linnea.strand', {
      assignRoles: [{ role: 'User Administrator', throughGroup: 'Identity team' }, { role: 'Helpdesk Administrator' }],
    });
    assert.deepEqual(scopes(), ['/', scope]);
    assert.equal(group()?.members.has(userId), true);
    patch('linnea.strand', { removeRoles: [{ role: 'Helpdesk Administrator', directoryScopeId: scope }] });
    assert.deepEqual(scopes(), ['/']);
    patch('linnea.strand', {
      removeRoles: [
        { role: '729827e3-9c14-49f7-bb1b-9608f156bbb8' },
        { role: 'User Administrator', throughGroup: 'Identity team' },
      ],
    });
    assert.deepEqual(scopes(), []);
    assert.equal(group()?.members.has(userId), false);
    assert.ok(
      tenant.roleAssignments.some(a => a.principalId === group()?.id),
      'the group keeps its role',
    );
  });

  it('refuses what does not exist and changes nothing then', () => {
    const { tenant, patch } = setup();
    const before = tenant.users.find(upn('anna.svensson'));
    const wrong = [
      { assignRoles: [{ role: 'Emperor' }] },
      { assignRoles: [{ role: 'Helpdesk Administrator', directoryScopeId: '/administrativeUnits/none' }] },
      { assignRoles: [{ role: 'Helpdesk Administrator', throughGroup: 'Sales' }] },
      { joinGroups: ['No such group'] },
      { joinUnits: ['No such unit'] },
      { manager: 'nobody@fjallvind.example' },
    ];
    for (const change of wrong) {
      assert.throws(
        () => patch('anna.svensson', { displayName: 'Changed', ...change }),
        /sample tenant has no|not role-assignable/,
      );
      assert.equal(tenant.users.find(upn('anna.svensson')), before);
    }
    const shaped = [
      JSON.parse('{"shoeSize":42}'),
      JSON.parse('{"id":"other"}'),
      JSON.parse('{"isManagementRestricted":true}'),
    ];
    for (const change of shaped) assert.throws(() => patch('anna.svensson', change), /can't be changed|joinUnits/);
    assert.throws(() => tenant.patchUser('nobody', {}), /no user/);
  });

  it('takes a deleted user out of groups, units and roles', () => {
    const { tenant, id } = setup();
    const gone = [id('hanna.blom'), id('frida.ekman'), id('asa.ohman')];
    for (const userId of gone) tenant.deleteUser(userId);
    for (const userId of gone) {
      assert.equal(tenant.users.find(userId), undefined);
      assert.ok(tenant.deletedUsers.some(user => user.id === userId));
      assert.ok(!tenant.groups.some(group => group.members.has(userId) || group.owners.has(userId)));
      assert.ok(!tenant.administrativeUnits.some(unit => unit.members.has(userId)));
      assert.ok(!tenant.roleAssignments.some(assignment => assignment.principalId === userId));
    }
    assert.throws(() => tenant.deleteUser(id('anna.svensson').replace(/^./, 'x')), /no user/);
  });

  it('keeps two tenants apart', () => {
    const one = createTenant(stillClock());
    const other = createTenant(stillClock());
    one.patchUser(upn('anna.svensson'), { joinGroups: ['Break-glass reviewers'] });
    assert.equal(
      other.groups.filter(group => group.members.size > 1).some(group => group.isAssignableToRole),
      false,
    );
  });
});
