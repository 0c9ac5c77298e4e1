import assert from 'node:assert/strict';
import { DoctorInstallation } from '../installation.ts';

const ERIK = 'c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b';
const ADM = 'a5e0c3d1-7b1f-4c0e-9d55-3f6f0a1c1001';

describe('npm run doctor, on the accounts that the policy pairs', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(async () => {
    await installation.makeGood();
    installation.policy({ passwordWriteback: 'on', adminAccounts: { pairs: [{ person: ERIK, account: ADM }] } });
  });

  async function told() {
    return (await installation.told()).by.get('admin accounts');
  }

  it('is content where they are there and not blocked, and silent where none are paired', async () => {
    assert.deepEqual(await told(), {
      check: 'admin accounts',
      mark: 'ok',
      found: 'The accounts that the policy pairs exist and are not blocked: 2.',
      fixes: [],
    });
    installation.policy({ passwordWriteback: 'on', adminAccounts: { sharedAttribute: 'employeeId' } });
    assert.equal(await told(), undefined);
  });

  for (const [what, arrange, mark, found] of [
    [
      'was deleted',
      () => installation.sandbox.control('DELETE', `users/${ADM}`),
      'problem',
      `There are no accounts with these ids of adminAccounts.pairs: ${ADM}.`,
    ],
    [
      'is blocked',
      () => installation.sandbox.control('PATCH', `users/${ADM}`, { accountEnabled: false }),
      'problem',
      `These accounts of adminAccounts.pairs are blocked: ${ADM}.`,
    ],
    [
      'may not be read',
      () => installation.fault({ service: 'graph', pathPattern: `/users/${ADM}`, status: 403 }),
      'not checked',
      `The person of --user may not read these accounts of adminAccounts.pairs: ${ADM}.`,
    ],
    [
      'gives no answer',
      () => installation.fault({ service: 'graph', pathPattern: `/users/${ADM}`, drop: 'before' }),
      'not checked',
      `The person of --user may not read these accounts of adminAccounts.pairs: ${ADM}.`,
    ],
  ] as const) {
    it(`names the account that ${what}`, async () => {
      await arrange();
      const finding = await told();
      assert.deepEqual([finding?.mark, finding?.found], [mark, found]);
      assert.equal(finding?.fixes.length, 1);
    });
  }

  it('does not check them without a sign-in, and says how', async () => {
    installation.args = [];
    const finding = await told();
    assert.equal(finding?.mark, 'not checked');
    assert.match(finding?.fixes.join() ?? '', /--user/);
  });
});
