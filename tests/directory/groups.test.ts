import assert from 'node:assert/strict';
import { hasRoleGroup, readRoleGroups } from '../../src/directory/groups.ts';
import { assertAsksToSignIn, firstPage, list, UNREADABLE } from './answers.ts';

const ROLES = { id: 'r', displayName: 'Administrators', isAssignableToRole: true };
const PLAIN = { id: 'p', displayName: 'Sales', isAssignableToRole: null };

describe('directory: role-assignable groups', () => {
  it('are those that say so', () => {
    const plain = { id: 'q', displayName: 'All', isAssignableToRole: false };
    assert.deepEqual(readRoleGroups(list(PLAIN, ROLES, plain)), { ids: ['r'], all: ['p', 'r', 'q'], complete: true });
    assert.deepEqual(readRoleGroups(list()), { ids: [], all: [], complete: true });
  });

  it('are not all known where a group came empty, for want of the right to read it', () => {
    const empty = { id: 'e', displayName: null, isAssignableToRole: null };
    assert.deepEqual(readRoleGroups(list(ROLES, empty)), { ids: ['r'], all: ['r', 'e'], complete: false });
  });

  it('are not all known where there is another page, and nor are the other groups', () => {
    assert.deepEqual(readRoleGroups(firstPage(ROLES)), { ids: ['r'], all: undefined, complete: false });
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['a flag is a text', list({ ...PLAIN, isAssignableToRole: 'true' })],
    ['an id is missing', list({ ...ROLES, id: null })],
  ] as const) {
    it(`are unknown when ${name}`, () => {
      assert.deepEqual(readRoleGroups(given), { ids: [], all: undefined, complete: false });
    });
  }

  it('ask for a new sign-in where the token is not accepted', () => assertAsksToSignIn(readRoleGroups));
});

describe('directory: whether somebody guards roles', () => {
  const found = { ids: ['r'], all: ['r'], complete: false };
  const none = { ids: [], all: ['p'], complete: true };
  const unknown = { ids: [], all: undefined, complete: false };

  it('is certain with one such group, whatever else is unknown', () => {
    assert.equal(hasRoleGroup(found, unknown), true);
    assert.equal(hasRoleGroup(unknown, found), true);
    assert.equal(hasRoleGroup(none, found), true);
  });

  it('is denied only where all groups are known', () => {
    assert.equal(hasRoleGroup(none, none), false);
    assert.equal(hasRoleGroup(none, unknown), undefined);
    assert.equal(hasRoleGroup(unknown, none), undefined);
  });
});
