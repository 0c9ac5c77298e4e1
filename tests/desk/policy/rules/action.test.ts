import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/action.ts';
import { ORDINARY } from '../support/circumstances.ts';

describe('the rule action', () => {
  it('matches whatever is known: whether it is for this action is judged as for every rule', () => {
    for (const action of ['reset-password', 'temporary-access-pass'] as const) {
      assert.deepEqual(rule()({ ...ORDINARY, action }), { rule: 'action', values: {} });
    }
  });

  it('names an action, and one that there is', () => {
    assert.ok(schema.safeParse({ when: 'action', action: 'temporary-access-pass' }).success);
    for (const action of [undefined, null, '', 'reset', 'always', ['reset-password']]) {
      assert.ok(!schema.safeParse({ when: 'action', action }).success, String(action));
    }
  });
});
