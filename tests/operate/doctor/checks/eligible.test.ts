import assert from 'node:assert/strict';
import { DoctorInstallation } from '../installation.ts';

const LIST = '/roleManagement/directory/roleEligibilityScheduleInstances';
const HOLDS_ROLE = { when: 'target-holds-role' };

describe('npm run doctor, on who may read eligible roles', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(() => installation.makeGood());

  const pim = (privilegedIdentityManagement: 'on' | 'off') =>
    installation.sandbox.control('PUT', 'tenant', { privilegedIdentityManagement });
  const told = async () => (await installation.told()).by.get('eligible');

  it('tells what each reset needs where they can’t be read, with both ways out', async () => {
    await pim('on');
    const finding = await told();
    assert.equal(finding?.mark, 'problem');
    assert.match(
      finding?.found ?? '',
      /may not read who is eligible.*needs a second person, and more shown of who calls\.$/,
    );
    assert.match(finding?.fixes.join(' ') ?? '', /Security Reader.*"eligible": "where-readable"/);
  });

  it('tells of the second person alone where the rules of proof leave them out, and of proof alone where those of approval do', async () => {
    await pim('on');
    policyOf([HOLDS_ROLE], [{ ...HOLDS_ROLE, eligible: 'where-readable', atLeast: 2 }]);
    assert.match((await told())?.found ?? '', /needs a second person\.$/);
    policyOf([{ ...HOLDS_ROLE, eligible: 'where-readable' }, { when: 'never' }]);
    assert.match((await told())?.found ?? '', /needs more shown of who calls\.$/);
  });

  const SILENT: readonly [where: string, arrange: () => unknown][] = [
    ['the tenant has no such roles', () => pim('off')],
    ['they may be read', () => allow('Global Reader')],
    ['the policy leaves them out', () => policy({ ...HOLDS_ROLE, eligible: 'where-readable' }, { when: 'never' })],
    ['the policy looks at no role', () => policy({ when: 'never' })],
    ['two people are needed anyway', () => policy(HOLDS_ROLE, { when: 'always' })],
    ['as much is wanted of everybody', () => policyOf([{ when: 'never' }], [{ when: 'always', atLeast: 2 }])],
    ['what is wanted of holders is no more', () => policyOf([{ when: 'never' }], [{ ...HOLDS_ROLE, atLeast: 0 }])],
    ['nobody is signed in', () => (installation.args = [])],
    ['Graph fails', () => installation.fault({ service: 'graph', pathPattern: LIST, status: 503 })],
  ];
  const policy = (...approval: object[]) => policyOf(approval, []);
  const policyOf = (approval: object[], proof?: object[]) =>
    installation.policy({ passwordWriteback: 'on', approval, proof });
  const allow = (role: string) =>
    installation.sandbox.control('PATCH', `users/${installation.erikId}`, { assignRoles: [{ role }] });

  for (const [where, arrange] of SILENT) {
    it(`says nothing where ${where}`, async () => {
      await pim('on');
      await arrange();
      assert.equal(await told(), undefined);
    });
  }
});
