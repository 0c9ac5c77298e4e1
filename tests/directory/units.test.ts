import assert from 'node:assert/strict';
import { readMemberUnits, readTenantUnits } from '../../src/directory/units.ts';
import { assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';

const OPEN = { id: 'OPEN', displayName: 'Stockholm', isMemberManagementRestricted: null };
const RESTRICTED = { id: 'r', displayName: 'Executives', isMemberManagementRestricted: true };
const EMPTY = { id: 'e', displayName: null, isMemberManagementRestricted: null };

describe('directory: administrative units', () => {
  it('of a person say whether they are restricted; null is no', () => {
    assert.deepEqual(readMemberUnits(list(OPEN, RESTRICTED)), [
      { id: 'open', restricted: false },
      { id: 'r', restricted: true },
    ]);
    assert.deepEqual(readMemberUnits(list()), []);
  });

  it('of the tenant do so by their id', () => {
    assert.deepEqual(
      [...readTenantUnits(list(OPEN, RESTRICTED))],
      [
        ['open', { id: 'open', restricted: false }],
        ['r', { id: 'r', restricted: true }],
      ],
    );
  });

  it('of the tenant are known as far as the first page goes', () => {
    assert.deepEqual([...readTenantUnits(firstPage(RESTRICTED))], [['r', { id: 'r', restricted: true }]]);
  });

  it('of the tenant say whether they hide their members; null is no, and what is not known is yes', () => {
    for (const [visibility, hidesMembers] of [
      [null, undefined],
      [undefined, undefined],
      ['Public', undefined],
      ['HiddenMembership', true],
      ['hiddenmembership', true],
      ['SomethingNew', true],
      ['', true],
    ] as const) {
      assert.equal(
        readTenantUnits(list({ ...OPEN, visibility })).get('open')?.hidesMembers,
        hidesMembers,
        visibility ?? 'none',
      );
    }
  });

  it('of a person are unknown where there is another page', () => {
    assert.equal(readMemberUnits(firstPage(OPEN)), undefined);
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['one came empty, for want of the right to read it', list(EMPTY)],
    ['a flag is a text', list({ ...OPEN, isMemberManagementRestricted: 'false' })],
  ] as const) {
    it(`are unknown when ${name}`, () => {
      assert.equal(readMemberUnits(given), undefined);
      assert.equal(readTenantUnits(given).size, 0);
    });
  }

  it('of the tenant are those that can be made out; those of a person are unknown then', () => {
    for (const odd of [EMPTY, null, 7, 'x', [], {}, { ...RESTRICTED, isMemberManagementRestricted: 'true' }]) {
      assert.deepEqual([...readTenantUnits(list(odd, OPEN)).keys()], ['open'], JSON.stringify(odd));
      assert.equal(readMemberUnits(list(OPEN, odd)), undefined, JSON.stringify(odd));
    }
  });

  it('ask for a new sign-in where the token is not accepted', () => {
    assertAsksToSignIn(readMemberUnits);
    assertAsksToSignIn(readTenantUnits);
  });
});
