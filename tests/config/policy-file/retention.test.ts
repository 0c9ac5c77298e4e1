import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPolicy } from '../../../src/config/policy-file.ts';

describe('the policy file: how long things are kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'nyckel-policy-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function read(retention: unknown) {
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, JSON.stringify({ retention }));
    return readPolicy(file).retention;
  }

  it('is 400 days for requests and for good for the record, where nothing else is said', () => {
    assert.deepEqual(readPolicy(undefined).retention, { requests: 400, record: 'for-good' });
    assert.deepEqual(read({ record: 30 }), { requests: 400, record: 30 });
    assert.deepEqual(read({ requests: 36_500, record: 'for-good' }), { requests: 36_500, record: 'for-good' });
  });

  const RECORD = /retention\.record: write a number of days from 30 to 36500, or "for-good"/;
  const WRONG: readonly [retention: unknown, says: RegExp][] = [
    [{ requests: 29 }, /retention\.requests: write at least 30/],
    [{ requests: 36_501 }, /retention\.requests: write at most 36500/],
    [{ requests: 'for-good' }, /retention\.requests/],
    [{ requests: 30.5 }, /retention\.requests/],
    [{ record: 29 }, /retention\.record: write at least 30/],
    [{ record: 36_501 }, /retention\.record: write at most 36500/],
    [{ record: 'forever' }, RECORD],
    [{ record: '400' }, RECORD],
    [{ record: null }, RECORD],
    [{ alarms: 30 }, /retention: .*"alarms"; take it out/],
    [400, /retention: .*expected object/],
  ];
  for (const [retention, says] of WRONG) {
    it(`stops the start where it is ${JSON.stringify(retention)}`, () => {
      assert.throws(() => read(retention), says);
    });
  }
});
