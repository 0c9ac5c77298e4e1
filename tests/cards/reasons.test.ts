import assert from 'node:assert/strict';
import { PARTS } from '../../src/cards/parts-of-action.ts';
import { reasonIn } from '../../src/cards/reasons.ts';

const GIVEN: Readonly<Record<string, readonly string[]>> = {
  'locked-out': [
    'she is locked out',
    'Locked out!',
    'account locked, too many attempts',
    'hon är utelåst',
    'kontot är låst',
  ],
  forgot: [
    'she has forgotten it',
    'he forgot the password',
    'han har glömt lösenordet',
    'hon kommer inte ihåg det',
    'HAR GLÖMT',
  ],
  'never-got-one': ['new employee', 'she never got a password', 'nyanställd, börjar idag'],
  other: [
    'the cat sat on it',
    'she lost her phone',
    'a new phone',
    'she is not locked out',
    'hon har inte glömt',
    'she forgot it and is locked out',
    'he works at Blocked Outfitters',
    'den är blåst',
    '',
  ],
};

describe('The reason on the card that a text gives', () => {
  const ofReset = PARTS['reset-password'].reasons;
  for (const [code, texts] of Object.entries(GIVEN)) {
    for (const text of texts) it(`"${text}": ${code}`, () => assert.equal(reasonIn(text, ofReset), code));
  }

  for (const text of ['a new phone', 'she lost her phone', 'hon har tappat sin telefon', 'Ny mobil!']) {
    it(`"${text}", where a method may be missing: no-method`, () => {
      assert.equal(reasonIn(text, PARTS['temporary-access-pass'].reasons), 'no-method');
    });
  }

  it('is one of several that the text gives: other', () => {
    const offered = PARTS['temporary-access-pass'].reasons;
    assert.equal(reasonIn('a new phone, and she forgot it', offered), 'other');
  });
});
