import assert from 'node:assert/strict';
import type { GraphAnswer } from '../../src/directory/graph-answer.ts';
import { readUnseenGroups, visibilityItems } from '../../src/directory/visibility.ts';
import { answer, firstPage, list, UNREADABLE } from './answers.ts';
import { type Harness, PEOPLE, REVIEWERS_GROUP, startHarness } from './harness.ts';

const SALES = '7fd9c946-6274-41b4-a772-24f59776a628';
/** Contains the group Sales. */
const ALL_STAFF = '84dd9b07-0f97-4031-aaec-fabaec12fabd';
const row = (visibility: unknown, displayName: unknown = 'Board') => ({ id: 'G', displayName, visibility });

/** Of the one group of the policy: what the two reads about it say. */
function unseen(groups: GraphAnswer, within: GraphAnswer = list()): readonly string[] {
  return readUnseenGroups({ get: id => (id.startsWith('within') ? within : groups) }, ['g']);
}

describe('directory: groups that hide their members', () => {
  it('are those whose visibility is neither public nor private', () => {
    for (const shown of [null, undefined, 'Public', 'Private', 'private'])
      assert.deepEqual(unseen(list(row(shown))), []);
    for (const hidden of ['HiddenMembership', 'hiddenmembership', 'Other', '', ' ']) {
      assert.deepEqual(unseen(list(row(hidden))), ['g'], hidden);
      assert.deepEqual(unseen(list(row(null)), list({ ...row(hidden), id: 'inside' })), ['g'], `within: ${hidden}`);
    }
  });

  for (const [name, given] of [
    ...UNREADABLE,
    ['the group is gone', list()],
    ['another group came', list({ ...row(null), id: 'other' })],
    ['it came empty, for want of the right to read it', list(row(null, null))],
    ['a visibility is none', list(row(7))],
  ] as const) {
    it(`are not known to show them when ${name}`, () => assert.deepEqual(unseen(given), ['g']));
  }

  for (const [name, given] of [
    ...UNREADABLE,
    ['there are more groups within it', firstPage()],
    ['there are more by its count', answer(200, { value: [], '@odata.count': 1 })],
    ['a group within it came empty', list(row(null, null))],
  ] as const) {
    it(`are not known to show all of them when, of the groups within, ${name}`, () =>
      assert.deepEqual(unseen(list(row(null)), given), ['g']));
  }

  it('are read fifteen to a filter', () => {
    const ids = Array.from({ length: 31 }, (_, n) => `id-${n}`);
    const filters = visibilityItems(ids).filter(({ id }) => id.startsWith('policy-groups'));
    assert.deepEqual(
      filters.map(({ url }) => url.match(/id%20eq/g)?.length),
      [15, 15, 1],
    );
    assert.deepEqual(visibilityItems([]), []);
  });

  describe('against the sandbox', () => {
    let harness: Harness;
    before(async () => {
      harness = await startHarness();
    });
    beforeEach(() => harness.reset());
    after(() => harness.stop());

    const hide = (group: string) => harness.control('PATCH', `groups/${group}`, { visibility: 'HiddenMembership' });

    async function read(policyGroupIds: readonly string[]) {
      const session = await harness.as(PEOPLE.erikHelpdesk, { patience: 0, policyGroupIds });
      const { target } = await session.examine(PEOPLE.annaMember);
      assert.ok(target);
      return target;
    }

    it('are told apart from those that show them, in the same round trip', async () => {
      await hide(SALES);
      const gone = REVIEWERS_GROUP.replace('2', '3');
      const { unseenGroupIds } = await read([SALES, REVIEWERS_GROUP, gone]);
      assert.deepEqual(unseenGroupIds, [SALES, gone]);
      assert.equal((await harness.calls()).length, 1);
    });

    it('hide as well who is in a group through them', async () => {
      await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { joinGroups: [SALES] });
      assert.ok((await read([ALL_STAFF])).groupIds?.includes(ALL_STAFF));
      await hide(SALES);
      const { groupIds, unseenGroupIds } = await read([ALL_STAFF]);
      assert.deepEqual([groupIds, unseenGroupIds], [[], [ALL_STAFF]]);
    });

    it('are read of many groups at the same time, in batches of twenty at most', async () => {
      const ids = [REVIEWERS_GROUP, SALES, ALL_STAFF];
      const many = [
        ...ids,
        ...Array.from({ length: 20 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
      ];
      assert.deepEqual((await read(many)).unseenGroupIds, many.slice(3));
      const sizes = (await harness.calls()).map(call => call.batch?.length ?? 0);
      assert.equal(sizes.length, 2);
      assert.ok(Math.max(...sizes) <= 20);
    });
  });
});
