import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refusalOfPassword } from '../../../src/sandbox/tenant/password-policy.ts';
import { runs } from '../../support/runs.ts';

describe('password policy of the sample tenant', () => {
  const owner = { givenName: 'Pol', surname: 'Åkerström', tenantName: 'Fjällvind AB' };
  const cases: [password: string, refusal: string | undefined][] = [
    ['Tove-9283-kvast', undefined],
    ['Ab1-xyz', 'length'],
    [`Ab1-${'xyz7'.repeat(64)}`, 'length'],
    [`Ab1-${'xyz7'.repeat(63)}`, undefined],
    ['Grön-9283-kvast', 'characters'],
    ['Tove\t9283-kvast', 'characters'],
    ['tovekvast9283', 'complexity'],
    ['tove-kvast-snöig'.replace('ö', 'o'), 'complexity'],
    ['p0LL23fb', 'name'],
    ['Xq7-akerstrom-z', 'name'],
    ['Xq7-Fj@11vind-z', 'name'],
    ['P@ssw0rd', 'banned'],
    ['P@ssw0rd1', 'banned'],
    ['Passw0rx', 'banned'],
    ['P@ssw0rd12', 'banned'],
    ['P@ssw0rd12xy', undefined],
    ['Sommar123', 'banned'],
    ['Sommar-Vinter-12', undefined],
    ['Vinter123!', 'banned'],
  ];
  for (const [password, refusal] of cases) {
    it(`${refusal ?? 'accepts'}: ${password.slice(0, 20)}`, () => {
      assert.equal(refusalOfPassword(password, owner), refusal);
    });
  }

  it('accepts long random passwords of four classes', () => {
    const characters = fc.array(fc.constantFrom(...'bcdfghkmnpqrtvwxyz'), { minLength: 16, maxLength: 40 });
    fc.assert(
      fc.property(characters, letters => {
        assert.equal(
          refusalOfPassword(`${letters.join('')}Q4-8`, { ...owner, givenName: null, surname: null }),
          undefined,
        );
      }),
      { numRuns: runs(300), seed: 7 },
    );
  });
});
