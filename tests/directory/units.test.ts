import assert from 'node:assert/strict';
import { readMemberUnits, readRestrictedness } from '../../src/directory/units.ts';
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
      [...readRestrictedness(list(OPEN, RESTRICTED))],
      [
        ['open', false],
        ['r', true],
      ],
    );
  });

  it('of the tenant are known as far as the first page goes', () => {
    assert.deepEqual([...readRestrictedness(firstPage(RESTRICTED))], [['r', true]]);
  });

  it('of a person are unknown where there is another page', () => {
    assert.equal(readMemberUnits(firstPage(OPEN)), undefined);
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['one came empty, for want of the right to read it', list(OPEN, EMPTY)],
    ['a flag is a text', list({ ...OPEN, isMemberManagementRestricted: 'false' })],
  ] as const) {
    it(`are unknown when ${name}`, () => {
      assert.equal(readMemberUnits(given), undefined);
      assert.equal(readRestrictedness(given).size, 0);
    });
  }

  it('ask for a new sign-in where the token is not accepted', () => {
    assertAsksToSignIn(readMemberUnits);
    assertAsksToSignIn(readRestrictedness);
  });
});
