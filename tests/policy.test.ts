import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ConfigurationError } from '../src/errors.ts';
import { readPolicy } from '../src/policy.ts';

describe('the policy file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const written = (content: string) => {
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, content);
    return file;
  };

  it('is not needed: the defaults refuse what is not known', () => {
    assert.deepEqual(readPolicy(undefined), { passwordWriteback: 'unknown', federatedDomains: 'refuse' });
  });

  it('sets what it names, and leaves the rest', () => {
    const file = written('{"passwordWriteback":"on"}');
    assert.deepEqual(readPolicy(file), { passwordWriteback: 'on', federatedDomains: 'refuse' });
  });

  const WRONG: readonly [what: string, content: string, says: RegExp][] = [
    ['no JSON', '{', /is not JSON/],
    ['a list', '[]', /the file/],
    ['an unknown setting', '{"passwordwriteback":"on"}', /passwordwriteback/],
    ['an unknown value', '{"passwordWriteback":"yes"}', /passwordWriteback: .*"on"\|"off"\|"unknown"/],
    ['a value of another type', '{"federatedDomains":true}', /federatedDomains/],
  ];
  for (const [what, content, says] of WRONG) {
    it(`that is wrong (${what}) stops the start, with its path and what to mend`, () => {
      const file = written(content);
      assert.throws(
        () => readPolicy(file),
        (error: unknown) =>
          error instanceof ConfigurationError && error.message.includes(file) && says.test(error.message),
      );
    });
  }

  it('that is not there stops the start', () => {
    const file = path.join(folder, 'missing.json');
    assert.throws(() => readPolicy(file), /POLICY_FILE .*missing\.json can’t be read/);
  });
});
