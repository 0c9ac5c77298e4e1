import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { type Ended, inTurn, partsOf, readCounts, summaryOf } from '../../scripts/test-parts.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ALL = globSync(path.join(ROOT, 'tests/**/*.test.ts'));

function ended(changes: Partial<Ended> = {}): Ended {
  return { printed: 'a\n  ✓ b\n', counts: '1 passed, 0 failed\n', code: 0, ...changes };
}

describe('scripts/test-parts.ts', () => {
  it('puts each test file into exactly one part, and none of them is empty', () => {
    const parts = partsOf(ALL, 7);
    assert.deepEqual(parts.flat(), [...ALL].sort());
    assert.equal(parts.length, 7);
    assert.ok(parts.every(part => part.length > 0));
  });

  it('makes no more parts than there are files', () => {
    assert.deepEqual(partsOf(ALL.slice(0, 1), 5), [ALL.slice(0, 1)]);
    assert.deepEqual(partsOf([]), []);
  });

  it('reads the lines of the reporter, and no others', () => {
    assert.deepEqual(readCounts('12 passed, 3 failed\n'), { passed: 12, failed: 3, skipped: 0 });
    assert.deepEqual(readCounts('1 passed, 0 failed, 2 skipped'), { passed: 1, failed: 0, skipped: 2 });
    for (const line of ['', 'passed', '1 passed', '1 passed, 0 failed, and more', 'x 1 passed, 0 failed'])
      assert.equal(readCounts(line), undefined, line);
  });

  it('adds up the counts, and says no more of what was skipped than that it was', () => {
    const skipping = ended({ counts: '3 passed, 0 failed, 2 skipped' });
    assert.deepEqual(summaryOf([ended(), skipping]), {
      failures: '',
      counts: '4 passed, 0 failed, 2 skipped',
      code: 0,
    });
    assert.deepEqual(summaryOf([ended(), ended()]), { failures: '', counts: '2 passed, 0 failed', code: 0 });
  });

  it('shows the failures of each part once more, and fails as the worst of them', () => {
    const [one, other] = ['  1) a:\n  why\n', '  1) c:\n  because\n'].map((text, n) =>
      ended({ printed: `a\n\nFailures:\n${text}`, counts: '0 passed, 1 failed', code: n + 1 }),
    );
    assert.ok(one && other);
    const { failures, counts, code } = summaryOf([one, ended(), other]);
    assert.equal(failures, '  1) a:\n  why\n\n  1) c:\n  because\n');
    assert.deepEqual([counts, code], ['1 passed, 2 failed', 2]);
  });

  it('counts nothing where a part did not get to its end', () => {
    assert.deepEqual(summaryOf([ended(), ended({ counts: undefined, code: 1 })]).counts, undefined);
    assert.equal(summaryOf([ended(), ended({ counts: undefined, code: 1 })]).code, 1);
  });

  it('runs so many at once and no more, keeps their order, and ends with the first that can not be run', async () => {
    let [running, most] = [0, 0];
    const results = await inTurn([5, 1, 3, 2], 2, async job => {
      running += 1;
      most = Math.max(most, running);
      for (let n = 0; n < job; n += 1) await Promise.resolve();
      running -= 1;
      return job * 2;
    });
    assert.deepEqual([results, most], [[10, 2, 6, 4], 2]);
    await assert.rejects(
      inTurn([1], 2, () => Promise.reject(new Error('no such command'))),
      /no such command/,
    );
  });
});
