import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/changed-lately.ts';
import { DAY, NOW, ORDINARY } from '../support/circumstances.ts';

const changedAt = (targetChangedAt: number | undefined) => rule()({ ...ORDINARY, targetChangedAt });
const matches = (known: object = {}) => ({ rule: 'changed-lately', values: { target: 'Anna Svensson', ...known } });

describe('the rule changed-lately', () => {
  it('matches whose password was changed within a day', () => {
    for (const ago of [0, 1, DAY - 1, -DAY]) assert.deepEqual(changedAt(NOW - ago), matches(), `${ago} ms ago`);
  });

  it('does not match whose was changed before that', () => {
    for (const ago of [DAY, DAY + 1, 9_000 * DAY]) assert.equal(changedAt(NOW - ago), undefined, `${ago} ms ago`);
  });

  it('matches whose password was changed nobody knows when, and says so', () => {
    assert.deepEqual(changedAt(undefined), matches({ known: 'no' }));
  });

  it('has nothing to set', () => {
    assert.ok(schema.safeParse({ when: 'changed-lately' }).success);
    assert.ok(!schema.safeParse({ when: 'changed-lately', days: 1 }).success);
  });
});
