import assert from 'node:assert/strict';
import { approvalLost } from '../../../src/desk/judging/approval-lost.ts';
import type { AdminAccounts } from '../../../src/desk/request/admin-accounts.ts';
import type { Somebody } from '../../../src/desk/request/people.ts';
import { DeskBench } from '../support/desk-bench.ts';
import { knownTarget } from '../support/known-target.ts';
import { APPROVAL } from '../support/requests.ts';

const NONE: AdminAccounts = { pairs: [], sharedAttribute: 'none' };
const SHARED: AdminAccounts = { ...NONE, sharedAttribute: 'employeeId' };
const JOHANNA: Somebody = { id: 'johanna', name: 'Johanna' };
const WITH_ADM: Somebody = { ...JOHANNA, acting: { id: 'adm', name: 'adm@x.example' } };
const TARGET = knownTarget(
  { id: 'anna', displayName: 'Anna', userPrincipalName: 'anna@contoso.example', identities: [] },
  { domains: [{ name: 'contoso.example', federated: false }] },
);

describe('an approval, right before the reset', () => {
  const bench = new DeskBench();
  after(() => bench.dispose());

  for (const [given, adminAccounts, by, employeeIds, rule] of [
    ['nothing has changed', NONE, JOHANNA, undefined, undefined],
    ['a pair that is in the policy no more', NONE, WITH_ADM, undefined, 'approver-role-ended'],
    [
      'a pair since they approved without',
      { ...NONE, pairs: [{ person: 'johanna', account: 'adm' }] },
      JOHANNA,
      undefined,
      'approver-role-ended',
    ],
    ['the requester’s employee ID', SHARED, { ...WITH_ADM, employeeIds: ['7'] }, ['7'], 'approver-is-requester'],
    ['another employee ID', SHARED, { ...WITH_ADM, employeeIds: ['8'] }, ['7'], undefined],
    ['an employee ID that nobody has read', SHARED, WITH_ADM, ['7'], 'approver-not-readable'],
    ['the same, and a requester without any', SHARED, WITH_ADM, [], 'approver-not-readable'],
  ] as const) {
    it(`given ${given}: ${rule ?? 'counts'}`, async () => {
      const { approver } = await bench.session.examine('anna', { approver: { id: 'adm', chatId: 'johanna' } });
      const approval = { action: 'reset-password', ...APPROVAL, decision: { verdict: 'approved', by, at: 1 } } as const;
      const now = { approver, target: { ...TARGET, employeeId: '' }, actor: { accounts: ['erik'], employeeIds } };
      const lost = await approvalLost(bench.session, { ...bench.desk.policy, adminAccounts }, approval, now);
      assert.equal(lost?.refusal.rule, rule);
    });
  }

  for (const [given, adminAccounts, by, about] of [
    [
      'by the pair',
      { ...NONE, pairs: [{ person: 'johanna', account: 'adm' }] },
      { id: 'adm', name: 'Adm' },
      { id: 'johanna', employeeId: '' },
    ],
    ['by the employee ID', SHARED, { ...WITH_ADM, employeeIds: ['8'] }, { id: 'anna', employeeId: '8' }],
  ] as const) {
    it(`does not count where the target is another account of theirs, ${given}`, async () => {
      const { approver } = await bench.session.examine('anna', { approver: { id: 'adm', chatId: by.id } });
      const approval = { action: 'reset-password', ...APPROVAL, decision: { verdict: 'approved', by, at: 1 } } as const;
      const account = { ...TARGET.account, id: about.id };
      const target = { ...TARGET, account, employeeId: about.employeeId };
      const now = { approver, target, actor: { accounts: ['erik'] } };
      const lost = await approvalLost(bench.session, { ...bench.desk.policy, adminAccounts }, approval, now);
      assert.equal(lost?.refusal.rule, 'approver-role-ended');
    });
  }
});
