import assert from 'node:assert/strict';
import { newPassSecret } from '../../../src/sandbox/tenant/pass-secret.ts';

describe('the secret of a pass', () => {
  it('has letters, digits and symbols, no two that look alike, and the length of the policy', () => {
    for (const length of [8, 9, 48]) {
      for (let tries = 0; tries < 200; tries += 1) {
        const secret = newPassSecret(length);
        assert.equal(secret.length, length);
        assert.match(secret, /^(?=.*[a-z])(?=.*\d)(?=.*[^a-z\d])[!-~]+$/i);
        assert.doesNotMatch(secret, /[0O1lI]/);
      }
    }
  });

  it('is another one each time', () => {
    assert.equal(new Set(Array.from({ length: 500 }, () => newPassSecret(8))).size, 500);
  });
});
