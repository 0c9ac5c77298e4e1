import assert from 'node:assert/strict';
import { type Harness, PEOPLE, REVIEWERS_GROUP, startHarness } from '../harness.ts';

const SALES = '7fd9c946-6274-41b4-a772-24f59776a628';
/** Contains the group Sales. */
const ALL_STAFF = '84dd9b07-0f97-4031-aaec-fabaec12fabd';
const ANNA = 'anna.svensson@fjallvind.example';
const LISTED = '/users/.*transitiveMemberOf/microsoft.graph.group';
const MORE = { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/next' };

describe('directory: the groups of a target', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function groupsOf(targetId: string): Promise<readonly string[] | undefined> {
    const session = await harness.as(PEOPLE.erikHelpdesk, { patience: 0 });
    const { target } = await session.examine(targetId);
    assert.ok(target);
    return target.groupIds;
  }

  it('are all that it is in, directly and through others, role-assignable or not', async () => {
    assert.deepEqual([...((await groupsOf(PEOPLE.annaMember)) ?? [])].sort(), [SALES, ALL_STAFF].sort());
    assert.deepEqual(await groupsOf(PEOPLE.hannaRoleGroupMember), [REVIEWERS_GROUP]);
  });

  it('are not those that it owns', async () => {
    assert.deepEqual(await groupsOf(PEOPLE.robertRoleGroupOwner), []);
  });

  it('are none for somebody in no group, which is not unknown', async () => {
    await harness.control('PATCH', `users/${ANNA}`, { leaveGroups: [SALES] });
    assert.deepEqual(await groupsOf(PEOPLE.annaMember), []);
  });

  it('are the same for somebody named by sign-in name', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    const { finding } = await session.find({ by: 'address', value: ANNA });
    assert.equal(finding.kind, 'one');
    const ids = finding.kind === 'one' ? (finding.target.groupIds ?? []) : [];
    assert.deepEqual([...ids].sort(), [SALES, ALL_STAFF].sort());
  });

  it('are unknown where the page has more, is refused, is throttled or is malformed', async () => {
    for (const fault of [
      { status: 200, body: MORE },
      { status: 200, body: { ...MORE, value: [{ id: SALES, displayName: 'Sales', isAssignableToRole: null }] } },
      { status: 403 },
      { status: 429 },
      { status: 500 },
      { status: 200, body: {} },
      { status: 200, body: { value: [{ id: 7 }] } },
    ]) {
      await harness.reset();
      await harness.fault({ pathPattern: LISTED, times: null, ...fault });
      assert.equal(await groupsOf(PEOPLE.annaMember), undefined, JSON.stringify(fault));
    }
  });
});
