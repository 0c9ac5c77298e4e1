import assert from 'node:assert/strict';
import { joinedRoles, readActingRoles, readListedRoles } from '../../src/directory/roles.ts';
import { answer, assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const ROW = {
  '@odata.type': '#microsoft.graph.directoryRole',
  id: 'x',
  displayName: 'Helpdesk Administrator',
  roleTemplateId: HELPDESK,
};

describe('directory: listed roles', () => {
  it('are template ids with names', () => {
    assert.deepEqual(readListedRoles(list(ROW)), [
      { templateId: HELPDESK, name: 'Helpdesk Administrator', listed: true },
    ]);
    assert.deepEqual(readListedRoles(list()), []);
    assert.deepEqual(readListedRoles(answer(200, { value: [], '@odata.nextLink': null })), []);
  });

  it('of somebody who acts are those that can be made out: an odd one gives no right, and takes none', () => {
    const odd = [null, 7, 'x', [], {}, { ...ROW, roleTemplateId: null }, { ...ROW, roleTemplateId: 7 }];
    for (const row of odd) {
      const held = readActingRoles(list(row, ROW))?.map(role => role.templateId);
      assert.deepEqual(held, [HELPDESK], JSON.stringify(row));
      assert.equal(readActingRoles(list(row)), undefined, JSON.stringify(row));
      assert.equal(readListedRoles(list(ROW, row)), undefined, JSON.stringify(row));
    }
    assert.deepEqual(readActingRoles(list()), []);
    assert.equal(readActingRoles(firstPage(ROW)), undefined);
  });

  it('are as many as Graph counts, however it writes a number', () => {
    for (const [count, known] of [
      [1, true],
      ['1', true],
      [0, true],
      [null, true],
      [2, false],
      ['2', false],
      [1e21, false],
      ['many', false],
      [-1, false],
      [{}, false],
    ] as const) {
      const given = answer(200, { value: [ROW], '@odata.count': count });
      assert.equal(readListedRoles(given)?.length, known ? 1 : undefined, JSON.stringify(count));
      assert.equal(readActingRoles(given)?.length, known ? 1 : undefined, JSON.stringify(count));
    }
  });

  it('compare in lower case', () => {
    const roles = readListedRoles(list({ ...ROW, roleTemplateId: HELPDESK.toUpperCase() }));
    assert.equal(roles?.[0]?.templateId, HELPDESK);
  });

  for (const id of [
    'b79fbf4d-3ef9-4689-8143-76b194e85509',
    '4ba39ca4-527c-499a-b93d-d9b492c50246',
    'E00E864A-17C5-4A4B-9C06-F5B95A8D5BD8',
  ]) {
    it(`do not count ${id}`, () => {
      const roles = readListedRoles(list(ROW, { ...ROW, roleTemplateId: id }));
      assert.deepEqual(
        roles?.map(role => role.templateId),
        [HELPDESK],
      );
    });
  }

  for (const [name, given] of [
    ...UNREADABLE,
    ['one of them came empty', list(ROW, { id: 'y', displayName: null, roleTemplateId: null })],
    ['a template id is missing', list({ id: 'y', displayName: 'Helpdesk Administrator' })],
    ['a template id is empty', list({ ...ROW, roleTemplateId: '' })],
    ['there is another page', firstPage(ROW)],
    ['there is another page with an empty address', answer(200, { value: [ROW], '@odata.nextLink': '' })],
  ] as const) {
    it(`are unknown, which is not none, when ${name}`, () => assert.equal(readListedRoles(given), undefined));
  }

  it('ask for a new sign-in where the token is not accepted', () => assertAsksToSignIn(readListedRoles));
});

describe('directory: listed and assigned roles together', () => {
  const listed = { templateId: 'a', name: 'A', listed: true };
  const assigned = { templateId: 'a', name: 'A', listed: false };
  const unit = { id: 'u', restricted: false };

  it('are one where they are the same for the whole tenant', () => {
    assert.deepEqual(joinedRoles([listed], [assigned]), [listed]);
  });

  it('are two where one is for a unit, or each for another unit', () => {
    const scoped = { ...assigned, unit };
    const elsewhere = { ...assigned, unit: { id: 'v', restricted: true } };
    assert.deepEqual(joinedRoles([listed], [scoped, elsewhere, scoped]), [listed, scoped, elsewhere]);
  });

  it('are both when assigned alone or listed alone', () => {
    assert.deepEqual(joinedRoles([], [assigned]), [assigned]);
    assert.deepEqual(joinedRoles([listed], []), [listed]);
  });

  it('are unknown where either is', () => {
    assert.equal(joinedRoles(undefined, []), undefined);
    assert.equal(joinedRoles([], undefined), undefined);
  });
});
