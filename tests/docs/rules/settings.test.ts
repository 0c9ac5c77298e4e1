import assert from 'node:assert/strict';
import { policySchema } from '../../../src/desk/policy/policy.ts';
import { code, PAGE, table } from '../../support/rules-page.ts';

describe('docs/rules.md: settings', () => {
  const rows = table('Policy').map(row => ({ name: code(row.Setting)[0] ?? '', row }));

  it('lists every setting with its default, but for those that docs/policy.md alone is about', () => {
    const { adminAccounts, approval, approvals, approvalsMove, proof, proofMissing, limits, ...others } =
      policySchema.parse({});
    assert.deepEqual(Object.fromEntries(rows.map(({ name, row }) => [name, code(row.Default)[0]])), others);
    for (const setting of Object.keys({
      adminAccounts,
      approval,
      approvals,
      approvalsMove,
      proof,
      proofMissing,
      limits,
    }))
      assert.ok(PAGE.includes(`[\`${setting}\`](policy.md#`));
  });

  it('lists the values of every setting, and no other', () => {
    for (const { name, row } of rows) {
      for (const value of code(row.Values)) {
        assert.equal(policySchema.safeParse({ [name]: value }).success, true, `${name} ${value}`);
      }
      const refused = policySchema.safeParse({ [name]: 'neither' }).error?.issues[0];
      const options = refused?.code === 'invalid_value' ? refused.values : [];
      assert.deepEqual(options, code(row.Values));
    }
  });
});
