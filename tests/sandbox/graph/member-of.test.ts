import assert from 'node:assert/strict';
import { type Answer, codeOf, setup, upn, valuesOf } from './graph-fixture.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const ROLES = 'transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=id,displayName,roleTemplateId';
const GROUPS = 'transitiveMemberOf/microsoft.graph.group?$count=true&$select=id,displayName,isAssignableToRole';

const namesOf = (answer: Answer) => valuesOf(answer).map(one => one.displayName);
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
