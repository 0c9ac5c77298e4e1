import assert from 'node:assert/strict';
import { DoctorInstallation } from '../installation.ts';

const SALES = '7fd9c946-6274-41b4-a772-24f59776a628';
/** Contains the group Sales. */
const ALL_STAFF = '84dd9b07-0f97-4031-aaec-fabaec12fabd';

describe('npm run doctor, on the groups of the policy', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(async () => {
    await installation.makeGood();
    names(ALL_STAFF);
  });

  const names = (...groups: string[]) =>
    installation.policy({ passwordWriteback: 'on', approval: [{ when: 'target-in-group', groups }] });
  const hide = (group: string) =>
    installation.sandbox.control('PATCH', `groups/${group}`, { visibility: 'HiddenMembership' });

  async function told() {
    return (await installation.told()).by.get('groups');
  }

  it('is content with groups that show their members, and silent where there are none', async () => {
    assert.deepEqual(await told(), {
      check: 'groups',
      mark: 'ok',
      found: 'The groups of the policy show their members: 1.',
      fixes: [],
    });
    installation.policy({ passwordWriteback: 'on' });
    assert.equal(await told(), undefined);
  });

  const UNSEEN: readonly [what: string, arrange: () => unknown][] = [
    ['hides its members', () => hide(ALL_STAFF)],
    ['holds one that does', () => hide(SALES)],
    ['was deleted', () => installation.sandbox.control('DELETE', `groups/${ALL_STAFF}`)],
    ['may not be read', () => installation.fault({ service: 'graph', pathPattern: '/groups', status: 403 })],
    ['gives no answer', () => installation.fault({ service: 'graph', pathPattern: '/groups', drop: 'before' })],
  ];
  for (const [what, arrange] of UNSEEN) {
    it(`names the group that ${what}, with the fix`, async () => {
      await arrange();
      const finding = await told();
      assert.equal(finding?.mark, 'problem');
      assert.ok(finding?.found.endsWith(`everybody counts as in them: ${ALL_STAFF}.`), finding?.found);
      assert.match(
        finding?.fixes.join(' ') ?? '',
        /name one that shows them in target-in-group.*Take groups that were deleted/,
      );
    });
  }

  it('does not check them without a sign-in, and says how', async () => {
    installation.args = [];
    const finding = await told();
    assert.equal(finding?.mark, 'not checked');
    assert.match(finding?.fixes.join() ?? '', /--user/);
  });
});
