import assert from 'node:assert/strict';
import { ACTION_KINDS } from '../../../../src/action-kinds.ts';
import { applyPolicy } from '../../../../src/desk/policy/apply-policy.ts';
import type { Circumstances } from '../../../../src/desk/policy/circumstances.ts';
import { policySchema } from '../../../../src/desk/policy/policy.ts';
import { HELPDESK, holding, ORDINARY } from '../support/circumstances.ts';

const PASS = { action: 'temporary-access-pass' } as const;
const RESET = { action: 'reset-password' } as const;
const GROUP = '6a3f2c9e-8b1d-4e57-9c40-1f2e3d4c5b6a';

/** Each rule, and circumstances in which it matches. */
const MATCHING: readonly (readonly [rule: { when: string }, circumstances: Partial<Circumstances>])[] = [
  [{ when: 'target-holds-role' }, { targetRoles: [holding(HELPDESK, 'Helpdesk Administrator')] }],
  [{ when: 'target-in-group', groups: [GROUP] } as { when: string }, { targetGroupIds: [GROUP] }],
  [{ when: 'requester-resets', moreThan: 0 } as { when: string }, {}],
  [{ when: 'always' }, {}],
];

/** Why a second person is needed by these rules, if one is. */
function because(rules: readonly object[], circumstances: Partial<Circumstances>): string | undefined {
  const { approval, limits } = policySchema.parse({ approval: rules });
  const decided = applyPolicy(
    { approval: approval.map(({ rule }) => rule), limits },
    { ...ORDINARY, ...circumstances },
  );
  return decided.kind === 'second-person' ? decided.because.rule : undefined;
}

const issuesOf = (rules: readonly object[]) =>
  (policySchema.safeParse({ approval: rules }).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('a rule for one action', () => {
  for (const [rule, circumstances] of MATCHING) {
    it(`${rule.when}: matches for that one, and not for the other`, () => {
      for (const { action } of [PASS, RESET]) {
        const other = ACTION_KINDS.filter(kind => kind !== action);
        assert.equal(because([{ ...rule, action }], { ...circumstances, action }), rule.when);
        for (const each of other)
          assert.equal(because([{ ...rule, action }], { ...circumstances, action: each }), undefined);
        assert.equal(because([rule], { ...circumstances, action }), rule.when, 'without it, for every action');
      }
    });
  }

  it('lets the rules after it be asked for the other', () => {
    const rules = [{ when: 'never', ...RESET }, { when: 'always' }];
    assert.equal(because(rules, RESET), undefined);
    assert.equal(because(rules, PASS), 'always');
  });

  it('may be always or never without being the last; for every action it may not', () => {
    assert.deepEqual(issuesOf([{ when: 'always', ...PASS }, { when: 'target-holds-role' }]), []);
    assert.deepEqual(
      issuesOf([
        { when: 'never', ...PASS },
        { when: 'never', ...RESET },
      ]),
      [],
    );
    const [issue] = issuesOf([{ when: 'always', ...PASS }, { when: 'never' }, { when: 'target-holds-role' }]);
    assert.equal(issue?.[0], 'approval.1');
    assert.match(issue?.[1] ?? '', /^"never" matches always: put it last/);
  });

  it('is not for what nobody can do', () => {
    for (const action of ['reset', 'Temporary-Access-Pass', '', null, [PASS.action]]) {
      assert.deepEqual(
        issuesOf([{ when: 'always', action }]).map(([path]) => path),
        ['approval.0.action'],
        JSON.stringify(action),
      );
    }
  });
});
