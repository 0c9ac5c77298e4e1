import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  generateTemporaryPassword,
  TEMPORARY_PASSWORD_BITS,
} from '../../../../src/desk/actions/reset-password/temporary-password.ts';
import { runs, triesAll } from '../../../support/runs.ts';

const SHAPE = /^[DFHLMNRT][cdfhjknprtvx2-9]{3}(?:-[cdfhjknprtvx2-9]{4}){3}$/;
const COMMON = [...'cdfhjknprtvx23456789'];
const INSIDE_A_BLOCK = /[cdfhjknprtvx2-9]x[cdfhjknprtvx2-9]/;
/** So many show how often each character is drawn; in the fast run a tenth shows it still. */
const MANY = triesAll ? 10_000 : 1_000;
const draw = (count: number, nameParts: readonly string[] = []) =>
  Array.from({ length: count }, () => generateTemporaryPassword(nameParts));

describe('generateTemporaryPassword', () => {
  it('has its shape, and with it no vowel and no look-alike, in many draws', () => {
    for (const password of draw(MANY)) {
      assert.match(password, SHAPE);
      assert.doesNotMatch(password, /[aeiouy01lIOSBZ]/);
    }
  });

  it('meets the cloud password policy: 8 to 256 characters, allowed characters, all four classes', () => {
    for (const password of draw(2_000)) {
      assert.ok(password.length >= 8 && password.length <= 256);
      assert.match(password, /^[\x20-\x7e]+$/);
      for (const characters of [/[a-z]/, /[A-Z]/, /[0-9]/, /-/]) assert.match(password, characters);
    }
  });

  it('has at least 60 bits, as many as its alphabets give', () => {
    assert.ok(TEMPORARY_PASSWORD_BITS >= 60);
    assert.ok(TEMPORARY_PASSWORD_BITS < Math.log2(8 * 20 ** 15));
    assert.ok(Math.log2(8 * 20 ** 15) - TEMPORARY_PASSWORD_BITS < 0.001);
  });

  it('never repeats itself in many draws', () => {
    assert.equal(new Set(draw(MANY)).size, MANY);
  });

  it('draws every character about equally often at every position', () => {
    const passwords = draw(MANY);
    for (const position of [1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18]) {
      assert.ok(
        chiSquare(
          passwords.map(password => password.charAt(position)),
          COMMON,
        ) < 70,
        `position ${position}`,
      );
    }
    assert.ok(
      chiSquare(
        passwords.map(password => password.charAt(0)),
        [...'DFHLMNRT'],
      ) < 45,
    );
  });

  it('redraws a password that holds a name part', () => {
    const parts = COMMON.flatMap(a => COMMON.map(b => `${a}x${b}`));
    for (const password of draw(200, parts)) assert.doesNotMatch(password, INSIDE_A_BLOCK);
  });

  it('compares without case and accents', () => {
    const parts = COMMON.flatMap(a => COMMON.map(b => `${a}\u1E8B${b}`.toUpperCase()));
    for (const password of draw(200, parts)) assert.doesNotMatch(password, INSIDE_A_BLOCK);
  });

  it('compares without the hyphens of the password and of the name', () => {
    const plain = COMMON.flatMap(a => COMMON.map(b => `${a}x${b}`));
    const hyphenated = COMMON.flatMap(a => COMMON.map(b => `${a}x-${b}`));
    for (const password of [...draw(100, plain), ...draw(100, hyphenated)]) {
      assert.doesNotMatch(password.replaceAll('-', ''), INSIDE_A_BLOCK);
    }
  });

  it('compares with the hyphens, too', () => {
    const everyBorder = COMMON.flatMap(a => COMMON.map(b => `${a}-${b}`));
    assert.throws(() => generateTemporaryPassword(everyBorder), RangeError);
  });

  it('takes no notice of parts of fewer than three characters', () => {
    const passwords = draw(300, ['', ' ', 'x', '2', 'T', 'cd', ' x ']);
    assert.ok(passwords.some(password => password.includes('x')));
  });

  it('gives up when the name parts leave no password, and names none of them', () => {
    const all = COMMON.flatMap(a => COMMON.flatMap(b => COMMON.map(c => `${a}${b}${c}`)));
    assert.throws(() => generateTemporaryPassword(all), { name: 'RangeError', message: /free of all/ });
  });

  it('holds no part of any real name', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[cdfhjknprtvx2-9]{3,5}$/), { maxLength: 20 }), parts => {
        const password = generateTemporaryPassword(parts).toLowerCase();
        for (const part of parts) {
          assert.ok(!password.includes(part) && !password.replaceAll('-', '').includes(part));
        }
      }),
      { numRuns: runs(500), seed: 7 },
    );
  });
});

/** Pearson's statistic against equal shares; 19 degrees of freedom exceed 70 less than once in ten million. */
function chiSquare(drawn: readonly string[], alphabet: readonly string[]): number {
  const expected = drawn.length / alphabet.length;
  const counts = alphabet.map(character => drawn.filter(one => one === character).length);
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
