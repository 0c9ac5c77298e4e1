import assert from 'node:assert/strict';
import { policySchema } from '../../../../src/desk/policy/policy.ts';
import { proofSchema } from '../../../../src/desk/policy/proof-rules.ts';
import { PROOF_KINDS } from '../../../../src/desk/request/proof.ts';
import { FINANCE, SITUATIONS } from './written-again.ts';

const ALWAYS = { when: 'always', atLeast: 1 };

describe('the rules about who calls, in the policy file', () => {
  it('are of eight kinds', () => {
    for (const [when, [situation]] of Object.entries(SITUATIONS)) {
      const action = when === 'action' ? { action: 'reset-password' } : {};
      const read = proofSchema.safeParse([{ when, atLeast: 2, ...situation?.settings, ...action }]);
      assert.ok(read.success, when);
    }
  });

  it('may be none, which wants nothing', () => {
    assert.deepEqual(proofSchema.parse([]), []);
  });

  it('may all match always: more of them never make it less', () => {
    assert.equal(
      proofSchema.parse([ALWAYS, { ...ALWAYS, atLeast: 2 }, { ...ALWAYS, action: 'reset-password' }]).length,
      3,
    );
  });

  const WRONG: readonly (readonly [what: string, rules: unknown])[] = [
    ['no list', ALWAYS],
    ['no level', [{ when: 'always' }]],
    ['a level above all', [{ when: 'always', atLeast: 4 }]],
    ['a level below all', [{ when: 'always', atLeast: -1 }]],
    ['half a level', [{ when: 'always', atLeast: 1.5 }]],
    ['a level in words', [{ when: 'always', atLeast: '2' }]],
    ['an unknown rule', [{ when: 'full-moon', atLeast: 1 }]],
    ['the rule that ends approvals', [{ when: 'never', atLeast: 1 }]],
    ['an action that there is not', [{ ...ALWAYS, action: 'delete' }]],
    ['the rule of an action without one', [{ when: 'action', atLeast: 1 }]],
    ['no kinds', [{ ...ALWAYS, of: [] }]],
    ['a kind that there is not', [{ ...ALWAYS, of: ['knowledge'] }]],
    ['a day of age that is none', [{ when: 'account-younger-than', atLeast: 1, days: 0 }]],
    ['an age without days', [{ when: 'account-younger-than', atLeast: 1 }]],
    ['groups without any', [{ when: 'target-in-group', atLeast: 1, groups: [] }]],
    ['an unknown setting', [{ ...ALWAYS, atMost: 2 }]],
    ['a setting of another rule', [{ ...ALWAYS, groups: [FINANCE] }]],
  ];
  for (const [what, rules] of WRONG) {
    it(`refuse ${what}`, () => assert.ok(!proofSchema.safeParse(rules).success));
  }

  it('refuse what could never be shown: kinds that all show less than is wanted', () => {
    const words = ['called-back', 'in-person', 'voice'];
    for (const kinds of [['voice'], words]) {
      const read = policySchema.safeParse({ proof: [{ when: 'always', atLeast: 2, of: kinds }] });
      const [issue] = read.error?.issues ?? [];
      assert.deepEqual([issue?.path, issue?.message.includes('atLeast')], [['proof', 0, 'of'], true]);
    }
    for (const kinds of [['manager'], ['voice', 'number-match'], [...PROOF_KINDS]]) {
      assert.ok(proofSchema.safeParse([{ when: 'always', atLeast: 2, of: kinds }]).success, kinds.join());
    }
    // Nothing shows as much as level 3 yet, whichever kinds are named.
    assert.ok(proofSchema.safeParse([{ when: 'always', atLeast: 3, of: ['manager'] }]).success);
    assert.ok(proofSchema.safeParse([{ when: 'always', atLeast: 1, of: ['manager'] }]).success);
  });

  it('say what is missing where a second person can stand in, or may not', () => {
    assert.equal(policySchema.parse({}).proofMissing, 'second-person');
    assert.equal(policySchema.parse({ proofMissing: 'refuse' }).proofMissing, 'refuse');
    assert.ok(!policySchema.safeParse({ proofMissing: 'ask' }).success);
  });
});
