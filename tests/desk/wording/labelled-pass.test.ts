import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsLabelledPass } from '../../../src/desk/wording/labelled-pass.ts';
import { holdsPassword } from '../../../src/desk/wording/password-like.ts';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/runs.ts';
import { REASONS } from '../support/ordinary-texts.ts';

/** What passes are made of: letters, digits and signs, eight or more. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#$%&*+-=?@^';
const LABELLED = ['TAP: X', 'the TAP is X', 'tap = X', 'Temporary access pass: X', 'code: X'];
const IN_SWEDISH = ['engångskod: X', 'åtkomstpasset är X', 'Tillfälligt åtkomstpass: X', 'koden var X'];

describe('A pass behind its label', () => {
  for (const shape of [...LABELLED, ...IN_SWEDISH]) {
    it(`is known of letters alone: ${shape}`, () => {
      for (const pass of ['xYkQbTrz', 'qWertzuiop', 'AbcDefGhi', 'kaNQbk&q', 'ir-AHUbV', 'TAPRocks!']) {
        const text = shape.replace('X', pass);
        assert.ok(holdsLabelledPass(text), text);
        assert.ok(holdsPassword(`hon fick ${text}, not used`), text);
      }
    });
  }

  for (const text of [
    'xYkQbTrz',
    'TAP xYkQbTrz',
    'TAP: Anna',
    'TAP: McDonald',
    'TAP: MacGregor',
    'TAP: McDonald-Lee',
    'TAP: Anna&Erik',
    'TAP: BRQ-PLSA',
    'TAP: IT-Support',
    'TAP: LeFevre Anna',
    'TAP: expired',
    'TAP: DELIVERED',
    'TAP: xYkQ',
    'tap: utskickad',
    'engångskod: skickad till henne',
    'the code is wrong',
    'koden var PowerShell',
    'compass: xYkQbTrz',
    'TAP:',
    '',
  ]) {
    it(`is nothing of this: ${JSON.stringify(text)}`, () => assert.ok(!holdsLabelledPass(text)));
  }

  it('is no ordinary text that somebody gives as a reason', () => {
    assert.ok(REASONS.length > 50);
    for (const reason of REASONS) assert.ok(!holdsLabelledPass(`TAP: ${reason}`), reason);
  });

  it('is known in 98 of 100, whatever Microsoft Entra ID has made', () => {
    const pass = fc.array(fc.constantFrom(...SIGNS), { minLength: 8, maxLength: 12 }).map(signs => signs.join(''));
    const made = fc.sample(pass, { numRuns: runs(5_000), seed: 7 });
    for (const shape of ['TAP: X', 'engångskod: X']) {
      const missed = made.filter(each => !holdsPassword(shape.replace('X', () => each)));
      assert.ok(missed.length <= made.length * 0.02, `${missed.length} of ${made.length}: ${missed.slice(0, 20)}`);
    }
  });

  it('never throws, and takes no time to speak of for a long text', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), text => assert.equal(typeof holdsLabelledPass(text), 'boolean')),
      { numRuns: runs(2_000), seed: 7 },
    );
    const begun = performance.now();
    holdsLabelledPass('tap   is '.repeat(500));
    assert.ok(performance.now() - begun < 500);
  });
});
