import assert from 'node:assert/strict';
import {
  type Assignment,
  actingHoldings,
  assignmentsItem,
  protectingHoldings,
  readActing,
  readAssignments,
} from '../../src/directory/assignments.ts';
import { assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const DEFINITION = { id: 'd', displayName: 'Helpdesk Administrator', isBuiltIn: true, templateId: HELPDESK };
const ROW = { id: 'a', directoryScopeId: '/', roleDefinition: DEFINITION };

/** The one assignment in this row. */
function read(row: object): Assignment {
  const [assignment, ...more] = readAssignments(list(row)) ?? [];
  assert.ok(assignment && more.length === 0, 'one assignment');
  return assignment;
}

describe('directory: role assignments', () => {
  it('are read for one principal, who can not end the filter', () => {
    assert.match(
      assignmentsItem('x', "1' or principalId ne '").url,
      /\?\$filter=principalId%20eq%20%271%27%27%20or%20principalId%20ne%20%27%27%27&\$select=/,
    );
  });

  it('are for the tenant, for a unit or for something else', () => {
    assert.deepEqual(read(ROW), { templateId: HELPDESK, name: 'Helpdesk Administrator', scope: 'tenant' });
    assert.deepEqual(read({ ...ROW, directoryScopeId: '/administrativeUnits/U-1' }).scope, { unitId: 'u-1' });
    for (const directoryScopeId of [
      '/object',
      '/administrativeUnits/',
      '/administrativeUnits/u/x',
      'u',
      '/x/administrativeUnits/u',
      '//',
      ' /',
      '',
      null,
      undefined,
    ])
      assert.equal(read({ ...ROW, directoryScopeId }).scope, 'other', String(directoryScopeId));
    assert.deepEqual(read({ ...ROW, directoryScopeId: '/ADMINISTRATIVEUNITS/u' }).scope, { unitId: 'u' });
  });

  it('with an app scope are for something else, whatever the other scope is', () => {
    for (const directoryScopeId of [null, '', '/', '/administrativeUnits/u', '/object']) {
      for (const appScopeId of ['/', '/AccessPackageCatalog/c', 'x']) {
        assert.equal(
          read({ ...ROW, directoryScopeId, appScopeId }).scope,
          'other',
          `${directoryScopeId} ${appScopeId}`,
        );
      }
    }
    for (const appScopeId of [null, undefined, '']) assert.equal(read({ ...ROW, appScopeId }).scope, 'tenant');
  });

  it('go by the template id of a built-in role, in lower case, and not by its own', () => {
    assert.equal(read({ ...ROW, roleDefinition: { ...DEFINITION, templateId: 'ABC' } }).templateId, 'abc');
  });

  it('go by the own id of a custom role, whatever template it claims to be', () => {
    const roleDefinition = { ...DEFINITION, id: 'CUSTOM', displayName: 'Printer Operator', isBuiltIn: false };
    assert.deepEqual(read({ ...ROW, roleDefinition }), {
      templateId: 'custom',
      name: 'Printer Operator',
      scope: 'tenant',
    });
    assert.equal(read({ ...ROW, roleDefinition: { ...roleDefinition, templateId: null } }).templateId, 'custom');
  });

  it('leave out roles without power, but no custom role that claims to be one', () => {
    const powerless = { ...DEFINITION, templateId: '4ba39ca4-527c-499a-b93d-d9b492c50246' };
    assert.deepEqual(readAssignments(list({ ...ROW, roleDefinition: powerless })), []);
    assert.equal(read({ ...ROW, roleDefinition: { ...powerless, isBuiltIn: false } }).templateId, 'd');
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['there is another page', firstPage(ROW)],
    ['a definition is null', list(ROW, { ...ROW, roleDefinition: null })],
    ['a definition is missing', list({ id: 'a', directoryScopeId: '/' })],
    ['a built-in role has no template id', list({ ...ROW, roleDefinition: { ...DEFINITION, templateId: null } })],
    ['a role has no name', list({ ...ROW, roleDefinition: { ...DEFINITION, displayName: null } })],
    ['it is not said whether a role is built in', list({ ...ROW, roleDefinition: { ...DEFINITION, isBuiltIn: null } })],
    ['a custom role has no id', list({ ...ROW, roleDefinition: { ...DEFINITION, isBuiltIn: false, id: null } })],
  ] as const) {
    it(`are unknown, which is not none, when ${name}`, () => assert.equal(readAssignments(given), undefined));
  }

  it('ask for a new sign-in where the token is not accepted', () => {
    assertAsksToSignIn(readAssignments);
    assertAsksToSignIn(readActing);
  });

  it('that can not be made out give no right, and take none from the others', () => {
    const odd = [
      { ...ROW, roleDefinition: null },
      { id: 'a', directoryScopeId: '/' },
      { ...ROW, roleDefinition: { ...DEFINITION, isBuiltIn: null } },
      { ...ROW, roleDefinition: { ...DEFINITION, displayName: null } },
      { ...ROW, roleDefinition: { ...DEFINITION, isBuiltIn: false, id: null } },
      { ...ROW, directoryScopeId: 7 },
    ];
    for (const one of odd) {
      assert.deepEqual(
        readActing(list(one, ROW))?.map(role => role.templateId),
        [HELPDESK],
        JSON.stringify(one),
      );
      assert.equal(readActing(list(one)), undefined, 'nothing but that: unknown, which is not none');
    }
    assert.deepEqual(readActing(list()), []);
  });

  for (const [name, given] of [...UNREADABLE, ['there is another page', firstPage(ROW)]] as const) {
    it(`let nobody know what they let do when ${name}`, () => assert.equal(readActing(given), undefined));
  }
});

describe('directory: holdings of assigned roles', () => {
  const role = { templateId: 'a', name: 'A' };
  const holding = { ...role, listed: false };
  const inUnit = { ...role, scope: { unitId: 'u' } };
  const restricted = new Map([['u', { id: 'u', restricted: true }]]);

  it('of the tenant act and protect', () => {
    assert.deepEqual(actingHoldings([{ ...role, scope: 'tenant' }], restricted), [holding]);
    assert.deepEqual(protectingHoldings([{ ...role, scope: 'tenant' }], restricted), [holding]);
  });

  it('of a unit carry what is known of the unit', () => {
    for (const flag of [true, false]) {
      const expected = [{ ...holding, unit: { id: 'u', restricted: flag } }];
      const units = new Map([['u', { id: 'u', restricted: flag }]]);
      assert.deepEqual(actingHoldings([inUnit], units), expected);
      assert.deepEqual(protectingHoldings([inUnit], units), expected);
    }
  });

  it('of an unknown unit act as if it were not restricted, and protect nobody knows how', () => {
    const unit = { id: 'u', restricted: false, hidesMembers: true };
    assert.deepEqual(actingHoldings([inUnit], new Map()), [{ ...holding, unit }]);
    assert.equal(protectingHoldings([{ ...role, scope: 'tenant' }, inUnit], new Map()), undefined);
  });

  it('of any other scope do not act, and protect like the whole tenant', () => {
    assert.deepEqual(actingHoldings([{ ...role, scope: 'other' }], restricted), []);
    assert.deepEqual(protectingHoldings([{ ...role, scope: 'other' }], restricted), [holding]);
  });
});
