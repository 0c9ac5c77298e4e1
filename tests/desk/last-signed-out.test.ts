import assert from 'node:assert/strict';
import { lastSignedOut } from '../../src/desk/last-signed-out.ts';
import { DeskBench } from './support/desk-bench.ts';
import { NOW, TARGET } from './support/requests.ts';

describe('when somebody was last signed out everywhere here', () => {
  let bench: DeskBench;
  beforeEach(() => {
    bench = new DeskBench();
  });
  afterEach(() => bench.dispose());

  const done = (changes: object) => bench.put<'done'>({ state: 'done', target: TARGET, carriedOutAt: NOW, ...changes });

  for (const [signedOut, at] of [
    ['done', NOW],
    ['unknown', NOW],
    ['failed', undefined],
    [undefined, undefined],
  ] as const)
    it(`counts where it is ${signedOut ?? 'not wanted'}: ${at === undefined ? 'no' : 'yes'}`, async () => {
      await done({ signOut: signedOut !== undefined, signedOut });
      assert.equal(await lastSignedOut(bench.desk, TARGET.id), at);
    });

  it('is the latest of several times, and of nobody else', async () => {
    for (const before of [5, 1, 9]) await done({ signOut: true, signedOut: 'done', carriedOutAt: NOW - before });
    await bench.put<'done'>({ state: 'done', carriedOutAt: NOW, signOut: true, signedOut: 'done' });
    assert.equal(await lastSignedOut(bench.desk, TARGET.id), NOW - 1);
  });
});
