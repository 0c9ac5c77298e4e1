import assert from 'node:assert/strict';
import type { Manager } from '../../../../src/desk/judging/people-as-read.ts';
import { managerVouches } from '../../../../src/desk/provers/manager/manager-vouches.ts';
import type { Asking } from '../../../../src/desk/provers/prover.ts';
import { APPROVAL, APPROVED, ASK, requestIn } from '../../support/requests.ts';
import { asking } from '../support/asking.ts';

const MARIA: Manager = { id: 'maria', displayName: 'Maria', accountEnabled: true, userType: 'Member', employeeId: '' };

describe('a manager who says who it is', () => {
  async function told(manager: Manager | 'none' | undefined, changes: Partial<Asking> = {}): Promise<string> {
    const of = await managerVouches.whom(asking({ session: { managerOf: async () => manager }, ...changes }));
    return 'rule' in of ? of.rule : of.id;
  }

  it('is the one whom the directory names', async () => {
    assert.equal(await told(MARIA), 'maria');
  });

  it('is nobody where it names none, and not known where it can not be read', async () => {
    assert.equal(await told('none'), 'proof-no-manager');
    assert.equal(await told(undefined), 'proof-not-checked');
    assert.equal(await told({ ...MARIA, accountEnabled: undefined }), 'proof-not-checked');
  });

  it('is in use, and of this tenant', async () => {
    assert.equal(await told({ ...MARIA, accountEnabled: false }), 'proof-manager-unfit');
    for (const userType of ['Guest', undefined, 'member '])
      assert.equal(await told({ ...MARIA, userType }), 'proof-manager-unfit', String(userType));
  });

  it('is nobody who has a part in the request', async () => {
    const { target } = asking();
    assert.equal(await told({ ...MARIA, id: target.account.id }), 'proof-manager-unfit');
    assert.equal(await told({ ...MARIA, id: 'requester' }), 'proof-manager-unfit');
    const request = requestIn('approved', {
      approval: { ...APPROVAL, decision: { ...APPROVED, by: { id: 'maria', name: 'Maria' } } },
    });
    assert.equal(await told(MARIA, { request }), 'proof-manager-unfit');
  });

  it('is nobody who has a part in it with a second account', async () => {
    const adminAccounts = { pairs: [{ person: 'requester', account: 'adm' }], sharedAttribute: 'none' } as const;
    assert.equal(
      await told({ ...MARIA, id: 'adm' }, { adminAccounts, actor: { accounts: ['requester', 'adm'] } }),
      'proof-manager-unfit',
    );
    const target = { ...asking().target, employeeId: '1001' };
    const joined = { adminAccounts: { pairs: [], sharedAttribute: 'employeeId' }, target } as const;
    const actor = { accounts: ['requester'], employeeIds: ['2002'] };
    assert.equal(await told({ ...MARIA, employeeId: ' 2002' }, { ...joined, actor }), 'proof-manager-unfit');
    assert.equal(await told({ ...MARIA, employeeId: '1001' }, { ...joined, actor }), 'proof-manager-unfit');
    assert.equal(await told({ ...MARIA, employeeId: '3003' }, { ...joined, actor }), 'maria');
    assert.equal(await told({ ...MARIA, employeeId: undefined }, { ...joined, actor }), 'proof-not-checked');
  });

  it('says yes, or that it can not be told, and nothing else', () => {
    const ask = { ...ASK, kind: 'manager' as const, numbers: undefined };
    assert.equal(managerVouches.judge(ask, 'yes'), 'proved');
    assert.equal(managerVouches.judge(ask, 'cannot-tell'), 'cannot-tell');
    for (const other of [0, 1, 42, Number.NaN]) assert.equal(managerVouches.judge(ask, other), undefined);
  });
});
