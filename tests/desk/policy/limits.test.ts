import assert from 'node:assert/strict';
import { limitsReached } from '../../../src/desk/policy/limits.ts';
import type { Limits } from '../../../src/desk/policy/policy.ts';
import { ORDINARY } from './support/circumstances.ts';

const LIMITS: Limits = { perRequester: { hour: 4, day: 9 }, perTarget: { hour: 2, day: 3 }, above: 'refuse' };
const target = 'Anna Svensson';
const requester = (hour: number, day: number) => ({ ...ORDINARY, startedByRequester: { hour, day } });
const account = (hour: number, day: number) => ({ ...ORDINARY, startedForTarget: { hour, day } });

describe('the limits of the policy', () => {
  it('are not reached below the number', () => {
    assert.equal(limitsReached(LIMITS, ORDINARY), undefined);
    assert.equal(limitsReached(LIMITS, requester(3, 8)), undefined);
    assert.equal(limitsReached(LIMITS, account(1, 2)), undefined);
  });

  const REACHED = [
    ['requester, hour', requester(4, 4), 'limit-requester', '4', '1'],
    ['requester, far above', requester(40, 40), 'limit-requester', '4', '1'],
    ['requester, day', requester(0, 9), 'limit-requester', '9', '24'],
    ['target, hour', account(2, 2), 'limit-target', '2', '1'],
    ['target, day', account(0, 3), 'limit-target', '3', '24'],
  ] as const;
  for (const [what, circumstances, rule, count, hours] of REACHED) {
    it(`${what}: reached at the number, so that no more than that many are started`, () => {
      assert.deepEqual(limitsReached(LIMITS, circumstances), { rule, values: { target, count, hours } });
    });
  }

  it('name the requester first, and the hour before the day', () => {
    const all = { ...ORDINARY, startedByRequester: { hour: 9, day: 9 }, startedForTarget: { hour: 9, day: 9 } };
    assert.deepEqual(limitsReached(LIMITS, all)?.values, { target, count: '4', hours: '1' });
    const days = { ...all, startedByRequester: { hour: 0, day: 9 } };
    assert.deepEqual(limitsReached(LIMITS, days)?.values, { target, count: '9', hours: '24' });
    assert.deepEqual(limitsReached(LIMITS, account(9, 9))?.values, { target, count: '2', hours: '1' });
  });

  it('take a count that is no number for one too many', () => {
    assert.equal(limitsReached(LIMITS, requester(Number.NaN, 0))?.rule, 'limit-requester');
    assert.equal(limitsReached(LIMITS, account(0, Number.NaN))?.rule, 'limit-target');
  });
});
