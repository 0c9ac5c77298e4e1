import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/account-younger-than.ts';
import { DAY, NOW, ORDINARY } from '../support/circumstances.ts';

const week = rule({ when: 'account-younger-than', days: 7 });
const madeAt = (targetCreatedAt: number | undefined) => week({ ...ORDINARY, targetCreatedAt });
const matches = (known: object) => ({ rule: 'account-younger-than', values: { target: 'Anna Svensson', ...known } });

describe('the rule account-younger-than', () => {
  it('matches an account of so few days, and says of how many', () => {
    for (const age of [0, 1, 6 * DAY, 7 * DAY - 1]) {
      assert.deepEqual(madeAt(NOW - age), matches({ count: '7' }), `${age} ms old`);
    }
    assert.deepEqual(madeAt(NOW + DAY), matches({ count: '7' }), 'its clock is ahead');
  });

  it('does not match one that is older', () => {
    for (const age of [7 * DAY, 7 * DAY + 1, 9_000 * DAY]) assert.equal(madeAt(NOW - age), undefined, `${age} ms old`);
  });

  it('matches one of which nobody knows how old it is, and says so', () => {
    assert.deepEqual(madeAt(undefined), matches({ known: 'no' }));
  });

  it('takes whole days, one or more', () => {
    assert.ok(schema.safeParse({ when: 'account-younger-than', days: 1 }).success);
    for (const days of [undefined, null, 0, -1, 1.5, '7', Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.ok(!schema.safeParse({ when: 'account-younger-than', days }).success, String(days));
    }
  });
});
