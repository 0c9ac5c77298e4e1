import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/always.ts';
import { ORDINARY } from '../support/circumstances.ts';

describe('the rule always', () => {
  it('needs a second person whatever is known', () => {
    assert.deepEqual(rule()(ORDINARY), { rule: 'always', values: {} });
    assert.deepEqual(rule()({ ...ORDINARY, targetRoles: undefined }), { rule: 'always', values: {} });
  });

  it('has no settings', () => {
    assert.ok(schema.safeParse({ when: 'always' }).success);
    assert.ok(!schema.safeParse({ when: 'always', roles: [] }).success);
    assert.ok(!schema.safeParse({ when: 'never' }).success);
  });
});
