import assert from 'node:assert/strict';
import { rule, schema } from '../../../../src/desk/policy/rules/requester-resets.ts';
import { ORDINARY } from '../support/circumstances.ts';

const resetsNow = (hour: number, moreThan: number) =>
  rule({ when: 'requester-resets', moreThan })({ ...ORDINARY, startedByRequester: { hour, day: 99 } });

describe('the rule requester-resets', () => {
  it('matches with the reset that goes above the number, and with every later one', () => {
    for (const hour of [0, 1, 2]) assert.equal(resetsNow(hour, 3), undefined, `${hour} before`);
    for (const hour of [3, 4, 99]) {
      assert.deepEqual(resetsNow(hour, 3), { rule: 'requester-resets', values: { count: '3' } }, `${hour} before`);
    }
  });

  it('matches with every reset when none goes without', () => {
    assert.deepEqual(resetsNow(0, 0), { rule: 'requester-resets', values: { count: '0' } });
  });

  it('looks at nobody else, and only at the last hour', () => {
    const busy = { hour: 50, day: 50 };
    assert.equal(rule({ when: 'requester-resets', moreThan: 3 })({ ...ORDINARY, startedForTarget: busy }), undefined);
  });

  it('takes whole numbers from 0', () => {
    assert.ok(schema.safeParse({ when: 'requester-resets', moreThan: 0 }).success);
    for (const moreThan of [undefined, null, -1, 1.5, '3', Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.ok(!schema.safeParse({ when: 'requester-resets', moreThan }).success, String(moreThan));
    }
  });
});
