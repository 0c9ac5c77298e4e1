import assert from 'node:assert/strict';
import { useOfPassword, usesOfPasswords } from '../../../../src/desk/actions/reset-password/uses.ts';
import type { DirectorySession } from '../../../../src/desk/ports.ts';
import type { Done } from '../../../../src/desk/request/request.ts';
import { requestIn } from '../../support/requests.ts';

const SECOND = 1_000;
const CALLED = 1_000_000 * SECOND;
const AHEAD = 40 * SECOND;
/** Called by the directory's clock; accepted two seconds later and shown ten after that, by ours. */
const DONE: Done = {
  ...requestIn('done'),
  calledAt: [CALLED],
  clockAhead: AHEAD,
  carriedOutAt: CALLED - AHEAD + 2 * SECOND,
  shownAt: CALLED - AHEAD + 12 * SECOND,
};

describe('whether a temporary password was changed', () => {
  for (const [what, after, use] of [
    ['our own change, before the answer came', 1, 'unused'],
    ['our own change, dated a little before our call', -4, 'unused'],
    ['our own change, a little after the answer', 7, 'unused'],
    ['ours, which took effect late, before anybody was shown the password', 11, 'unused'],
    ['a change of whoever was shown it, or ours, which took effect late', 13, 'not-known'],
    ['the last moment in which it may be ours', 65, 'not-known'],
    ['a later change', 66, 'used'],
    ['a change of long after', 86_400, 'used'],
    ['the change before our call: the directory does not show ours yet', -6, 'not-known'],
  ] as const) {
    it(`${use}: ${what}`, () => assert.equal(useOfPassword(DONE, CALLED + after * SECOND), use));
  }

  it('counts with each repeat of a lost call', () => {
    const repeated = {
      ...DONE,
      calledAt: [CALLED, CALLED + 90 * SECOND],
      carriedOutAt: DONE.carriedOutAt + 90 * SECOND,
    };
    const shown = { ...repeated, shownAt: repeated.carriedOutAt + SECOND };
    assert.equal(useOfPassword(shown, CALLED), 'unused');
    assert.equal(useOfPassword(shown, CALLED + 91 * SECOND), 'unused');
    assert.equal(useOfPassword(shown, CALLED + 156 * SECOND), 'used');
  });

  it('is not known where nothing can be read, or the directory’s time was not told', () => {
    assert.equal(useOfPassword(DONE, undefined), 'not-known');
    assert.equal(useOfPassword({ ...DONE, calledAt: [] }, CALLED), 'not-known');
    assert.equal(useOfPassword({ ...DONE, clockAhead: undefined }, CALLED), 'not-known');
  });

  it('does not ask about synced accounts, of which it is not known', async () => {
    const asked: string[] = [];
    const session: Pick<DirectorySession, 'lastPasswordChanges'> = {
      lastPasswordChanges: async ids => {
        asked.push(...ids);
        return new Map(ids.map(id => [id, CALLED]));
      },
    };
    const synced = { ...DONE, id: 'synced', target: { ...DONE.target, id: 'synced', synced: true } };
    const uses = await usesOfPasswords(session as DirectorySession, [DONE, synced]);
    assert.deepEqual([...uses], [[DONE.id, 'unused']]);
    assert.deepEqual(asked, [DONE.target.id]);
  });
});
