import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEntraRow } from '../../../src/operate/watch/entra-row.ts';

const ANNA = { id: 'AAAA', type: 'User', userPrincipalName: 'anna@contoso.example', displayName: 'Anna' };
/** As Microsoft shows it (Microsoft Graph, "List directoryAudits"). */
const ROW = {
  id: 'Directory_1',
  category: 'UserManagement',
  correlationId: 'DA159BFB-54FA-4092-8A38-6E1FA7870E30',
  result: 'success',
  resultReason: '',
  activityDisplayName: 'Reset user password',
  activityDateTime: '2026-03-02T08:00:02.7215374Z',
  loggedByService: 'Core Directory',
  initiatedBy: { user: { id: 'BBBB', displayName: null, userPrincipalName: 'bo@contoso.example' }, app: null },
  targetResources: [{ ...ANNA, groupType: null, modifiedProperties: [] }],
  additionalDetails: [],
};

describe('operate/watch/entra-row', () => {
  it('reads what Graph writes, with ids in small letters and the time in milliseconds', () => {
    assert.deepEqual(readEntraRow(ROW), {
      id: 'Directory_1',
      at: Date.UTC(2026, 2, 2, 8, 0, 2, 721),
      activity: 'Reset user password',
      deed: 'reset',
      correlationId: 'da159bfb-54fa-4092-8a38-6e1fa7870e30',
      result: 'success',
      reason: '',
      service: 'Core Directory',
      byId: 'bbbb',
      by: 'bo@contoso.example',
      targetId: 'aaaa',
      target: 'anna@contoso.example',
    });
  });

  for (const [activity, reason, deed] of [
    ['Reset password (by admin)', '', 'reset'],
    ['Admin started password reset', 'Temporary Access Pass', 'reset'],
    ['Admin registered security info', 'Admin registered temporary access pass method for user', 'pass-given'],
    ['Admin updated security info', 'Temporary Access Pass changed', 'pass-given'],
    ['Admin deleted security info', 'Admin deleted Temporary Access Pass method for user', 'pass-deleted'],
    ['Admin registered security info', 'Admin registered phone method for user', 'method-added'],
    ['Admin updated security info', null, 'method-changed'],
    ['Admin deleted security info', undefined, 'method-deleted'],
  ] as const) {
    it(`takes ${activity} (${reason}) for ${deed}`, () => {
      const read = readEntraRow({ ...ROW, activityDisplayName: activity, resultReason: reason });
      assert.equal(read?.deed, deed);
    });
  }

  for (const [what, initiatedBy, expected] of [
    ['an application', { user: null, app: { displayName: 'Script', appId: 'CCCC' } }, ['Script', undefined]],
    ['an application without a name', { app: { displayName: null, appId: 'CCCC' } }, ['cccc', undefined]],
    ['an account without an id', { user: { userPrincipalName: 'fim@x.example' } }, ['fim@x.example', undefined]],
    ['an account without a name', { user: { id: 'BBBB' } }, ['bbbb', 'bbbb']],
    ['nobody', null, ['', undefined]],
    [
      'an empty user beside an application',
      { user: { id: null }, app: { displayName: 'Script' } },
      ['Script', undefined],
    ],
  ] as const) {
    it(`reads a row by ${what}`, () => {
      const read = readEntraRow({ ...ROW, initiatedBy });
      assert.deepEqual([read?.by, read?.byId], expected);
    });
  }

  it('knows whose account it was only where the row names one', () => {
    const target = (...targetResources: unknown[]) => readEntraRow({ ...ROW, targetResources });
    assert.deepEqual([target()?.targetId, target()?.target], [undefined, '']);
    const two = target(ANNA, { ...ANNA, id: 'DDDD', userPrincipalName: 'dan@contoso.example' });
    assert.deepEqual([two?.targetId, two?.target], [undefined, 'anna@contoso.example, dan@contoso.example']);
    assert.equal(target({ id: 'EEEE', type: 'Device' }, ANNA)?.targetId, 'aaaa');
    assert.equal(target({ id: 'EEEE', type: 'Device' })?.targetId, undefined);
    assert.equal(readEntraRow({ ...ROW, targetResources: null })?.targetId, undefined);
  });

  for (const [what, value] of [
    ['text', 'a row'],
    ['nothing', null],
    ['a row without an id', { ...ROW, id: undefined }],
    ['a row with an empty id', { ...ROW, id: '' }],
    ['a row without a time', { ...ROW, activityDateTime: null }],
    ['a row with a time that is none', { ...ROW, activityDateTime: '2026-02-30T08:00:00Z' }],
    ['a row of another activity', { ...ROW, activityDisplayName: 'Update user' }],
    ['a row of an activity that is a property of every object', { ...ROW, activityDisplayName: 'constructor' }],
    ['a row whose targets are no list', { ...ROW, targetResources: 'Anna' }],
  ] as const) {
    it(`can’t read ${what}`, () => assert.equal(readEntraRow(value), undefined));
  }

  it('never throws, whatever stands in the place of a row', () => {
    const parts = fc.dictionary(fc.constantFrom(...Object.keys(ROW)), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), parts), value => {
        const read = readEntraRow(typeof value === 'object' && value !== null ? { ...ROW, ...value } : value);
        assert.ok(read === undefined || Number.isSafeInteger(read.at));
      }),
    );
  });
});
