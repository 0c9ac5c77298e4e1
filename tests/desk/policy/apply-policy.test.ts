import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyPolicy, secondPersonNeeded } from '../../../src/desk/policy/apply-policy.ts';
import type { ApprovalRule, Opinion } from '../../../src/desk/policy/circumstances.ts';
import type { Limits } from '../../../src/desk/policy/policy.ts';
import type { Because } from '../../../src/desk/request/approval.ts';
import { runs } from '../../support/runs.ts';
import { ORDINARY } from './support/circumstances.ts';

const LIMITS: Limits = { perRequester: { hour: 4, day: 9 }, perTarget: { hour: 2, day: 3 }, above: 'second-person' };
const BECAUSE: Because = { rule: 'requester-resets', values: { count: '1' } };
const says =
  (opinion: Opinion): ApprovalRule =>
  () =>
    opinion;
const AT_LIMIT = { ...ORDINARY, startedForTarget: { hour: 2, day: 2 } };
const LIMIT = { rule: 'limit-target', values: { target: 'Anna Svensson', count: '2', hours: '1' } };

describe('secondPersonNeeded', () => {
  it('needs none where no rule matches', () => {
    assert.equal(secondPersonNeeded({ approval: [says(undefined), says(undefined)] }, ORDINARY), undefined);
  });

  it('needs one always where there is no rule: an empty rule never means anybody', () => {
    assert.deepEqual(secondPersonNeeded({ approval: [] }, ORDINARY), { rule: 'always', values: {} });
  });

  it('gives the rules what is known', () => {
    const seen: unknown[] = [];
    const watching: ApprovalRule = circumstances => {
      seen.push(circumstances);
      return undefined;
    };
    secondPersonNeeded({ approval: [watching, watching] }, AT_LIMIT);
    assert.deepEqual(seen, [AT_LIMIT, AT_LIMIT]);
  });

  it('lets the first rule that matches decide, and asks no rule after it', () => {
    const opinion = fc.oneof(
      fc.constant(undefined),
      fc.constant('one-person' as const),
      fc.record({ rule: fc.constant('always' as const), values: fc.record({ n: fc.string() }) }),
    );
    fc.assert(
      fc.property(fc.array(opinion, { minLength: 1, maxLength: 6 }), opinions => {
        let asked = 0;
        const approval = opinions.map((one): ApprovalRule => {
          return () => {
            asked++;
            return one;
          };
        });
        const first = opinions.findIndex(one => one !== undefined);
        const decisive = opinions[first];
        const expected = decisive === 'one-person' ? undefined : decisive;
        assert.deepEqual(secondPersonNeeded({ approval }, ORDINARY), expected);
        assert.equal(asked, first === -1 ? opinions.length : first + 1);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('applyPolicy', () => {
  it('asks the rules below the limits', () => {
    assert.deepEqual(applyPolicy({ approval: [says(undefined)], limits: LIMITS }, ORDINARY), { kind: 'one-person' });
    assert.deepEqual(applyPolicy({ approval: [says('one-person')], limits: LIMITS }, ORDINARY), { kind: 'one-person' });
    assert.deepEqual(applyPolicy({ approval: [says(BECAUSE)], limits: LIMITS }, ORDINARY), {
      kind: 'second-person',
      because: BECAUSE,
    });
  });

  for (const opinion of [undefined, 'one-person', BECAUSE] as const) {
    const said = typeof opinion === 'object' ? 'a second person' : (opinion ?? 'nothing');
    it(`judges the limits first, whatever the rules say (${said})`, () => {
      const approval = [says(opinion)];
      assert.deepEqual(applyPolicy({ approval, limits: LIMITS }, AT_LIMIT), { kind: 'second-person', because: LIMIT });
      assert.deepEqual(applyPolicy({ approval, limits: { ...LIMITS, above: 'refuse' } }, AT_LIMIT), {
        kind: 'refused',
        refusal: LIMIT,
      });
    });
  }

  it('refuses nothing below the limits', () => {
    const limits: Limits = { ...LIMITS, above: 'refuse' };
    assert.deepEqual(applyPolicy({ approval: [says('one-person')], limits }, ORDINARY), { kind: 'one-person' });
    assert.equal(applyPolicy({ approval: [says(BECAUSE)], limits }, ORDINARY).kind, 'second-person');
  });
});
