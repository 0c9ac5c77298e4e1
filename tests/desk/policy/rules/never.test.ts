import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/never.ts';
import { ORDINARY } from '../support/circumstances.ts';

describe('the rule never', () => {
  it('lets one person be enough whatever is known', () => {
    assert.equal(rule()(ORDINARY), 'one-person');
    assert.equal(rule()({ ...ORDINARY, targetRoles: undefined }), 'one-person');
  });

  it('has no settings', () => {
    assert.ok(schema.safeParse({ when: 'never' }).success);
    assert.ok(!schema.safeParse({ when: 'never', groups: [] }).success);
    assert.ok(!schema.safeParse({ when: 'always' }).success);
  });
});
