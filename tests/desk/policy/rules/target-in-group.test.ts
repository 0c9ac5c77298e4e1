import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/target-in-group.ts';
import { ORDINARY } from '../support/circumstances.ts';

const BOARD = '6a3f2c9e-8b1d-4e57-9c40-1f2e3d4c5b6a';
const STAFF = '0d8c1f72-5a4e-4b39-8f6d-7c2b1a0e9d83';
const OTHER = 'f1e2d3c4-b5a6-4978-8695-a4b3c2d1e0f9';
const board = rule({ when: 'target-in-group', groups: [BOARD, STAFF], name: 'Board' });
const among = (targetGroupIds: readonly string[] | undefined) => ({ ...ORDINARY, targetGroupIds });

describe('the rule target-in-group', () => {
  it('matches who is in one of the groups, whatever the case of the id', () => {
    const expected = { rule: 'target-in-group', values: { target: 'Anna Svensson', group: 'Board' } };
    assert.deepEqual(board(among([BOARD])), expected);
    assert.deepEqual(board(among([OTHER, STAFF])), expected);
    assert.deepEqual(board(among([BOARD.toUpperCase()])), expected);
  });

  it('does not match who is known to be in none of them', () => {
    assert.equal(board(among([])), undefined);
    assert.equal(board(among([OTHER])), undefined);
  });

  it('matches who is in groups that could not be read', () => {
    assert.deepEqual(board(among(undefined)), {
      rule: 'target-in-group',
      values: { target: 'Anna Svensson', group: 'Board', known: 'no' },
    });
  });

  it('matches everybody where one of the groups hides its members', () => {
    const unseen = (...targetUnseenGroupIds: string[]) => ({ ...ORDINARY, targetUnseenGroupIds });
    const values = { target: 'Anna Svensson', group: 'Board' };
    const unknown = { rule: 'target-in-group', values: { ...values, known: 'hidden' } };
    assert.deepEqual(board(unseen(BOARD)), unknown);
    assert.deepEqual(board(unseen(OTHER, STAFF.toUpperCase())), unknown);
    assert.equal(board(unseen(OTHER)), undefined, 'another rule names that one');
    assert.deepEqual(board({ ...unseen(BOARD), targetGroupIds: [STAFF] }), { rule: 'target-in-group', values });
  });

  it('has no name for groups that have none', () => {
    const unnamed = rule({ when: 'target-in-group', groups: [BOARD] });
    assert.deepEqual(unnamed(among([BOARD])), {
      rule: 'target-in-group',
      values: { target: 'Anna Svensson', group: '' },
    });
  });

  it('takes object ids in any case, and a name without spaces around it', () => {
    const read = schema.parse({ when: 'target-in-group', groups: [BOARD.toUpperCase()], name: ' Board ' });
    assert.deepEqual(read, { when: 'target-in-group', groups: [BOARD], name: 'Board' });
  });

  const WRONG: readonly [what: string, data: object][] = [
    ['no groups', {}],
    ['an empty list', { groups: [] }],
    ['a name for a group', { groups: ['Board'] }],
    ['an id that is cut off', { groups: [BOARD.slice(1)] }],
    ['an id among spaces', { groups: [` ${BOARD}`] }],
    ['an empty name', { groups: [BOARD], name: ' ' }],
    ['a name that is too long', { groups: [BOARD], name: 'x'.repeat(61) }],
    ['an unknown setting', { groups: [BOARD], group: BOARD }],
  ];
  for (const [what, data] of WRONG) {
    it(`refuses ${what}`, () => assert.ok(!schema.safeParse({ when: 'target-in-group', ...data }).success));
  }
});
