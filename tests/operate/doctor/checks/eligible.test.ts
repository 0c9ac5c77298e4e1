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

  it('tells that each reset needs a second person where they can’t be read, with both ways out', async () => {
    await pim('on');
    const finding = await told();
    assert.equal(finding?.mark, 'problem');
    assert.match(finding?.found ?? '', /may not read who is eligible.*needs a second person/);
    assert.match(finding?.fixes.join(' ') ?? '', /Security Reader.*"eligible": "where-readable"/);
  });

  const SILENT: readonly [where: string, arrange: () => unknown][] = [
    ['the tenant has no such roles', () => pim('off')],
    ['they may be read', () => allow('Global Reader')],
    ['the policy leaves them out', () => policy({ ...HOLDS_ROLE, eligible: 'where-readable' }, { when: 'never' })],
    ['the policy looks at no role', () => policy({ when: 'never' })],
    ['two people are needed anyway', () => policy(HOLDS_ROLE, { when: 'always' })],
    ['nobody is signed in', () => (installation.args = [])],
    ['Graph fails', () => installation.fault({ service: 'graph', pathPattern: LIST, status: 503 })],
  ];
  const policy = (...approval: object[]) => installation.policy({ passwordWriteback: 'on', approval });
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
